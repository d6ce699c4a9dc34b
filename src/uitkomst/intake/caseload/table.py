"""A caseload file as a table of text: what a case file system exports, whatever its separator, encoding and decoration.

A CSV is read whole (a request for help has line breaks), a spreadsheet by its first sheet. What is put right is told.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from python_calamine import CalamineError, CalamineWorkbook, WorksheetNotFound

from uitkomst.intake.archive import look_into
from uitkomst.intake.caseload.header import decoration, header_at, told_apart
from uitkomst.intake.cells import plain_text
from uitkomst.intake.old_sheet import LARGEST, SheetUnreadable, read_rows
from uitkomst.intake.reader import BLANK

LARGEST_FILE = 50_000_000
MOST_ROWS = 200_000
MOST_COLUMNS = 200
LONGEST_CELL = 20_000
MOST_LINES_IN_A_CELL = 200
_SEPARATOR_WITHIN = 20
_DAMAGED = re.compile("Ã[\u0080-\u00bf]|â‚¬|ï¿½|\ufffd")
_SEPARATORS = ";,\t|"

FILE_FAULTS = (
    "empty_file", "file_too_large", "not_a_table", "unreadable", "wrong_encoding", "open_quote", "no_header", "too_many_rows",
    "too_many_columns", "unpacks_too_large", "xml_entities", "sheet_too_large",
)  # fmt: skip
"""Why a file is not read at all."""


class CaseFinding(NamedTuple):
    """Something found in a caseload. line 0: the whole file. level: error (the row is not used), signal (look at it), repair.

    value: what stood there, never a BSN; it stays on the provider's own installation. at: a line inside what is on that line (a message).
    """

    line: int
    code: str
    level: str
    field: str = ""
    value: str = ""
    at: int = 0


class Row(NamedTuple):
    """One data row: its line in the file and its cells, as many as there are headings."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Headings as they stand in the file, the rows below them, and what was put right or left aside. refused: one of FILE_FAULTS."""

    sha256: str
    headings: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    findings: tuple[CaseFinding, ...] = ()
    refused: str = ""


def read_table(path: Path, name: str = "") -> Table:
    """The table in this file; ``name`` is the file's own name, whose ending says what it claims to be."""
    with path.open("rb") as file:
        table = Table(hashlib.file_digest(file, "sha256").hexdigest())
    size = path.stat().st_size
    if not size or size > LARGEST_FILE:
        return replace(table, refused="file_too_large" if size else "empty_file")
    ending = Path(name or path.name).suffix.lower()
    if ending in (".xlsx", ".xlsm"):
        return _from_sheet(path, table)
    if ending == ".xls":
        return _from_old_sheet(path, table)
    return _from_text(path.read_bytes(), table)


def _from_text(content: bytes, table: Table) -> Table:
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF")):
        return replace(table, refused="not_a_table")
    text, encoding = _decode(content)
    if text is None:
        return replace(table, refused="wrong_encoding")
    findings = [CaseFinding(0, "encoding_repaired", "repair", "", encoding)] if encoding != "utf-8" else []
    text = text.replace("\x00", "")
    if damaged := _DAMAGED.findall(text):
        findings.append(CaseFinding(0, "letters_damaged", "signal", "", str(len(damaged))))
    separator, text, skipped = _separator(text)
    rows: list[tuple[int, Sequence[str]]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    line = 1 + skipped
    try:
        for cells in reader:
            if any(len(cell) > LONGEST_CELL or cell.count("\n") > MOST_LINES_IN_A_CELL for cell in cells):
                return replace(table, refused="open_quote", findings=(CaseFinding(line, "open_quote", "error"),))
            rows.append((line, [cell.strip(BLANK + "\r\n") for cell in cells]))
            line = reader.line_num + 1 + skipped
    except csv.Error:
        return replace(table, refused="open_quote", findings=(CaseFinding(line, "open_quote", "error"),))
    return _below_header(table, rows, findings)


def _decode(content: bytes) -> tuple[str | None, str]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _try(content, "utf-16"), "utf-16"
    if b"\x00" in content[:64]:
        wide = "utf-16-le" if content[1:2] == b"\x00" else "utf-16-be"
        return _try(content, wide), wide
    text = _try(content, "utf-8-sig")
    return (text, "utf-8") if text is not None else (_try(content, "cp1252"), "windows-1252")


def _try(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _separator(text: str) -> tuple[str, str, int]:
    """The separator, the text without a line that names it ("sep=;"), and how many lines were skipped."""
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        return first.strip()[4], rest, 1
    head = [line for line in text.splitlines()[:_SEPARATOR_WITHIN] if line.strip()]
    return max(_SEPARATORS, key=lambda one: max((line.count(one) for line in head), default=0)), text, 0


def _from_sheet(path: Path, table: Table) -> Table:
    archive = look_into(path)
    if archive.fault:
        return replace(table, refused=archive.fault)
    try:
        sheet = CalamineWorkbook.from_path(path).get_sheet_by_index(0)
        rows = list(_texts(sheet.iter_rows()))
    except (CalamineError, WorksheetNotFound, OSError, ValueError):
        return replace(table, refused="unreadable")
    return _below_header(table, rows, [])


def _from_old_sheet(path: Path, table: Table) -> Table:
    if path.stat().st_size > LARGEST:
        return replace(table, refused="file_too_large")
    try:
        return _below_header(table, list(_texts(read_rows(path))), [])
    except SheetUnreadable:
        return replace(table, refused="unreadable")


def _texts(rows: Iterable[Sequence[object]]) -> Iterator[tuple[int, Sequence[str]]]:
    for number, cells in enumerate(rows, 1):
        yield number, [_cell(cell) for cell in cells]


def _cell(cell: object) -> str:
    """A cell as text; a day as yyyy-mm-dd. A number with a fraction in a date column is read later (values.py)."""
    if isinstance(cell, datetime | date):
        return cell.date().isoformat() if isinstance(cell, datetime) else cell.isoformat()
    text = cell if isinstance(cell, str) else plain_text(cell)
    return text.strip(BLANK + "\r\n")[:LONGEST_CELL]


def _below_header(table: Table, rows: list[tuple[int, Sequence[str]]], findings: list[CaseFinding]) -> Table:
    filled = [(line, cells) for line, cells in rows if any(cells)]
    if not filled:
        return replace(table, refused="empty_file", findings=tuple(findings))
    at = header_at(filled)
    if at is None:
        return replace(table, refused="no_header", findings=tuple(findings))
    headings = tuple(filled[at][1])
    while headings and not headings[-1]:
        headings = headings[:-1]
    headings, twice = told_apart(headings)
    if twice:
        findings.append(CaseFinding(filled[at][0], "heading_twice", "repair", "", ", ".join(twice)[:200]))
    if len(headings) > MOST_COLUMNS or len(filled) > MOST_ROWS:
        return replace(table, refused="too_many_columns" if len(headings) > MOST_COLUMNS else "too_many_rows")
    findings += [CaseFinding(line, "above_the_header", "repair") for line, _ in filled[:at]]
    kept = []
    for line, cells in filled[at + 1 :]:
        code = decoration(cells, headings)
        if code:
            findings.append(CaseFinding(line, code, "error" if code == "shifted_row" else "repair"))
        else:
            kept.append(Row(line, tuple(cells[: len(headings)]) + ("",) * (len(headings) - len(cells))))
    return replace(table, headings=headings, rows=tuple(kept), findings=tuple(findings))
