"""Files that are kept: named by their content, never changed, appearing by rename. The database says what they are.

Folders under the data folder: ``inbox`` (as received, until read), ``rows`` and ``findings`` of deliveries, ``snapshots``, ``releases``.
"""

from __future__ import annotations

import errno
import hashlib
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from django.conf import settings

Kind = Literal["inbox", "rows", "findings", "snapshots", "releases", "work"]
_FULL = (errno.ENOSPC, errno.EDQUOT)


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
    path, digest, size = own / name, hashlib.sha256(), 0
    try:
        with path.open("xb") as file:
            for chunk in chunks:
                size += len(chunk)
                if size > most:
                    raise TooLarge
                digest.update(chunk)
                file.write(chunk)
    except BaseException as error:
        shutil.rmtree(own, ignore_errors=True)
        if isinstance(error, OSError) and error.errno in _FULL:
            raise DiskFull from None
        raise
    return path, digest.hexdigest(), size


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
    """A folder to work in, on the disk of the data folder, gone at the end. Raises DiskFull for an error of that kind inside."""
    path = Path(tempfile.mkdtemp(dir=folder("work")))
    try:
        yield path
    except OSError as error:
        if error.errno in _FULL:
            raise DiskFull from None
        raise
    finally:
        shutil.rmtree(path, ignore_errors=True)


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
