"""uitkomst organisations: load the organisations of this installation."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from uitkomst.commands.shared.site import prepare_environment, start
from uitkomst.vocabulary.problems import Problem
from uitkomst.vocabulary.texts import read_texts


def organisations(
    file: Annotated[Path, Parameter(name="FILE")], /, *, data: Path | None = None, language: Literal["nl", "en"] = "nl"
) -> int:
    """Add the organisations of a CSV file, and what binds them; what is there already stays. Run it again after adding lines.

    Columns, with a semicolon between: kind;code;name;lies_in;works_for;since. Kinds: nation, region, municipality, provider, team,
    learning_group, knowledge_partner. Others are named as kind:code, with | between.

    Example: uitkomst organisations organisations.csv

    Exit code 0: loaded. 2: a line is wrong, nothing has changed.

    Parameters
    ----------
    file:
        The list, CSV in UTF-8.
    data:
        The folder of the application (else UITKOMST_DATA).
    language:
        Language of the messages.
    """
    prepare_environment(demo=False, data=data)
    try:
        with file.open(encoding="utf-8-sig", newline="") as opened:
            lines = list(csv.DictReader(opened, delimiter=";"))
    except UnicodeDecodeError:
        raise Problem("path_missing", path=file) from None
    start(migrate=True)
    from django.utils import timezone

    from uitkomst.flows.begin import load_organisations

    said = read_texts("uitkomst.commands.shared", "begin_texts", language)
    done = load_organisations(now=timezone.now(), lines=lines)
    print(said["loaded"].format(named=done.named, new=done.new))
    return 0
