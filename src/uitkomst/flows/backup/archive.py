"""The archive of a backup: a ZIP with a manifest that names every part with its SHA-256. It appears whole, or not at all.

Parts: ``tables/<model>.jsonl`` (a line per row) and ``files/<kind>/…`` (as they stand in the data folder). Parquet is stored as it is.
"""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

from uitkomst.vocabulary.problems import Problem

FORMAT = 1
_MANIFEST = "manifest.json"
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Part:
    """One part: SHA-256 and bytes. rows: of a table."""

    sha256: str
    size: int
    rows: int = 0


@dataclass
class Manifest:
    """What an archive holds, and what it was made of.

    migrations: the last ones by app. head: the last hash of the audit log. key: a fingerprint of the pseudonym key.
    """

    version: str
    made_at: str
    migrations: dict[str, list[str]]
    events: int
    head: str
    key: str
    format: int = FORMAT
    tables: dict[str, Part] = field(default_factory=dict)
    files: dict[str, Part] = field(default_factory=dict)


class Writer:
    """Adds parts to an archive that is being made."""

    def __init__(self, opened: zipfile.ZipFile) -> None:
        self._zip = opened

    def add_table(self, name: str, lines: Iterable[bytes]) -> Part:
        """Add the rows of one table, a line each."""
        digest, size, rows = hashlib.sha256(), 0, 0
        with self._zip.open(zipfile.ZipInfo(f"tables/{name}.jsonl"), "w", force_zip64=True) as part:
            for line in lines:
                digest.update(line)
                size, rows = size + len(line), rows + 1
                part.write(line)
        return Part(digest.hexdigest(), size, rows)

    def add_file(self, name: str, path: Path) -> Part:
        """Add a file as it is."""
        digest, size = hashlib.sha256(), 0
        with path.open("rb") as source, self._zip.open(zipfile.ZipInfo(f"files/{name}"), "w", force_zip64=True) as part:
            while chunk := source.read(_CHUNK):
                digest.update(chunk)
                size += len(chunk)
                part.write(chunk)
        return Part(digest.hexdigest(), size)

    def finish(self, manifest: Manifest) -> None:
        """Add the manifest: the last part, without which there is no archive."""
        self._zip.writestr(_MANIFEST, json.dumps(asdict(manifest), indent=1, sort_keys=True))


@contextmanager
def new_archive(target: Path) -> Iterator[Writer]:
    """A new archive at a place where nothing is. Nothing is left when something goes wrong. Raises Problem, OSError."""
    if target.exists():
        raise Problem("backup_exists", path=target)
    if not target.parent.is_dir() or not os.access(target.parent, os.W_OK):
        raise Problem("out_folder", path=target)
    unfinished = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        # Nobody else may read it: it holds what the database holds.
        with os.fdopen(os.open(unfinished, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as opened:
                yield Writer(opened)
            file.flush()
            os.fsync(file.fileno())
        os.link(unfinished, target)  # fails where something has come to stand in the meantime
    except FileExistsError:
        raise Problem("backup_exists", path=target) from None
    finally:
        unfinished.unlink(missing_ok=True)


class Archive:
    """An archive that is read; open it with ``open_archive``."""

    def __init__(self, opened: zipfile.ZipFile, manifest: Manifest) -> None:
        self._zip = opened
        self.manifest = manifest

    def lines(self, table: str) -> Iterator[dict[str, Any]]:
        """The rows of one table."""
        with self._zip.open(f"tables/{table}.jsonl") as part:
            for line in part:
                yield json.loads(line)

    def file(self, name: str) -> BinaryIO:
        """A file to read from."""
        return self._zip.open(f"files/{name}")  # type: ignore[return-value]

    def check(self) -> Iterator[int]:
        """Read every part and compare it with the manifest; gives how many were read so far. Raises Problem (backup_damaged)."""
        parts = {f"tables/{name}.jsonl": part for name, part in self.manifest.tables.items()}
        parts |= {f"files/{name}": part for name, part in self.manifest.files.items()}
        if sorted(self._zip.namelist()) != sorted([*parts, _MANIFEST]):
            raise Problem("backup_damaged", what=_MANIFEST)
        for number, (name, part) in enumerate(parts.items(), start=1):
            try:
                with self._zip.open(name) as opened:
                    whole = _hash(opened) == (part.sha256, part.size)
            except (zipfile.BadZipFile, EOFError, OSError):
                whole = False
            if not whole:
                raise Problem("backup_damaged", what=name)
            yield number


@contextmanager
def open_archive(source: Path) -> Iterator[Archive]:
    """Read an archive. Raises Problem when it is not there, is none of ours, or its manifest cannot be read."""
    if not source.is_file():
        raise Problem("path_missing", path=source)
    try:
        with zipfile.ZipFile(source) as opened:
            yield Archive(opened, _manifest(opened))
    except zipfile.BadZipFile:
        raise Problem("backup_damaged", what=source.name) from None


def _manifest(opened: zipfile.ZipFile) -> Manifest:
    try:
        said = json.loads(opened.read(_MANIFEST))
        if said["format"] != FORMAT:
            raise Problem("backup_other_format", format=said["format"])
        for kind in ("tables", "files"):
            said[kind] = {name: Part(**part) for name, part in said[kind].items()}
        found = Manifest(**said)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        if isinstance(error, Problem):
            raise
        raise Problem("backup_damaged", what=_MANIFEST) from None
    for name in [*found.tables, *found.files]:
        place = PurePosixPath(name)
        if place.is_absolute() or ".." in place.parts or "\\" in name:
            raise Problem("backup_damaged", what=_MANIFEST)
    return found


def _hash(opened: Any) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    while chunk := opened.read(_CHUNK):
        digest.update(chunk)
        size += len(chunk)
    return digest.hexdigest(), size
