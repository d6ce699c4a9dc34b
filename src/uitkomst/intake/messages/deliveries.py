"""The messages of a provider as deliveries: each stands for what the provider would have delivered for a half-year.

From the first start to the half-year of the newest date on a message, each half-year with the trajectories that were active
in it; so nothing ends silently because it was not repeated. Source: definitions 1 and 2; the decision on messages.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from uitkomst.vocabulary.periods import HalfYear

FIRST = HalfYear(2015, 1)
"""The Jeugdwet holds from 2015."""


class Care(NamedTuple):
    """A trajectory of one provider as messages tell it. reason is the code of the law's record, '' = unknown."""

    client: str
    form: str
    start: date
    end: date | None
    reason: str
    municipality: str


class Delivery(NamedTuple):
    """What stands for one half-year of one provider; a care that goes on after it has no end yet."""

    provider: str
    period: HalfYear
    care: tuple[Care, ...]

    @property
    def sha256(self) -> str:
        """A name for its content."""
        return hashlib.sha256(repr((self.provider, self.period, self.care)).encode()).hexdigest()


def merged(care: Iterable[Care]) -> list[Care]:
    """Overlapping care of one client and form as one: start of the first, the rest of the last to end (definitions 1, *Overlap*).

    A stop message is about one product, a record of the law about one form of help: two products of a form are one trajectory.
    """
    result: list[Care] = []
    for one in sorted(care, key=lambda c: (c.client, c.form, c.start, c.end or date.max, c.municipality, c.reason)):
        last = result[-1] if result else None
        if last and (last.client, last.form) == (one.client, one.form) and one.start <= (last.end or date.max):
            ends_last = one if (one.end or date.max) >= (last.end or date.max) else last
            result[-1] = ends_last._replace(start=last.start)
        else:
            result.append(one)
    return result


def deliveries(provider: str, care: Sequence[Care], newest: date) -> Iterator[Delivery]:
    """The half-years that the messages of one provider stand for. newest: the newest date on its messages."""
    if not care:
        return
    first = max(HalfYear.of(min(one.start for one in care)), FIRST)
    for index in range(first.index, HalfYear.of(newest).index + 1):
        period = HalfYear.from_index(index)
        yield Delivery(provider, period, tuple(_seen_in(one, period) for one in care if _active(one, period)))


def _active(one: Care, period: HalfYear) -> bool:
    return one.start <= period.last_day and (one.end is None or one.end >= period.first_day)


def _seen_in(one: Care, period: HalfYear) -> Care:
    return one if one.end is not None and one.end <= period.last_day else one._replace(end=None, reason="")
