"""Teams as units: only those with at least four practitioners in the period, as far as that is known.

A team that is no unit has no mirror of its own, and stands in its provider's mirror together with others. Source: product.md 2.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.core.cache import cache

from uitkomst.engine import Engine, quote
from uitkomst.organisations.team_keeping import all_teams, code_of, teams_during, words_of
from uitkomst.organisations.teams import practitioners_in, teams_of
from uitkomst.organisations.types import Organisation
from uitkomst.vocabulary.periods import Period

FEWEST = 4
TOGETHER = "small_teams"
"""How the teams that are no unit are called together, inside their provider."""
_NAMES = "names-of-teams-{}"


def units_of(provider_id: int, on: date, period: str) -> list[Organisation]:
    """The teams of a provider with enough practitioners in a period (without one: on the day), by name."""
    teams = teams_of(provider_id, on)
    known = practitioners_in(teams, *_days(period, on))
    return [team for team in teams if len(known[team.pk]) >= FEWEST]


def call_by_code(engine: Engine, provider_id: int, provider_code: str) -> None:
    """Give every trajectory of this provider in ``prepared`` the code of its team, whether the file had its code or its name.

    A word that is of no team of the provider stays as it is.
    """
    found = [(word, code_of(team)) for team in all_teams(provider_id) for word in sorted(words_of(team))]
    if not found:
        return
    cases = " ".join(f"WHEN {quote(word)} THEN {quote(code)}" for word, code in found)
    engine.run("ALTER VIEW prepared RENAME TO prepared_as_delivered")
    engine.run(
        f"CREATE VIEW prepared AS SELECT * REPLACE (CASE WHEN provider = {quote(provider_code)} "
        f"THEN CASE lower(team) {cases} ELSE team END ELSE team END AS team) FROM prepared_as_delivered"
    )


def names_of_teams(provider_id: int, provider_code: str) -> tuple[tuple[str, str], ...]:
    """What people call each team, by what figures call it (kvk/code), where these differ."""
    return tuple((f"{provider_code}/{code_of(team)}", team.name) for team in all_teams(provider_id) if code_of(team) != team.name)


def shown_names(provider_id: int, provider_code: str) -> tuple[tuple[str, str], ...]:
    """The same for pages, which ask at every look: another name is seen in every process within a minute, in this one at once."""
    found = cache.get_or_set(_NAMES.format(provider_id), lambda: names_of_teams(provider_id, provider_code), 60)
    return tuple(found or ())


def forget_names(provider_id: int) -> None:
    """A team got another name."""
    cache.delete(_NAMES.format(provider_id))


def join_small_teams(engine: Engine, provider_id: int, opening: Period) -> None:
    """Put the teams that are no unit together in the table ``trajectories``; with the smallest unit when there is only one of them.

    A team that ended during the period counts as well.
    """
    first, last = opening.half_years[0].first_day, opening.half_years[-1].last_day
    teams = teams_during(provider_id, first, last)
    known = practitioners_in(teams, first, last)
    people = {code_of(team): known[team.pk] for team in teams}
    by_size = sorted(people, key=lambda code: (len(people[code]), code))
    joined = [code for code in by_size if len(people[code]) < FEWEST]
    if not joined:
        return
    others = by_size[len(joined) :]
    while others and not _enough(joined, people):
        joined.append(others.pop(0))
    enough = _enough(joined, people)
    names = ", ".join(quote(code) for code in joined)
    # Not enough even together: then nothing can be told by team without telling about these few.
    where = f"WHERE team IN ({names})" if enough else ""
    engine.run(f"UPDATE trajectories SET team = {quote(TOGETHER) if enough else 'NULL'} {where}")


def _enough(joined: Sequence[str], people: Mapping[str, frozenset[int]]) -> bool:
    """Whether these teams can stand together: more than one, and enough people, each counted once however many teams they are in."""
    return len(joined) > 1 and len(frozenset().union(*(people[code] for code in joined))) >= FEWEST


def _days(period: str, on: date) -> tuple[date, date]:
    if not period:
        return on, on
    halves = Period.parse(period).half_years
    return halves[0].first_day, halves[-1].last_day
