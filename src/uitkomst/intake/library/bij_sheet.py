"""A spreadsheet with the headings of a layout from library/layouts/ or the user's own; .xls also with our plain columns.

Source: protocol version 7, 7.2 (standard spreadsheet). The layout is recognised by its headings and the period.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook, WorksheetNotFound

from uitkomst.intake.archive import look_into
from uitkomst.intake.cells import cell_text, find_header, plain_text
from uitkomst.intake.layouts import Field, Layout, layout_of, plain_layout, read_with, to_line
from uitkomst.intake.old_sheet import LARGEST, SheetUnreadable, read_rows
from uitkomst.intake.reader import LARGEST_FILE, Early, Inspection, Line, header_fault
from uitkomst.vocabulary.columns import DATES
from uitkomst.vocabulary.periods import HalfYear

ENDINGS = (".xlsx", ".xls")
_FROM_1904 = "1904"


def inspect(path: Path, layouts: Sequence[Layout], period: HalfYear | None) -> Inspection:
    """Look at the file: whether it may be opened, and which layout its headings are of."""
    size = path.stat().st_size
    if size > (LARGEST if _is_old(path) else LARGEST_FILE):
        return Inspection("").refuse("file_too_large")
    with path.open("rb") as file:
        seen = Inspection(hashlib.file_digest(file, "sha256").hexdigest())
    if size == 0:
        return seen.refuse("empty_file")
    if not _is_old(path):
        archive = look_into(path)
        if archive.fault:
            return seen.refuse(archive.fault)
        seen = replace(seen, encoding=_FROM_1904 if archive.date1904 else "")
    try:
        rows = list(_rows(path))
    except (CalamineError, WorksheetNotFound, SheetUnreadable, OSError, ValueError):
        return seen.refuse("unreadable")
    at, header = find_header(rows)
    if not header:
        return seen.refuse("empty_file")
    sheets = [layout for layout in layouts if layout.kind == "sheet" and layout.holds_for(period)]
    for layout in (*sheets, plain_layout()):
        if _fits(layout, header):
            return read_with(replace(seen, rows=len(rows) - at), layout)
    code, names = header_fault(header)
    return seen.refuse(code, "", names) if code not in ("", "no_header") else seen.refuse("no_layout")


def lines(path: Path, inspection: Inspection) -> Iterator[Line]:
    """The rows below the headings; empty rows are skipped."""
    layout, from_1904 = layout_of(inspection), inspection.encoding == _FROM_1904
    rows = list(_rows(path))
    first, header = find_header(rows)
    headings = layout.headings()
    fields = [headings[name] for name in header]
    for number, cells in enumerate(rows, start=1):
        if number <= first or all(cell == "" for cell in cells):
            continue
        if any(cell != "" for cell in cells[len(fields) :]):
            value = str(max(at for at, cell in enumerate(cells, start=1) if cell != ""))
            yield Line(number, None, (Early(number, "malformed_row", "error", "", value),))
            continue
        filled = [*cells[: len(fields)], *[""] * (len(fields) - len(cells))]
        values = [cell_text(cell, field.column, from_1904) for field, cell in zip(fields, filled, strict=True)]
        if any(values):
            yield to_line(layout, fields, number, values, _repairs(number, fields, filled, values))


def _repairs(number: int, fields: Sequence[Field], cells: Sequence[object], values: Sequence[str]) -> list[Early]:
    return [
        Early(number, "date_written_otherwise", "repair", field.column, str(cell)[:40])
        for field, cell, value in zip(fields, cells, values, strict=True)
        if field.column in DATES and not isinstance(cell, str) and value != plain_text(cell)
    ]


def _fits(layout: Layout, header: Sequence[str]) -> bool:
    """Whether every heading is of this layout, once, and none that is needed is missing."""
    headings = layout.headings()
    needed = {name for name, field in headings.items() if not field.optional}
    return len(set(header)) == len(header) and needed <= set(header) <= set(headings)


def _rows(path: Path) -> Iterable[Sequence[object]]:
    return read_rows(path) if _is_old(path) else CalamineWorkbook.from_path(path).get_sheet_by_index(0).iter_rows()


def _is_old(path: Path) -> bool:
    return path.suffix.lower() == ".xls"
