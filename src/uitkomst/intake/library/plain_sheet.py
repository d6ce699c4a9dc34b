"""Our plain delivery format as a spreadsheet: the same columns on the first sheet.

Source: definitions 1. Cells that Excel made into numbers or dates are read as what was meant, and dates are reported.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, WorksheetNotFound

from uitkomst.intake.archive import look_into
from uitkomst.intake.cells import cell_text, find_header, plain_text
from uitkomst.intake.reader import LARGEST_FILE, Early, Inspection, Line, header_fault
from uitkomst.vocabulary.columns import DATES

ENDING = ".xlsx"
_FROM_1904 = "1904"


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
    at, header = find_header(sheet.iter_rows())
    if not header:
        return seen.refuse("empty_file")
    code, names = header_fault(header)
    if code:
        return seen.refuse(code, "", names)
    return replace(seen, columns=header, rows=max(sheet.total_height - at, 0), encoding=_FROM_1904 if archive.date1904 else "")


def lines(path: Path, inspection: Inspection) -> Iterator[Line]:
    """The rows of the first sheet below the header; empty rows are skipped."""
    sheet = _first_sheet(path)
    first, _ = find_header(sheet.iter_rows())
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
            text = cell_text(cell, name, inspection.encoding == _FROM_1904)
            if name in DATES and not isinstance(cell, str) and text != plain_text(cell):
                findings.append(Early(number, "date_written_otherwise", "repair", name, str(cell)[:40]))
            values.append(text)
        if any(values):
            yield Line(number, values, tuple(findings))


def _first_sheet(path: Path) -> CalamineSheet:
    return CalamineWorkbook.from_path(path).get_sheet_by_index(0)
