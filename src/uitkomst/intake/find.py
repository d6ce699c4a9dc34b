"""Finding deliveries: which of the given files and folders are delivery files, and what can be said before reading their rows.

Source: definitions 1 (*Delivery*). In a folder, files not named as a delivery are skipped with a notice; named themselves, refused.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from uitkomst.intake.layouts import Layout, read_layouts
from uitkomst.intake.messages.parse import looks_like_message
from uitkomst.intake.names import DeliveryName, parse_name
from uitkomst.intake.reader import Inspection, inspect_file
from uitkomst.vocabulary.problems import Problem
from uitkomst.vocabulary.texts import read_texts

Progress = Callable[[str, int, int], None]
"""Called with a stage (``inspect``, ``read``, ``messages``), how much is done and how much there is."""

_MESSAGE = ".xml"
_NOT_NAMED = DeliveryName("", None, 0, "not_named")


@dataclass(frozen=True, slots=True)
class DeliveryFile:
    """One file that is, or claims to be, a delivery. ``number`` counts from 1 in order of provider, period and version."""

    number: int
    path: Path
    name: DeliveryName
    inspection: Inspection


@dataclass(frozen=True, slots=True)
class Notice:
    """A file that was left aside without that being anybody's fault. ``code``: not_a_delivery, same_content."""

    file: str
    code: str

    def text(self, language: str = "nl") -> str:
        """One line that says which file and why."""
        return str(read_texts("uitkomst.intake", "texts", language)[self.code]).format(file=self.file)


@dataclass(frozen=True, slots=True)
class Found:
    """All deliveries of one run, what was left aside, and the files that are or claim to be messages."""

    files: tuple[DeliveryFile, ...]
    notices: tuple[Notice, ...]
    messages: tuple[Path, ...] = ()

    @property
    def folders(self) -> list[Path]:
        """The folders that the engine needs to read from."""
        return sorted({file.path.parent for file in self.files})

    @property
    def rows(self) -> int:
        """About how many rows there are to read."""
        return sum(file.inspection.rows for file in self.files if not file.inspection.refused)


def find(paths: Iterable[Path], on_progress: Progress | None = None, tables: Path | None = None) -> Found:
    """Find and inspect the deliveries in these files and folders. ``tables``: the user's own folder, which may hold layouts/.

    Raises Problem when a path does not exist or a layout is faulty.
    """
    layouts = read_layouts(tables)
    named, notices = _named([Path(path) for path in paths])
    messages = sorted((path for path, _ in named if path.suffix.lower() == _MESSAGE), key=lambda path: (path.name, path))
    named = [(path, name) for path, name in named if path.suffix.lower() != _MESSAGE]
    files: list[DeliveryFile] = []
    for done, (path, name) in enumerate(named, start=1):
        files.append(DeliveryFile(0, path, name, _inspect(path, name, layouts)))
        if on_progress:
            on_progress("inspect", done, len(named))
    kept, same = _without_doubles(files)
    kept.sort(key=_order)
    numbered = tuple(replace(file, number=number) for number, file in enumerate(kept, start=1))
    return Found(numbered, (*notices, *same), tuple(messages))


def _named(paths: Sequence[Path]) -> tuple[list[tuple[Path, DeliveryName]], list[Notice]]:
    named: dict[Path, DeliveryName] = {}
    notices: list[Notice] = []
    for path in paths:
        if path.is_dir():
            for file in _files_in(path):
                name = parse_name(file.name) or _message_name(file)
                if name is None:
                    notices.append(Notice(file.name, "not_a_delivery"))
                else:
                    named.setdefault(file.resolve(), name)
        elif path.is_file():
            named[path.resolve()] = parse_name(path.name) or _NOT_NAMED
        else:
            raise Problem("path_missing", path=path)
    return list(named.items()), notices


def _message_name(file: Path) -> DeliveryName | None:
    """A message may have any name; a file that has nothing to do with messages is left aside."""
    return _NOT_NAMED if file.suffix.lower() == _MESSAGE and looks_like_message(file) else None


def _files_in(folder: Path) -> Iterator[Path]:
    """All files in a folder and its folders, hidden ones left out."""
    for path in sorted(folder.iterdir()):
        if path.name.startswith("."):
            continue
        if path.is_dir() and not path.is_symlink():
            yield from _files_in(path)
        elif path.is_file():
            yield path


def _inspect(path: Path, name: DeliveryName, layouts: Sequence[Layout]) -> Inspection:
    if name.fault:
        return Inspection("").refuse(name.fault)
    try:
        return inspect_file(path, layouts, name.period)
    except OSError:
        return Inspection("").refuse("unreadable")


def _order(file: DeliveryFile) -> tuple[str, int, int, str]:
    return file.name.provider, file.name.period.index if file.name.period else 0, file.name.version, file.path.name


def _without_doubles(files: Sequence[DeliveryFile]) -> tuple[list[DeliveryFile], list[Notice]]:
    """Two files with the same provider, period and version: one when they are the same to the byte, else both are refused."""
    groups: dict[object, list[DeliveryFile]] = defaultdict(list)
    for file in files:
        groups[_order(file)[:3] if not file.name.fault else file.path].append(file)
    kept: list[DeliveryFile] = []
    notices: list[Notice] = []
    for group in groups.values():
        if len(group) == 1:
            kept += group
        elif len({_content(file) for file in group}) == 1:
            kept.append(group[0])
            notices += [Notice(file.path.name, "same_content") for file in group[1:]]
        else:
            kept += [replace(file, inspection=file.inspection.refuse("same_version")) for file in group]
    return kept, notices


def _content(file: DeliveryFile) -> str:
    if file.inspection.sha256:
        return file.inspection.sha256
    with file.path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
