"""Cells of a spreadsheet as the text of a delivery: what Excel made into numbers or dates is read as what was meant."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from uitkomst.intake.reader import BLANK, column_name
from uitkomst.vocabulary.columns import DATES

_DAY_ZERO = date(1899, 12, 30)
# Days 1 January 1940 .. 31 December 2099: numbers in a date column that can be nothing else.
_FIRST_SERIAL, _LAST_SERIAL = 14_611, 73_050
_LONGEST_VALUE = 10_000


def find_header(rows: Iterable[Sequence[object]]) -> tuple[int, tuple[str, ...]]:
    """The number of the first row that is not empty, and its headings without the empty ones at the end."""
    for number, cells in enumerate(rows, start=1):
        names = [column_name(str(cell)) for cell in cells]
        while names and not names[-1]:
            names.pop()
        if names:
            return number, tuple(names)
    return 0, ()


def cell_text(cell: object, name: str, from_1904: bool) -> str:
    """A cell as the text of a delivery; in a date column a day is written JJJJMMDD."""
    if isinstance(cell, str):
        return cell.strip(BLANK)[:_LONGEST_VALUE]
    if name in DATES:
        if isinstance(cell, date):
            return f"{cell:%Y%m%d}"
        if isinstance(cell, float) and cell.is_integer() and _FIRST_SERIAL <= cell <= _LAST_SERIAL and not from_1904:
            return f"{_DAY_ZERO + timedelta(days=int(cell)):%Y%m%d}"
    return plain_text(cell)


def plain_text(cell: object) -> str:
    """A cell that is no text: numbers without decimals as whole numbers."""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    return cell.date().isoformat() if isinstance(cell, datetime) else str(cell)
