"""The `uitkomst` command line, thin: arguments, one flow, one result. Each module here is a command, its function of the same name."""

from __future__ import annotations

import ast
import os
import sys
from pathlib import Path
from pkgutil import iter_modules

from cyclopts import App, CycloptsError

import uitkomst
from uitkomst.engine import EngineError
from uitkomst.vocabulary.problems import Problem
from uitkomst.vocabulary.texts import LANGUAGES

UNUSABLE = 2


def make_app() -> App:
    """The command line with every command found in this package."""
    app = App(
        name="uitkomst",
        help="From what clients say about their help to figures that are safe to share. `uitkomst COMMAND --help` gives an example.",
        version=uitkomst.__version__,
    )
    for found in iter_modules(__path__):
        if not found.ispkg:  # by name, so that a command loads no more than it needs itself
            app.command(f"{__name__}.{found.name}:{found.name}", name=found.name.replace("_", "-"), help=_about(found.name))
    return app


def _about(module: str) -> str:
    """The first line of a command's module, read without loading it."""
    text = (Path(__file__).parent / f"{module}.py").read_text(encoding="utf-8")
    first = (ast.get_docstring(ast.parse(text)) or "").partition("\n")[0]
    what = first.partition(": ")[2]
    return what[:1].upper() + what[1:]


def main() -> None:
    """Run one command. A problem that the user can solve is one clear line and exit code 2, never a traceback."""
    try:
        code = make_app()(exit_on_error=False, print_error=True, result_action="return_value")
    except CycloptsError:
        sys.exit(UNUSABLE)
    except Problem as problem:
        _stop(problem.text(_language()))
    except EngineError as error:
        _stop(f"uitkomst: {str(error).splitlines()[0]}")
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except KeyboardInterrupt:
        _stop("uitkomst: afgebroken; er is niets half geschreven")
    except OSError as error:
        _stop(f"uitkomst: {error.strerror or 'bestand niet te gebruiken'}: {error.filename or ''}")
    sys.exit(code if isinstance(code, int) else 0)


def _language() -> str:
    """The language of messages; Dutch when UITKOMST_LANGUAGE names none of ours."""
    asked = os.environ.get("UITKOMST_LANGUAGE", "")
    return asked if asked in LANGUAGES else LANGUAGES[0]


def _stop(line: str) -> None:
    print(line, file=sys.stderr)
    sys.exit(UNUSABLE)
