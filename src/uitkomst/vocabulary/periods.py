"""Reporting periods: half-years, and the fixed cuts made of them.

Source: Informatieprotocol Beleidsinformatie Jeugd, version 7, 7.3 (two reporting periods a year); definitions 2 (fixed cuts).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from uitkomst.vocabulary.problems import Problem

_HALF = re.compile(r"^(\d{4})-([12])$")
_YEAR = re.compile(r"^(\d{4})$")
_TWO_YEARS = re.compile(r"^(\d{4})\.\.(\d{4})$")


@dataclass(frozen=True, slots=True, order=True)
class HalfYear:
    """One half-year, written ``2024-1``; ``index`` counts half-years, so that the next one is ``index + 1``."""

    year: int
    half: int

    @classmethod
    def parse(cls, text: str) -> HalfYear:
        """Read ``2024-1``. Raises ValueError with what was expected."""
        found = _HALF.match(text.strip())
        if not found:
            raise Problem("not_a_half_year", text=text)
        return cls(int(found[1]), int(found[2]))

    @classmethod
    def from_index(cls, index: int) -> HalfYear:
        """The half-year with this index (year * 2 + half - 1)."""
        return cls(index // 2, index % 2 + 1)

    @classmethod
    def of(cls, day: date) -> HalfYear:
        """The half-year that a day falls in."""
        return cls(day.year, 1 if day.month <= 6 else 2)

    @property
    def index(self) -> int:
        return self.year * 2 + self.half - 1

    @property
    def first_day(self) -> date:
        return date(self.year, 1 if self.half == 1 else 7, 1)

    @property
    def last_day(self) -> date:
        return self.next.first_day - timedelta(days=1)

    @property
    def next(self) -> HalfYear:
        return HalfYear.from_index(self.index + 1)

    @property
    def previous(self) -> HalfYear:
        return HalfYear.from_index(self.index - 1)

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.half}"


@dataclass(frozen=True, slots=True)
class Period:
    """A period asked for: a half-year, a year or two years; always the union of its half-years."""

    name: str
    half_years: tuple[HalfYear, ...]

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read ``2024-1``, ``2024`` or ``2023..2024``. Other cuts do not exist (definitions 2); raises ValueError."""
        text = text.strip()
        if _HALF.match(text):
            return cls(text, (HalfYear.parse(text),))
        if found := _YEAR.match(text):
            return cls(text, _halves(int(found[1]), int(found[1])))
        if found := _TWO_YEARS.match(text):
            first, last = int(found[1]), int(found[2])
            if last == first + 1:
                return cls(text, _halves(first, last))
        raise Problem("not_a_period", text=text)

    def __str__(self) -> str:
        return self.name


def _halves(first: int, last: int) -> tuple[HalfYear, ...]:
    return tuple(HalfYear(year, half) for year in range(first, last + 1) for half in (1, 2))


def parse_range(text: str) -> tuple[HalfYear, ...]:
    """Read ``2021-1:2024-2`` as all half-years from the first to the last. Raises ValueError."""
    first_text, colon, last_text = text.partition(":")
    first = HalfYear.parse(first_text)
    last = HalfYear.parse(last_text) if colon else first
    if last < first:
        raise Problem("period_backwards", text=text)
    return tuple(HalfYear.from_index(i) for i in range(first.index, last.index + 1))
