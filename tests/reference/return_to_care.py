"""Twin of `return_to_care` (definitions 4)."""

from __future__ import annotations

from datetime import date

from tests.reference.assembly import Trajectory, World, begun_in
from tests.reference.continuity import DAY, counted_start
from tests.reference.rows import first_day
from tests.reference.units import MET, NOT_MET, UNKNOWN, Unit


def units(world: World) -> list[Unit]:
    """ "trajectory, begun | client not linkable | - | an earlier trajectory ..., and no other trajectory ..."."""
    found = []
    for t in world.trajectories:
        half_year = begun_in(t)
        others = world.others(t)
        if not t.linkable:
            verdict, reason = UNKNOWN, "not_linkable"
        elif has_earlier_end(t, half_year, others) and not was_in_care(t, others):
            verdict, reason = MET, "earlier_care"
        else:
            verdict, reason = NOT_MET, "no_earlier_care"
        found.append(Unit("return_to_care", "", "", half_year, t, verdict, reason))
    return found


def look_back(half_year: int) -> date:
    """ "First day of P - 5 years: same day and month" (always 1 January or 1 July)."""
    first = first_day(half_year)
    return date(first.year - 5, first.month, first.day)


def has_earlier_end(t: Trajectory, half_year: int, others: list[Trajectory]) -> bool:
    """ "an earlier trajectory of the client, at any provider, ended on day e with first day of P - 5 years <= e <= start - 2 days.
    An end by absence at the same provider and form is not an earlier end"."""
    for other in others:
        if other.end is None:
            continue
        if other.ended_by_absence and other.provider == t.provider and other.form == t.form:
            continue
        if look_back(half_year) <= other.end <= counted_start(t) - 2 * DAY:
            return True
    return False


def was_in_care(t: Trajectory, others: list[Trajectory]) -> bool:
    """An "other trajectory of the client that started before this start was running on, or ended on or after, start - 1 day"."""
    start = counted_start(t)
    return any(counted_start(o) < start and (o.end is None or o.end >= start - DAY) for o in others)
