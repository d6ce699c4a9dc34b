"""From the scores of licensed instruments to the measurement of a delivery, and which scores those are.

The rule (also for readers who do not program; source: definitions 1, extension fields, and 4, problem_reduction; decision D120):

1. A record holds one instrument of one informant. Only a scale counts that the norm file gives a name in deliveries.
2. The score at the begin is the first one, up to BEGIN_DAYS after the help began. The score at the end is the last one, from END_DAYS
   before the end on, and of a later day. Both are of the same person.
3. Both comes before one alone; then the young person before a parent, a parent with custody before one without, and the one who was
   written down first before others (as for the outcome questions, and for goals).
4. Then the instrument that was scored first; on one day in the order of the names.

What the scores are plays no part in it. They go as T-scores: mean 50, standard deviation 10 in the norm group.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from uitkomst.questionnaires.delivery import COLUMN_OF
from uitkomst.questionnaires.norms import Norm

BEGIN_DAYS = 60
"""A score counts as the one at the begin up to so many days after the help began."""
END_DAYS = 30
"""And as the one at the end from so many days before the end on: as a view on a goal does."""
_HIGHEST = 999


@dataclass(frozen=True, slots=True)
class Measured:
    """The scores of one scale by one person, in order of time, with the norm that holds. position: order among parents."""

    informant: str
    norm: Norm
    points: Sequence[tuple[date, float]]
    has_custody: bool = True
    position: int = 1


@dataclass(frozen=True, slots=True)
class _Pair:
    of: Measured
    begin: tuple[date, str] | None
    end: tuple[date, str] | None


def measurement(found: Iterable[Measured], start: date, end: date) -> dict[str, str]:
    """instrument, informant_instrument, t_begin and t_eind of a record, by the rule above; empty when nothing was measured."""
    pairs = [pair for one in found if one.norm.delivered_as for pair in [_pair(one, start, end)] if pair.begin or pair.end]
    chosen = min(pairs, key=_order, default=None)
    if chosen is None:
        return {}
    return {
        "instrument": chosen.of.norm.delivered_as,
        "informant_instrument": COLUMN_OF[chosen.of.informant],
        "t_begin": chosen.begin[1] if chosen.begin else "",
        "t_eind": chosen.end[1] if chosen.end else "",
    }


def t_score(norm: Norm, score: float) -> str:
    """A score as a T-score with one decimal, exactly: 50 + 10 (score - mean) / SD; "" where a delivery cannot hold it (under 0)."""
    mean, sd = Decimal(str(norm.mean)), Decimal(str(norm.sd))
    found = (50 + 10 * (Decimal(str(score)) - mean) / sd).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"{found}" if 0 <= found <= _HIGHEST else ""


def _pair(one: Measured, start: date, end: date) -> _Pair:
    begin, last = one.points[0], one.points[-1]
    at_begin = begin if begin[0] <= start + timedelta(days=BEGIN_DAYS) else None
    at_end = last if last[0] >= end - timedelta(days=END_DAYS) else None
    if at_begin and at_end and at_begin[0] == at_end[0]:
        at_end = None
    return _Pair(one, _told(one.norm, at_begin), _told(one.norm, at_end))


def _told(norm: Norm, point: tuple[date, float] | None) -> tuple[date, str] | None:
    t = t_score(norm, point[1]) if point else ""
    return (point[0], t) if point and t else None


def _order(pair: _Pair) -> tuple[bool, bool, bool, int, date, str]:
    one = pair.of
    is_parent = one.informant != "young_person"
    return (not (pair.begin and pair.end), is_parent, not one.has_custody, one.position, one.points[0][0], one.norm.delivered_as)
