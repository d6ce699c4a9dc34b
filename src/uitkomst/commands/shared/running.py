"""Whether the application runs on a data folder: each of its processes holds a lock there, which is gone when the process is."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from uitkomst.vocabulary.problems import Problem

_LOCK = "running.lock"


@contextmanager
def running(folder: Path) -> Iterator[None]:
    """Hold the lock together with other processes of the application. Raises Problem while somebody works there alone."""
    with _held(folder, fcntl.LOCK_SH, "being_restored"):
        yield


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold the lock alone. Raises Problem when the application runs."""
    with _held(folder, fcntl.LOCK_EX, "is_running"):
        yield


@contextmanager
def _held(folder: Path, how: int, otherwise: str) -> Iterator[None]:
    handle = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(handle, how | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Problem(otherwise) from None
        yield
    finally:
        os.close(handle)
