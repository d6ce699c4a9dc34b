"""Whether the application runs on a data folder: each of its processes holds a lock there, which is gone when the process is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from uitkomst.records import files
from uitkomst.vocabulary.problems import Problem

_LOCK = "running.lock"


@contextmanager
def running(folder: Path) -> Iterator[None]:
    """Hold the lock together with other processes of the application. Raises Problem while somebody works there alone."""
    with files.held(folder / _LOCK, alone=False) as held:
        if not held:
            raise Problem("being_restored")
        yield


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold the lock alone. Raises Problem when the application runs."""
    with files.held(folder / _LOCK) as held:
        if not held:
            raise Problem("is_running")
        yield
