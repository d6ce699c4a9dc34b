"""Teams as units: only those with at least four practitioners in the period, as far as that is known.

A team that is no unit has no mirror of its own, and stands in its provider's mirror together with others. Source: product.md 2.
"""

from __future__ import annotations

from datetime import date

from uitkomst.engine import Engine, quote
from uitkomst.organisations.teams import practitioners_in, teams_of
from uitkomst.organisations.types import Organisation
from uitkomst.vocabulary.periods import Period

FEWEST = 4
TOGETHER = "small_teams"
"""How the teams that are no unit are called together, inside their provider."""


def units_of(provider_id: int, on: date, period: str) -> list[Organisation]:
    """The teams of a provider with enough practitioners in a period (without one: on the day), by name."""
    teams = teams_of(provider_id, on)
    known = practitioners_in(teams, *_days(period, on))
    return [team for team in teams if known[team.pk] >= FEWEST]


def join_small_teams(engine: Engine, provider_id: int, opening: Period) -> None:
    """Put the teams that are no unit together in the table ``trajectories``; with the smallest unit when there is only one of them."""
    last = opening.half_years[-1].last_day
    teams = teams_of(provider_id, last)
    known = practitioners_in(teams, opening.half_years[0].first_day, last)
    sizes = sorted((known[team.pk], team.name) for team in teams)
    joined = [one for one in sizes if one[0] < FEWEST]
    if not joined:
        return
    others = [one for one in sizes if one[0] >= FEWEST]
    while others and (len(joined) < 2 or sum(size for size, _ in joined) < FEWEST):
        joined.append(others.pop(0))
    enough = len(joined) > 1 and sum(size for size, _ in joined) >= FEWEST
    names = ", ".join(quote(name) for _, name in joined)
    # Not enough even together: then nothing can be told by team without telling about these few.
    where = f"WHERE team IN ({names})" if enough else ""
    engine.run(f"UPDATE trajectories SET team = {quote(TOGETHER) if enough else 'NULL'} {where}")


def _days(period: str, on: date) -> tuple[date, date]:
    if not period:
        return on, on
    halves = Period.parse(period).half_years
    return halves[0].first_day, halves[-1].last_day
