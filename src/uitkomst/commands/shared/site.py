"""Starting the application from a command. Django is imported here and only when a command of the application runs."""

from __future__ import annotations

import os
import secrets
import sys
from pathlib import Path

from uitkomst.vocabulary.problems import Problem

DEMO_FOLDER = Path("demo") / "site"
SETTINGS = "settings"
"""What checks of the settings are tagged with: at a start no others are looked at, for those of the code itself belong to the tests."""


def prepare_environment(*, demo: bool, data: Path | None) -> None:
    """What the settings read. In the demo everything is of the demo alone: its own folder, database and secrets; not its colours."""
    if data is not None:
        os.environ["UITKOMST_DATA"] = str(data.absolute())
    if demo:
        folder = (data or DEMO_FOLDER).absolute()
        folder.mkdir(parents=True, exist_ok=True)
        for name in [name for name in os.environ if name == "DATABASE_URL" or name.startswith("UITKOMST_")]:
            if name not in ("UITKOMST_LANGUAGE", "UITKOMST_THEME"):
                del os.environ[name]
        os.environ |= {
            "UITKOMST_DEMO": "on",
            "UITKOMST_DATA": str(folder),
            "UITKOMST_BSN_FILES": "hub",
            "UITKOMST_CLIENT_MAIL_FROM": "Vragen <vragen@demo.example>",
            "UITKOMST_SECRET_KEY": _secret(folder / "secret_key"),
            "UITKOMST_PSEUDONYM_KEY": _secret(folder / "pseudonym_key"),
        }
        if (folder / "tables").is_dir():
            os.environ["UITKOMST_TABLES"] = str(folder / "tables")
    else:
        os.environ.pop("UITKOMST_DEMO", None)
    os.environ["DJANGO_SETTINGS_MODULE"] = "uitkomst.config.settings"


def _secret(file: Path) -> str:
    """A secret of this demo, made once."""
    if not file.is_file():
        unfinished = file.with_suffix(".part")
        unfinished.write_text(secrets.token_urlsafe(48), encoding="utf-8")
        unfinished.chmod(0o600)
        unfinished.replace(file)
    return file.read_text(encoding="utf-8")


def start(*, check_people: bool = False, migrate: bool = False) -> None:
    """Start Django and check the settings. migrate: bring the database up to date as well, and see that it is not that of a demo.

    Raises Problem with everything that is wrong, a line each; what works and is not as it should be is told on the error output.
    """
    import django
    from django.core import checks

    django.setup()
    said = checks.run_checks(tags=[checks.Tags.database], databases=["default"]) if check_people else checks.run_checks(tags=[SETTINGS])
    if not check_people:
        for found in said:
            if found.level < checks.ERROR and str(found.id).startswith("uitkomst."):
                print(found.msg, file=sys.stderr)
    wrong = [found for found in said if found.level >= checks.ERROR]
    if wrong:
        raise Problem("settings_wrong", lines="\n".join(f"- {found.msg} {found.hint or ''}".rstrip() for found in wrong))
    if migrate:
        from django.core.management import call_command

        call_command("migrate", verbosity=0, interactive=False)
        start(check_people=True)
