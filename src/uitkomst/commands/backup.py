"""uitkomst backup: everything that is kept, in one archive."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from uitkomst.commands.shared.progress import progress_bar
from uitkomst.commands.shared.site import prepare_environment, start
from uitkomst.vocabulary.texts import read_texts


def backup(
    file: Annotated[Path, Parameter(name="FILE")],
    /,
    *,
    demo: bool = False,
    data: Path | None = None,
    language: Literal["nl", "en"] = "nl",
) -> int:
    """Write database and files to one archive, while the application runs; read it back; say what to note. FILE may not exist yet.

    Not in it: the secrets (keep these elsewhere), your own tables, and files that came in and are not read yet.

    Example: uitkomst backup /backup/uitkomst-2026-11-22.zip

    Exit code 0: written and read back. 1: written, but files in the installation were damaged; they are named. 2: nothing was written.

    Parameters
    ----------
    file:
        The archive to write. It holds personal data: encrypt it when it leaves this machine.
    demo:
        Of the demo.
    data:
        The folder of the application (else UITKOMST_DATA; in the demo demo/site).
    language:
        Language of the messages.
    """
    prepare_environment(demo=demo, data=data)
    start()
    from django.utils import timezone

    from uitkomst.flows.backup.make_backup import make_backup

    said = read_texts("uitkomst.commands.shared", "backup_texts", language)
    with progress_bar(language) as on_progress:
        made = make_backup(now=timezone.now(), target=file.absolute(), on_progress=on_progress)
    print(said["made"].format(path=file, rows=made.rows, files=made.files, size=made.size, events=made.events, head=made.head))
    for name in made.damaged:
        print(said["damaged"].format(name=name))
    return 1 if made.damaged else 0
