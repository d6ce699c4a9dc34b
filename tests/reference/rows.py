"""The words of the twin: delivery rows, deliveries and reference tables, as plain Python values."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction


def first_day(period: int) -> date:
    """The first day of a half-year; period = year * 2, plus 1 for the second half."""
    return date(period // 2, 1 if period % 2 == 0 else 7, 1)


def last_day(period: int) -> date:
    """The last day of a half-year."""
    return first_day(period + 1) - timedelta(days=1)


def half_year_of(day: date) -> int:
    """The half-year that a day falls in."""
    return day.year * 2 + (0 if day.month <= 6 else 1)


@dataclass(frozen=True)
class Delivery:
    """One file: who, which half-year, which version; usable is False when it is refused whole."""

    delivery: int
    provider: str
    period: int
    version: int = 1
    usable: bool = True
    name: str = ""


@dataclass(frozen=True)
class Row:
    """One line of a delivery. '' or None is empty. birth is JJJJMMDD with zeros where unknown; T-scores are in tenths."""

    delivery: int
    line: int
    refused: bool = False
    client: str = ""
    bsn_kind: str = "real"
    birth: str = "20100101"
    sex: str = "V"
    postcode: str = ""
    municipality: str | None = "0736"
    referrer: str = "01"
    form: str = "02"
    crisis: bool | None = False
    start_date: date | None = None
    end_date: date | None = None
    end_reason: str | None = None
    grade_young_person: int | None = None
    grade_parent: int | None = None
    going_on_young_person: int | None = None
    going_on_parent: int | None = None
    older_scale: bool = False
    team: str | None = None
    intervention: str | None = None
    target_group: str | None = None
    severity: str | None = None
    instrument: str | None = None
    instrument_informant: str | None = None
    t_begin: int | None = None
    t_end: int | None = None
    goals_agreed: int | None = None
    goals_assessed: int | None = None
    goals_achieved: int | None = None


@dataclass(frozen=True)
class Norm:
    """What reliable change needs: standard deviation and reliability, and whether a higher score means more problems.

    Holds for one instrument, informant, sex (* = any) and ages from and to and including, on the start date.
    """

    instrument: str
    informant: str
    sd: Fraction
    reliability: Fraction
    higher_is_worse: bool = True
    sex: str = "*"
    age_from: int = 0
    age_to: int = 99
    version: str = "1"


@dataclass(frozen=True)
class Exemption:
    """A provider that need not deliver outcome answers for a municipality, from a day to and including a day (None = open)."""

    provider: str
    municipality: str
    from_date: date | None = None
    until_date: date | None = None


@dataclass(frozen=True)
class Tables:
    """Reference data. municipalities: code -> (youth region, province). mergers: old code -> new code. successions: old -> new KvK.

    postcodes: postcode -> municipality (empty = no table loaded).
    """

    municipalities: dict[str, tuple[str, str]] = field(default_factory=dict)
    mergers: dict[str, str] = field(default_factory=dict)
    successions: dict[str, str] = field(default_factory=dict)
    postcodes: dict[str, str] = field(default_factory=dict)
    exemptions: tuple[Exemption, ...] = ()
    norms: tuple[Norm, ...] = ()
