"""Our plain delivery format as a spreadsheet: the same columns on the first sheet.

Source: definitions 1. Cells that Excel made into numbers or dates are read as what was meant, and dates are reported.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, WorksheetNotFound

from uitkomst.intake.archive import look_into
from uitkomst.intake.reader import BLANK, LARGEST_FILE, Early, Inspection, Line, column_name, header_fault
from uitkomst.vocabulary.columns import DATES

ENDING = ".xlsx"
_DAY_ZERO = date(1899, 12, 30)
# Days 1 January 1940 .. 31 December 2099: numbers in a date column that can be nothing else.
_FIRST_SERIAL, _LAST_SERIAL = 14_611, 73_050
_FROM_1904 = "1904"
_LONGEST_VALUE = 10_000


def inspect(path: Path) -> Inspection:
    """Look at the file: whether it may be opened, and its header. ``encoding`` tells the day it counts from."""
    if path.stat().st_size > LARGEST_FILE:
        return Inspection("").refuse("file_too_large")
    with path.open("rb") as file:
        seen = Inspection(hashlib.file_digest(file, "sha256").hexdigest())
    if path.stat().st_size == 0:
        return seen.refuse("empty_file")
    archive = look_into(path)
    if archive.fault:
        return seen.refuse(archive.fault)
    try:
        sheet = _first_sheet(path)
    except (CalamineError, WorksheetNotFound, OSError, ValueError):
        return seen.refuse("unreadable")
    at, header = _header(sheet)
    if not header:
        return seen.refuse("empty_file")
    code, names = header_fault(header)
    if code:
        return seen.refuse(code, "", names)
    return replace(seen, columns=header, rows=max(sheet.total_height - at, 0), encoding=_FROM_1904 if archive.date1904 else "")


def lines(path: Path, inspection: Inspection) -> Iterator[Line]:
    """The rows of the first sheet below the header; empty rows are skipped."""
    sheet = _first_sheet(path)
    first, _ = _header(sheet)
    width = len(inspection.columns)
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        if number <= first or all(cell == "" for cell in cells):
            continue
        if any(cell != "" for cell in cells[width:]):
            value = str(max(at for at, cell in enumerate(cells, start=1) if cell != ""))
            yield Line(number, None, (Early(number, "malformed_row", "error", "", value),))
            continue
        findings: list[Early] = []
        values = []
        for name, cell in zip(inspection.columns, cells, strict=False):
            text = _text(cell, name, inspection.encoding == _FROM_1904)
            if name in DATES and not isinstance(cell, str) and text != _plain(cell):
                findings.append(Early(number, "date_written_otherwise", "repair", name, str(cell)[:40]))
            values.append(text)
        if any(values):
            yield Line(number, values, tuple(findings))


def _first_sheet(path: Path) -> CalamineSheet:
    return CalamineWorkbook.from_path(path).get_sheet_by_index(0)


def _header(sheet: CalamineSheet) -> tuple[int, tuple[str, ...]]:
    """The number of the first row that is not empty, and its headings without the empty ones at the end."""
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        names = [column_name(str(cell)) for cell in cells]
        while names and not names[-1]:
            names.pop()
        if names:
            return number, tuple(names)
    return 0, ()


def _text(cell: object, name: str, from_1904: bool) -> str:
    """A cell as the text of a delivery; in a date column a day is written JJJJMMDD."""
    if isinstance(cell, str):
        return cell.strip(BLANK)[:_LONGEST_VALUE]
    if name in DATES:
        if isinstance(cell, date):
            return f"{cell:%Y%m%d}"
        if isinstance(cell, float) and cell.is_integer() and _FIRST_SERIAL <= cell <= _LAST_SERIAL and not from_1904:
            return f"{_DAY_ZERO + timedelta(days=int(cell)):%Y%m%d}"
    return _plain(cell)


def _plain(cell: object) -> str:
    """A cell that is no text: numbers without decimals as whole numbers."""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    return cell.date().isoformat() if isinstance(cell, datetime) else str(cell)
