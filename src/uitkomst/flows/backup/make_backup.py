"""Make a backup while the application runs: the database at one moment, with every file that it knows, checked on the way.

Not in it: sessions, secrets, own tables, and files that came in and are not read yet (they may hold BSNs; deliver those again).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import get_args

import uitkomst
from uitkomst.flows.backup import rows
from uitkomst.flows.backup.archive import Manifest, Writer, new_archive, open_archive
from uitkomst.records import audit, files
from uitkomst.vocabulary.client_keys import pseudonym, read_key
from uitkomst.vocabulary.problems import Problem

OnProgress = Callable[[str, int, int], None]
KINDS: tuple[files.Kind, ...] = tuple(kind for kind in get_args(files.Kind) if kind not in ("inbox", "work"))
"""The kinds of files that are kept."""
_NO_BSN = "uitkomst backup"


@dataclass(frozen=True, slots=True)
class Made:
    """What a backup holds. damaged: files that are not what their name says any more; head: of the audit log, to note elsewhere."""

    rows: int
    files: int
    size: int
    events: int
    head: str
    damaged: tuple[str, ...]


def make_backup(*, now: datetime, target: Path, on_progress: OnProgress = lambda *_: None) -> Made:
    """Write everything to one archive, read it back, and say so in the audit log. Raises Problem, OSError; then there is no archive."""
    if not rows.is_up_to_date():
        raise Problem("backup_not_migrated")
    with new_archive(target) as archive:
        with rows.one_moment():
            events, head = rows.log_end()
            manifest = Manifest(uitkomst.__version__, now.isoformat(), rows.migrations(), events, head, key_fingerprint())
            for name, model in rows.tables().items():
                manifest.tables[name] = archive.add_table(name, rows.read_rows(model))
        damaged = tuple(_add_files(archive, manifest, on_progress))
        archive.finish(manifest)
    with open_archive(target) as made:
        for number in made.check():
            on_progress("check_backup", number, len(manifest.tables) + len(manifest.files))
    audit.record(None, now=now, action="E", event="backup.made", object_type="backup", object_id=head)
    total = sum(table.rows for table in manifest.tables.values())
    return Made(total, len(manifest.files), target.stat().st_size, events, head, damaged)


def _add_files(archive: Writer, manifest: Manifest, on_progress: OnProgress) -> Iterator[str]:
    """Add the kept files. They never change and are there before the database knows them, so the moment of copying does not matter."""
    found = list(kept_files())
    for number, (name, path) in enumerate(found, start=1):
        part = archive.add_file(name, path)
        manifest.files[name] = part
        if is_named_by_content(path) and path.stem != part.sha256:
            yield name
        on_progress("backup", number, len(found))


def kept_files() -> Iterator[tuple[str, Path]]:
    """Every kept file with its name in an archive."""
    for kind in KINDS:
        top = files.folder(kind)
        for path in sorted(top.rglob("*")):
            if path.is_file() and not path.is_symlink():
                yield f"{kind}/{path.relative_to(top).as_posix()}", path


def is_named_by_content(path: Path) -> bool:
    """Whether the name of a file is the SHA-256 of what should be in it."""
    return len(path.stem) == hashlib.sha256().digest_size * 2


def key_fingerprint() -> str:
    """Tells whether two installations have the same pseudonym key, and nothing about that key; "" where there is none."""
    try:
        return pseudonym(read_key(), _NO_BSN)
    except Problem:
        return ""
