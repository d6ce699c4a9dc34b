"""Put a backup back: the whole archive is checked first; then the files, then the database in one transaction. All or nothing."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from uitkomst.flows.backup import rows
from uitkomst.flows.backup.archive import Archive, open_archive
from uitkomst.flows.backup.make_backup import KINDS, OnProgress, kept_files, key_fingerprint
from uitkomst.records import audit, files
from uitkomst.vocabulary.problems import Problem


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back. made_at: when the backup was made; unread: deliveries that were not read yet and must be sent again."""

    rows: int
    files: int
    events: int
    head: str
    made_at: str
    unread: int


def restore_backup(*, now: datetime, source: Path, replace: bool = False, on_progress: OnProgress = lambda *_: None) -> Restored:
    """Put back an archive in an empty installation, or in place of everything that is there (replace).

    Raises Problem: damaged, of another version, with another pseudonym key, or the installation is in use. Then nothing has changed.
    """
    with open_archive(source) as archive:
        _may_be_put_here(archive, replace)
        for number in archive.check():
            on_progress("check_backup", number, len(archive.manifest.tables) + len(archive.manifest.files))
        with _files_put_back(archive, on_progress), transaction.atomic():
            number = _put_rows(archive)
            audit.record(None, now=now, action="E", event="backup.restored", object_type="backup", object_id=archive.manifest.head)
        if replace:
            _forget_others(archive)
        manifest = archive.manifest
        return Restored(number, len(manifest.files), manifest.events, manifest.head, manifest.made_at, _unread(archive))


def _may_be_put_here(archive: Archive, replace: bool) -> None:
    manifest = archive.manifest
    if manifest.migrations != rows.migrations() or set(manifest.tables) != set(rows.tables()):
        raise Problem("backup_other_version", version=manifest.version)
    here = key_fingerprint()
    if manifest.key and here and manifest.key != here:
        raise Problem("backup_other_key")
    if not replace and not rows.is_empty():
        raise Problem("backup_not_empty")


def _put_rows(archive: Archive) -> int:
    """In place of what is there; the database checks every reference, and the chain of the audit log is walked before it counts."""
    try:
        rows.empty_all()
        number = sum(rows.put_rows(model, archive.lines(name)) for name, model in rows.tables().items())
        rows.settle()
    except (DatabaseError, ValidationError, KeyError, TypeError, ValueError) as error:
        raise Problem("backup_does_not_fit", error=type(error).__name__) from error
    if rows.log_end() != (archive.manifest.events, archive.manifest.head) or not rows.log_is_whole(archive.manifest.head):
        raise Problem("backup_broken_log")
    return number


@contextmanager
def _files_put_back(archive: Archive, on_progress: OnProgress) -> Iterator[None]:
    """The files in their places; those that were not there before are taken away again when what follows goes wrong."""
    new: list[Path] = []
    try:
        with files.working() as work:
            for number, name in enumerate(archive.manifest.files, start=1):
                _put_file(archive, name, work / "part", new)
                on_progress("restore", number, len(archive.manifest.files))
        yield
    except BaseException:
        for path in new:
            path.unlink(missing_ok=True)
        raise


def _put_file(archive: Archive, name: str, part: Path, new: list[Path]) -> None:
    kind, _, rest = name.partition("/")
    if kind not in KINDS:
        raise Problem("backup_damaged", what=name)
    target = files.folder(kind) / rest  # type: ignore[arg-type]
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with archive.file(name) as said, part.open("wb") as writing:
        shutil.copyfileobj(said, writing)
    part.chmod(0o400)
    if not target.exists():
        new.append(target)
    part.replace(target)


def _forget_others(archive: Archive) -> None:
    """Files of what was here before: nothing knows them any more."""
    for name, path in list(kept_files()):
        if name not in archive.manifest.files:
            path.unlink()
    for kind in ("inbox", "work"):
        for left in files.folder(kind).iterdir():  # type: ignore[arg-type]
            shutil.rmtree(left, ignore_errors=True)


def _unread(archive: Archive) -> int:
    return sum(1 for said in archive.lines("records.delivery") if said["state"] == "received")
