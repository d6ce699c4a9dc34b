"""Where the headings of a caseload stand, and which rows below them are no data."""

from __future__ import annotations

import re
from collections.abc import Sequence

from uitkomst.intake.caseload.headings import known_headings
from uitkomst.intake.caseload.values import read_day
from uitkomst.intake.reader import column_name

_WITHIN = 20
_BELOW = ("totaal", "aantal", "pagina", "total", "page", "einde", "gemaakt op")
_OF_SOMEBODY = re.compile(r"@|(?:\d\D*){6}|[1-9]\d{3}\s?[A-Za-z]{2}\b")
"""An address, six digits or more (a BSN, a date, a phone number), a postcode: never in the name of a column."""


def header_at(rows: Sequence[tuple[int, Sequence[str]]]) -> int | None:
    """Which of the first rows holds the headings: the one with most headings that we know, else the first with three words or more.

    None when there is none, or when that first row looks like somebody's data: a file without headings.
    """
    known = known_headings()
    first = rows[:_WITHIN]
    hits = [sum(column_name(cell) in known for cell in cells) for _, cells in first]
    if max(hits) >= 2:
        return hits.index(max(hits))
    words = [sum(bool(cell) and not cell[0].isdigit() for cell in cells) for _, cells in first]
    at = next((number for number, count in enumerate(words) if count >= 3), None)
    return None if at is None or any(_is_data(cell) for cell in first[at][1]) else at


def _is_data(cell: str) -> bool:
    """Whether a cell is a value, and no name of a column: something of somebody, a day, or a number without a word."""
    no_word = any(letter.isdigit() for letter in cell) and not any(letter.isalpha() for letter in cell)
    return no_word or bool(_OF_SOMEBODY.search(cell)) or read_day(cell)[0] is not None


def told_apart(headings: Sequence[str]) -> tuple[tuple[str, ...], list[str]]:
    """The headings with a number behind each that is there again, and which those are. An empty heading is called by its place."""
    seen: set[str] = set()
    told, twice = [], []
    for place, given in enumerate(headings, 1):
        heading, again = given or f"({place})", 1
        while column_name(heading) in seen:
            again += 1
            heading = f"{given or f'({place})'} ({again})"
        if again > 1:
            twice.append(heading)
        seen.add(column_name(heading))
        told.append(heading)
    return tuple(told), twice


def decoration(cells: Sequence[str], headings: Sequence[str]) -> str:
    """Why a row is no data: the header again (a new page), a total or page line, or more cells than there are headings."""
    if [column_name(cell) for cell in cells[: len(headings)]] == [column_name(heading) for heading in headings]:
        return "header_again"
    if any(cells[len(headings) :]):
        return "shifted_row"
    given = [cell for cell in cells if cell]
    return "total_line" if len(headings) > 2 and len(given) <= 2 and given[0].lower().startswith(_BELOW) else ""
