"""When is asked, reminded, and kept quiet. Pure: no database, no clock.

Source: product.md principle 8; the numbers are ours and stand here only.
"""

from __future__ import annotations

import calendar
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from uitkomst.care.states import Moment, Scale

REMINDER_DAYS = (4, 11)
"""Reminders, in days after the invitation. There are no more."""
LETTERS_APART_DAYS = 3
"""A reminder comes no sooner than this after the letter before it, also when that one went late."""
VALID_DAYS = 28
"""How long a link works after it was sent."""
NEWS_VALID_DAYS = 90
"""How long the link works by which somebody reads what became of it."""
END_DAYS_BEFORE = 14
"""The questions at the end are asked this long before the expected end."""
MOST_FOLLOW_UP_MONTHS = 12
"""The longest time after the end at which somebody is asked once more."""
LATE_DAYS = 60
"""A moment that lies further back than this is not asked any more."""
CLOSED_LATE_DAYS = 365
"""The end itself may lie this far back when the help was closed late: then LATE_DAYS counts from the day on which it was closed."""
QUIET_FROM, QUIET_UNTIL = 21, 8
"""Hours of the day between which nothing is sent."""
NO_PROGRESS_DAYS = 120
"""After this long without progress on any goal the page asks whether to talk about it."""
CHILD_ANSWERS_FROM = 8
"""Full years. A younger child is not asked by itself unless the practitioner does so."""


@dataclass(frozen=True, slots=True)
class Ask:
    """A moment at which a questionnaire is asked."""

    moment: Moment
    on: date


def add_months(day: date, months: int) -> date:
    """The same day so many months later; the last of the month when it has no such day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def plan(start: date, expected_end: date | None, end: date | None, every_months: int, follow_up_months: int, until: date) -> list[Ask]:
    """All moments of a trajectory up to a day: start, every so many months, end, and after it.

    Near the end (within END_DAYS_BEFORE) there is no separate moment in between. An end in the past is asked on the day it ended.
    """
    last = end or expected_end
    asks = [Ask(Moment.START, start), *(Ask(Moment.PROGRESS, day) for day in _between(start, last, every_months, until))]
    if last is not None:
        asks.append(Ask(Moment.END, max(start, last - timedelta(days=END_DAYS_BEFORE)) if end is None else end))
    if end is not None and follow_up_months:
        asks.append(Ask(Moment.FOLLOW_UP, add_months(end, follow_up_months)))
    return [ask for ask in asks if ask.on <= until]


def is_late(ask: Ask, closed_on: date | None, today: date) -> bool:
    """Whether a moment is asked no more. closed_on: when the practitioner closed the help, which may be long after it ended."""
    back = (today - ask.on).days
    if ask.moment is Moment.END and closed_on and back <= CLOSED_LATE_DAYS:
        return (today - max(ask.on, closed_on)).days > LATE_DAYS
    return back > LATE_DAYS


def _between(start: date, last: date | None, every_months: int, until: date) -> Iterator[date]:
    if not every_months:
        return
    months = every_months
    while (day := add_months(start, months)) <= until and (last is None or day < last - timedelta(days=END_DAYS_BEFORE)):
        yield day
        months += every_months


def next_allowed(moment: datetime) -> datetime:
    """The moment itself, or the end of the quiet hours in which it falls. ``moment`` is in the reader's local time."""
    if QUIET_UNTIL <= moment.hour < QUIET_FROM:
        return moment
    day = moment if moment.hour < QUIET_UNTIL else moment + timedelta(days=1)
    return day.replace(hour=QUIET_UNTIL, minute=0, second=0, microsecond=0)


def age_on(born: str, day: date) -> int | None:
    """Full years (unknown day = the 15th, unknown month = 1 July; definitions 2); None for the unborn or an unreadable date."""
    if len(born) != 8 or not born.isdigit() or born[:4] == "0000":
        return None
    year, month, birth_day = int(born[:4]), int(born[4:6]), int(born[6:])
    month, birth_day = (7, 1) if month == 0 else (month, birth_day or 15)
    return day.year - year - ((day.month, day.day) < (month, birth_day))


def off_track(scale_and_scores: list[tuple[Scale, list[tuple[date, int]]]], start: date, today: date) -> bool:
    """Whether no goal has moved up for NO_PROGRESS_DAYS. Without goals: whether there still are none after that time.

    A question to talk about, never a judgement: what did not move may be what was hoped for.
    """
    if not scale_and_scores:
        return (today - start).days >= NO_PROGRESS_DAYS
    moved = [day for _, scores in scale_and_scores for day in _ups(scores)]
    reached = all(scores and scores[-1][1] >= (0 if scale is Scale.GAS else 2) for scale, scores in scale_and_scores)
    return not reached and (today - max(moved, default=start)).days >= NO_PROGRESS_DAYS


def _ups(scores: list[tuple[date, int]]) -> Iterator[date]:
    for (_, before), (day, now) in itertools.pairwise(scores):
        if now > before:
            yield day
