"""What a reader of one file format offers, and how readers are found: every module in library/ is one, or describes messages.

A reader module has ``ENDING`` (of the file name, with the dot), ``inspect(path)`` and ``lines(path, inspection)``.
A reader of layouts has ``ENDINGS`` and ``inspect(path, layouts, period)``: it reads what is not in our plain columns.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any, NamedTuple, Protocol

from uitkomst.vocabulary.columns import COLUMNS, RECORD
from uitkomst.vocabulary.periods import HalfYear

FILE_FAULTS = (
    "not_named", "wrong_kvk", "wrong_period", "wrong_version", "kind_not_yet", "same_version", "unreadable", "file_too_large",
    "empty_file", "not_csv", "line_too_long", "nul_bytes", "wrong_encoding", "no_header", "missing_column", "unknown_column",
    "duplicate_column", "unpacks_too_large", "xml_entities", "sheet_too_large",
)  # fmt: skip
"""Why a file is refused whole while reading."""

HEADER_FAULTS = ("no_header", "missing_column", "unknown_column", "duplicate_column")
"""Why a file is not one of our plain columns; it may be in a layout."""

LINE_FAULTS = ("malformed_row", "cut_off")
"""Why a line is refused while reading."""

REPAIRS = (
    "encoding_repaired", "separator_repaired", "leading_zeros", "date_written_otherwise", "small_letter", "grade_written_otherwise",
)  # fmt: skip
"""What is put right while reading, because there is only one way to read it."""

LARGEST_FILE = 500_000_000
"""Bytes. A delivery of a million rows is about 100 MB."""

PSEUDONYM_COLUMN = "pseudoniem"
"""The heading that stands in the place of ``bsn`` in a file prepared by `uitkomst pseudonymise`."""

BLANK = " \t\u00a0"
"""What is cut from both ends of a value."""


class Early(NamedTuple):
    """A finding made while reading; line 0 is the whole file."""

    line: int
    code: str
    level: str
    field: str = ""
    value: str = ""


class Line(NamedTuple):
    """One data line: its number in the file, its values in the order of the header (None = malformed), and what was repaired."""

    number: int
    values: Sequence[str] | None
    findings: tuple[Early, ...] = ()


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a clean file is written, so that the engine can read it at once with others like it."""

    columns: tuple[str, ...]
    separator: str
    newline: str
    padded: bool


@dataclass(frozen=True, slots=True)
class Inspection:
    """What is known of a file before its rows are read. ``refused`` is a finding code, '' when it can be read.

    rows: data lines, as counted (clean) or estimated. dialect: set when the file is clean.
    cut_off_at: the last line when no line end follows it, so that a fault there may mean that the file was cut off; else 0.
    layout: the layout that it is read with, None for our plain columns.
    """

    sha256: str
    rows: int = 0
    columns: tuple[str, ...] = ()
    separator: str = ""
    encoding: str = ""
    dialect: Dialect | None = None
    findings: tuple[Early, ...] = ()
    refused: str = ""
    cut_off_at: int = 0
    layout: object | None = None

    def refuse(self, code: str, field: str = "", value: str = "") -> Inspection:
        """This file cannot be read: the same, with the finding that says why."""
        return replace(self, refused=code, dialect=None, findings=(Early(0, code, "error", field, value),))


class Reader(Protocol):
    """The form of a module in library/."""

    ENDING: str

    def inspect(self, path: Path) -> Inspection: ...

    def lines(self, path: Path, inspection: Inspection) -> Iterator[Line]: ...


class LayoutReader(Protocol):
    """The form of a module in library/ that reads files in a layout."""

    ENDINGS: tuple[str, ...]

    def inspect(self, path: Path, layouts: Any, period: HalfYear | None) -> Inspection: ...

    def lines(self, path: Path, inspection: Inspection) -> Iterator[Line]: ...


@cache
def readers() -> dict[str, Reader]:
    """All readers in library/, by the ending of the files that they read."""
    return {module.ENDING: module for module in _library() if hasattr(module, "ENDING")}


@cache
def layout_readers() -> dict[str, LayoutReader]:
    """All readers of layouts in library/, by the endings of the files that they read."""
    return {ending: module for module in _library() for ending in getattr(module, "ENDINGS", ())}


def inspect_file(path: Path, layouts: Any, period: HalfYear | None) -> Inspection:
    """Look at a file with the reader of our plain columns; if it has other columns, with that of layouts. Raises OSError."""
    plain, laid_out = readers().get(path.suffix.lower()), layout_readers().get(path.suffix.lower())
    seen = plain.inspect(path) if plain else None
    if laid_out is None or (seen and seen.refused not in HEADER_FAULTS):
        return seen or Inspection("").refuse("unreadable")
    other = laid_out.inspect(path, layouts, period)
    return seen if seen and other.refused else other


def lines_of(path: Path, inspection: Inspection) -> Iterator[Line]:
    """The lines of a file, by the reader that recognised it."""
    found: Reader | LayoutReader = (layout_readers() if inspection.layout else readers())[path.suffix.lower()]
    return found.lines(path, inspection)


def _library() -> list[Any]:
    package = import_module("uitkomst.intake.library")
    return [import_module(f"{package.__name__}.{found.name}") for found in iter_modules(package.__path__)]


def column_name(text: str) -> str:
    """A heading as we compare it: small letters, no accents, one underscore between words."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    name = re.sub(r"[\s_-]+", "_", plain.replace('"', "").strip().lower()).strip("_")
    return "bsn" if name == PSEUDONYM_COLUMN else name


def header_fault(columns: Sequence[str]) -> tuple[str, str]:
    """What is wrong with a header, as a finding code and the columns it is about; ('', '') when nothing is."""
    doubled = sorted({name for name in columns if columns.count(name) > 1})
    missing = [name for name in RECORD if name not in columns]
    unknown = [name for name in columns if name not in COLUMNS]
    if len(missing) > len(RECORD) // 2:
        return "no_header", ""
    for code, names in (("duplicate_column", doubled), ("missing_column", missing), ("unknown_column", unknown)):
        if names:
            # A heading may by accident be a value: show only what looks like a word.
            return code, ", ".join(name[:40] if re.fullmatch(r"[a-z][a-z_]*", name) else "?" for name in names[:10])
    return "", ""
