"""Files that are kept: named by their content, never changed, appearing by rename. The database says what they are.

Folders under the data folder: ``inbox`` (as received, until read), ``rows`` and ``findings`` of deliveries, ``snapshots``, ``releases``.
"""

from __future__ import annotations

import errno
import fcntl
import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal
from uuid import UUID

from django.conf import settings

Kind = Literal["inbox", "rows", "findings", "snapshots", "releases", "work"]
_FULL = (errno.ENOSPC, errno.EDQUOT)
BUSY = ".busy"
_JUST_MADE, _LONGEST_UPLOAD = 60.0, 3600.0
"""Seconds."""


class TooLarge(Exception):
    """More came in than may."""


class DiskFull(Exception):
    """There is no room to keep this; nothing was kept."""


def folder(kind: Kind) -> Path:
    """The folder of one kind of file, made when it is not there."""
    path = Path(settings.DATA_FOLDER) / kind
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path


def receive(chunks: Iterable[bytes], name: str, most: int) -> tuple[Path, str, int]:
    """Write what comes in to a folder of its own in the inbox: path, sha256, bytes. Raises TooLarge, DiskFull; then nothing is left."""
    own = Path(tempfile.mkdtemp(dir=folder("inbox")))
    path = own / name
    try:
        sha256, size = write(path, chunks, most)
    except BaseException as error:
        shutil.rmtree(own, ignore_errors=True)
        if isinstance(error, OSError) and error.errno in _FULL:
            raise DiskFull from None
        raise
    return path, sha256, size


def write(path: Path, chunks: Iterable[bytes], most: int) -> tuple[str, int]:
    """Write what comes in to a new file: sha256, bytes. Raises TooLarge as soon as it is more than ``most`` bytes."""
    digest, size = hashlib.sha256(), 0
    with path.open("xb") as file:
        for chunk in chunks:
            size += len(chunk)
            if size > most:
                raise TooLarge
            digest.update(chunk)
            file.write(chunk)
    return digest.hexdigest(), size


def settle(path: Path, delivery_id: object) -> None:
    """Give what was received the name of its delivery, by rename."""
    path.parent.rename(folder("inbox") / str(delivery_id))


def received(delivery_id: object, name: str) -> Path:
    """Where the file of a delivery waits to be read."""
    return folder("inbox") / str(delivery_id) / name


def forget_received(delivery_id: object) -> None:
    """Remove the file as it came: from now on there are only its pseudonymised rows."""
    shutil.rmtree(folder("inbox") / str(delivery_id), ignore_errors=True)


def drop(path: Path) -> None:
    """Remove what was received and is not wanted."""
    shutil.rmtree(path.parent, ignore_errors=True)


@contextmanager
def working() -> Iterator[Path]:
    """A folder to work in, on the disk of the data folder, gone at the end. Raises DiskFull for an error of that kind inside.

    When the process dies inside, ``sweep`` removes it: a lock in the folder is held as long as somebody works there.
    """
    path = Path(tempfile.mkdtemp(dir=folder("work")))
    try:
        with held(path / BUSY, alone=False):
            yield path
    except OSError as error:
        if error.errno in _FULL:
            raise DiskFull from None
        raise
    finally:
        shutil.rmtree(path, ignore_errors=True)


@contextmanager
def held(lock: Path, *, alone: bool = True) -> Iterator[bool]:
    """Hold a lock while inside, alone or with others; gives False when it cannot be had now. It goes when the process does."""
    handle = os.open(lock, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(handle, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
    finally:
        os.close(handle)


def sweep() -> int:
    """Remove what processes that died left lying: folders to work in, and files that never became a delivery. How many."""
    swept = 0
    for path in folder("work").iterdir():
        if path.is_dir() and _is_left(path):
            shutil.rmtree(path, ignore_errors=True)
            swept += 1
    for path in folder("inbox").iterdir():
        if not _is_name_of_delivery(path.name) and _age(path) > _LONGEST_UPLOAD:
            shutil.rmtree(path, ignore_errors=True)
            swept += 1
    return swept


def _is_left(path: Path) -> bool:
    if not (path / BUSY).exists():
        return _age(path) > _JUST_MADE
    try:
        with held(path / BUSY) as free:
            return free
    except FileNotFoundError:
        return False


def _is_name_of_delivery(name: str) -> bool:
    try:
        return bool(UUID(name))
    except ValueError:
        return False


def _age(path: Path) -> float:
    """Seconds since something changed in a folder; 0 when it is gone."""
    try:
        return time.time() - path.stat().st_mtime
    except FileNotFoundError:
        return 0.0


def keep(kind: Kind, path: Path) -> str:
    """Move a finished file to its place, named by its content; the same content is kept once. Returns its name."""
    with path.open("rb") as file:
        name = f"{hashlib.file_digest(file, 'sha256').hexdigest()}{path.suffix}"
    target = folder(kind) / name
    path.chmod(0o400)
    path.replace(target)
    return name


def keep_folder(kind: Kind, path: Path, name: str) -> str:
    """Move a finished folder to its place; one that is there already is the same."""
    target = folder(kind) / name
    if not target.exists():
        try:
            path.rename(target)
        except OSError:
            if not target.exists():
                raise
    return name


def kept(kind: Kind, name: str) -> Path:
    """The place of a kept file or folder. A name never leads out of its folder."""
    path = folder(kind) / name
    if not name or Path(name).name != name:
        raise ValueError("not the name of a kept file")
    return path


def is_whole(kind: Kind, name: str) -> bool:
    """Whether a kept file still has the content that it is named by."""
    try:
        with kept(kind, name).open("rb") as file:
            return name.startswith(hashlib.file_digest(file, "sha256").hexdigest())
    except OSError:
        return False
