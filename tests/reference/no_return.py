"""Twin of `no_return` (definitions 4)."""

from __future__ import annotations

from tests.reference.assembly import Trajectory, World
from tests.reference.continuity import DAY, counted_start
from tests.reference.rows import last_day
from tests.reference.units import EXCLUDED, MET, NOT_MET, UNKNOWN, Unit, ended


def units(world: World) -> list[Unit]:
    """ "Order of judging: not linkable, ended by absence, follow-up incomplete, then excluded"; `any_start` excludes nothing."""
    found = []
    for half_year, t in ended(world):
        unknown = why_unknown(t, half_year, world)
        others = world.others(t)
        if unknown:
            verdict, reason = UNKNOWN, unknown
        elif care_continues(t, others):
            verdict, reason = EXCLUDED, "care_continues"
        else:
            verdict, reason = judged(new_start(t, half_year, others, days_after_end=2))
        found.append(Unit("no_return", "", "", half_year, t, verdict, reason))
        if unknown:
            verdict, reason = UNKNOWN, unknown
        else:
            verdict, reason = judged(new_start(t, half_year, others, days_after_end=1))
        found.append(Unit("no_return", "any_start", "", half_year, t, verdict, reason))
    return found


def judged(started: bool) -> tuple[str, str]:
    return (NOT_MET, "new_start") if started else (MET, "no_new_start")


def why_unknown(t: Trajectory, half_year: int, world: World) -> str:
    """ "client not linkable; ended by absence; the trajectory's own provider has no valid delivery of the next half-year P+1"."""
    if not t.linkable:
        return "not_linkable"
    if t.ended_by_absence:
        return "ended_by_absence"
    if half_year + 1 not in world.delivered[t.provider]:
        return "follow_up_incomplete"
    return ""


def care_continues(t: Trajectory, others: list[Trajectory]) -> bool:
    """ "another trajectory of the client, at any provider, started on or before end + 1 day and ends later, or runs"."""
    assert t.end is not None
    return any(counted_start(other) <= t.end + DAY and (other.end is None or other.end > t.end) for other in others)


def new_start(t: Trajectory, half_year: int, others: list[Trajectory], days_after_end: int) -> bool:
    """ "a trajectory of the client, at any provider, with end + 2 days <= start <= last day of P+1"; `any_start`: end < start."""
    assert t.end is not None
    return any(t.end + days_after_end * DAY <= counted_start(other) <= last_day(half_year + 1) for other in others)
