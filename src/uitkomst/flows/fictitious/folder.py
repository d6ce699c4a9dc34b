"""The folder of a fictitious region: appears whole by rename, and never takes the place of something else."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from uitkomst.flows.fictitious.settings import RegionProblem

MARKER = ".fictitious-region.json"


@contextmanager
def new_folder(folder: Path, *, replace: bool) -> Iterator[Path]:
    """A new folder beside ``folder`` to write in, which takes its place when all went well. Raises RegionProblem before any work."""
    check_folder(folder, replace=replace)
    folder = folder.absolute()
    unfinished = folder.with_name(f".{folder.name}.{os.getpid()}.part")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        unfinished.mkdir()
    except OSError:
        raise RegionProblem("no_folder", folder=folder) from None
    try:
        yield unfinished
        _mark(unfinished)
        _put_in_place(unfinished, folder)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def check_folder(folder: Path, *, replace: bool) -> None:
    """Refuse a folder that holds anything but a fictitious region made earlier (and that one without ``replace``)."""
    if not folder.exists():
        return
    if not folder.is_dir():
        raise RegionProblem("not_a_folder", folder=folder)
    present = _files(folder)
    if not present:
        return
    if not present <= _marked(folder):
        raise RegionProblem("folder_in_use", folder=folder)
    if not replace:
        raise RegionProblem("needs_replace", folder=folder)


def _files(folder: Path) -> set[str]:
    """Everything in the folder but folders, as relative names."""
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_symlink() or not path.is_dir()}


def _marked(folder: Path) -> set[str]:
    try:
        marker = json.loads((folder / MARKER).read_text(encoding="utf-8"))
        return {MARKER, *map(str, marker["files"])}
    except (OSError, ValueError, KeyError, TypeError):
        return set()


def _mark(folder: Path) -> None:
    content = {"about": "FICTITIEUS: gemaakt door uitkomst make-region", "files": sorted(_files(folder))}
    (folder / MARKER).write_text(json.dumps(content, indent=1), encoding="utf-8")


def _put_in_place(unfinished: Path, folder: Path) -> None:
    if not folder.exists():
        unfinished.rename(folder)
        return
    earlier = folder.with_name(f".{folder.name}.{os.getpid()}.earlier")
    folder.rename(earlier)
    unfinished.rename(folder)
    shutil.rmtree(earlier, ignore_errors=True)
