"""uitkomst restore: an archive of `uitkomst backup`, put back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from uitkomst.commands.shared.progress import progress_bar
from uitkomst.commands.shared.running import alone
from uitkomst.commands.shared.site import prepare_environment, start
from uitkomst.vocabulary.texts import read_texts


def restore(
    file: Annotated[Path, Parameter(name="FILE")],
    /,
    *,
    replace: bool = False,
    demo: bool = False,
    data: Path | None = None,
    language: Literal["nl", "en"] = "nl",
) -> int:
    """Put back an archive of `uitkomst backup`, whole or not at all. The application must be stopped; everybody logs in again.

    Example: uitkomst restore /backup/uitkomst-2026-11-22.zip

    Exit code 0: put back. 2: refused, and nothing has changed.

    Parameters
    ----------
    file:
        The archive.
    replace:
        Also when this installation is in use: what is there is removed, the audit log included.
    demo:
        Of the demo.
    data:
        The folder of the application (else UITKOMST_DATA; in the demo demo/site).
    language:
        Language of the messages.
    """
    prepare_environment(demo=demo, data=data)
    start()
    from django.conf import settings
    from django.core.management import call_command
    from django.utils import timezone

    from uitkomst.flows.backup.restore_backup import restore_backup

    said = read_texts("uitkomst.commands.shared", "backup_texts", language)
    with alone(settings.DATA_FOLDER), progress_bar(language) as on_progress:
        call_command("migrate", verbosity=0, interactive=False)
        done = restore_backup(now=timezone.now(), source=file, replace=replace, on_progress=on_progress)
    print(
        said["restored"].format(
            rows=done.rows, files=done.files, made_at=done.made_at[:16].replace("T", " "), events=done.events, head=done.head
        )
    )
    if done.unread:
        print(said["unread"].format(number=done.unread))
    return 0
