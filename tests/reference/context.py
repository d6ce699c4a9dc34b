"""Twin of the context figures (definitions 4, "Context figures"; read as in D19)."""

from __future__ import annotations

from datetime import date

from tests.reference.ages import turns_18_between
from tests.reference.assembly import Trajectory, World, begun_in
from tests.reference.rows import last_day
from tests.reference.units import INFORMANTS, KNOWN, Unit, ended, met_if


def units(world: World, half_years: list[int]) -> list[Unit]:
    """All context figures. half_years: those looked at, because active and running units are in more than one."""
    found = []
    for t in world.trajectories:
        found.append(Unit("begun", "", "", begun_in(t), t, KNOWN))
        found.append(Unit("started_in_crisis", "", "", begun_in(t), t, met_if(bool(t.crisis))))
    for half_year, t in ended(world):
        found += of_ended(half_year, t)
    for half_year in half_years:
        for t in world.trajectories:
            found += of_active(half_year, t)
    return found


def of_ended(half_year: int, t: Trajectory) -> list[Unit]:
    """ "ended"; "duration: mean of end - start + 1 in days"; "response: per informant, of ended, at least one of grade and going-on
    answer given"; "turned_18: of ended, the 18th birthday falls after the end and on or before the last day of P+1"."""
    assert t.end is not None
    found = [
        Unit("ended", "", "", half_year, t, KNOWN),
        Unit("duration", "", "", half_year, t, KNOWN, value=(t.end - t.start).days + 1),
        Unit("turned_18", "", "", half_year, t, met_if(turns_18_between(t.row.birth, t.end, last_day(half_year + 1)))),
    ]
    for informant in INFORMANTS:
        grade = t.row.grade_young_person if informant == "young_person" else t.row.grade_parent
        given = grade is not None or t.answers[informant] is not None
        found.append(Unit("response", "", informant, half_year, t, met_if(given)))
    return found


def of_active(half_year: int, t: Trajectory) -> list[Unit]:
    """ "active start <= last and (running or end >= first)"; "running_two_years: of the trajectories running after the last day of
    P, those that began two years or longer before that day"."""
    last, before = last_day(half_year), last_day(half_year - 1)
    found = []
    if t.start <= last and (t.end is None or t.end > before):
        found.append(Unit("active", "", "", half_year, t, KNOWN))
    if t.start <= last and (t.end is None or t.end > last):
        two_years_ago = date(last.year - 2, last.month, last.day)
        found.append(Unit("running_two_years", "", "", half_year, t, met_if(t.start <= two_years_ago)))
    return found


def next_delivered(world: World, half_year: int) -> tuple[int, int]:
    """ "the share of P's providers that delivered P+1": how many delivered P+1, and how many delivered P."""
    of_p = [provider for provider, periods in world.delivered.items() if half_year in periods]
    return sum(half_year + 1 in world.delivered[provider] for provider in of_p), len(of_p)
