"""Teams of the own organisation: what they are called, from when until when, and who works in them from which day.

Who works in a team is asked for two things: what a team lead and colleagues may see, and whether the team is large enough to be a unit
(product.md 2). Nothing is counted by colleague. Every change is a line in the log.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from uitkomst.flows.care import typed as read
from uitkomst.flows.one_act import one_act
from uitkomst.flows.refusals import NotFound, Refused
from uitkomst.flows.teams import FEWEST, forget_names
from uitkomst.organisations import people
from uitkomst.organisations import team_keeping as teams
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.kinds import RoleKind
from uitkomst.organisations.rights import Right
from uitkomst.organisations.teams import GIVES_CARE
from uitkomst.organisations.types import Organisation, Person, Role

Typed = Mapping[str, str]
_FURTHEST = timedelta(days=365 * 3)
_EARLIEST = date(1995, 1, 1)


@dataclass(frozen=True, slots=True)
class TeamShown:
    """A team and who works in it. code: as files call it. now: today; before, later: who was in it, and who comes.

    is_unit: today there are enough practitioners for figures of its own (product.md 2).
    """

    team: Organisation
    code: str
    now: tuple[Role, ...]
    before: tuple[Role, ...]
    later: tuple[Role, ...]
    is_unit: bool
    is_over: bool


@dataclass(frozen=True, slots=True)
class TeamPage:
    """One team, and whom can be put in it."""

    shown: TeamShown
    people: tuple[Person, ...]


def list_teams(*, actor: Actor, now: datetime) -> tuple[TeamShown, ...]:
    """The teams of the own organisation, by name. Raises MayNot."""
    with one_act(actor, Right.KEEP_TEAMS, now=now, action="R", event="teams.shown", about="team"):
        return _shown(teams.all_teams(actor.organisation_id), timezone.localdate(now))


def show_team(*, actor: Actor, now: datetime, team_id: int) -> TeamPage:
    """One team. Raises MayNot, NotFound."""
    with one_act(actor, Right.KEEP_TEAMS, now=now, action="R", event="teams.shown", about="team", object_id=team_id):
        (shown,) = _shown([_team(actor, team_id)], timezone.localdate(now))
        return TeamPage(shown, tuple(teams.people_for(actor.organisation_id)))


def add_team(*, actor: Actor, now: datetime, typed: Typed) -> Organisation:
    """A new team. Fields name, code (empty: the name), valid_from, valid_until. Raises MayNot, Refused."""
    with one_act(actor, Right.KEEP_TEAMS, now=now, action="C", event="team.made", about="team") as act:
        name, code, first, last = _described(actor, now, typed, None)
        made = teams.add_team(actor.organisation_id, code, name, first, last)
        forget_names(actor.organisation_id)
        act.object_id, act.detail = str(made.pk), f"{code} {name}"
        return made


def change_team(*, actor: Actor, now: datetime, team_id: int, typed: Typed) -> Organisation:
    """Other words or days for a team. Raises MayNot, NotFound, Refused."""
    with one_act(actor, Right.KEEP_TEAMS, now=now, action="U", event="team.changed", about="team", object_id=team_id) as act:
        team = _team(actor, team_id)
        name, code, first, last = _described(actor, now, typed, team)
        if teams.outside(team, first, last):
            raise Refused("team_people_outside", field="valid_from")
        act.detail = f"{code} {name} {first} {last or ''}".strip()
        today = timezone.localdate(now)
        let_out = teams.in_now(teams.members([team.pk]), today) if last and last < today else []
        teams.change_team(team, actor.organisation_id, code, name, first, last, today=today)
        forget_names(actor.organisation_id)
        for role in let_out:
            _log_out_without_role(role.person_id, now)
        return team


def put_in(*, actor: Actor, now: datetime, team_id: int, typed: Typed) -> Role:
    """Put somebody in a team from a day on. Fields person, kind, from. Raises MayNot, NotFound, Refused."""
    with one_act(actor, Right.KEEP_TEAMS, now=now, action="C", event="team.person_in", about="person") as act:
        team = _team(actor, team_id)
        known = {str(one.pk): one for one in teams.people_for(actor.organisation_id)}
        person = known[read.chosen(typed, "person", known)]
        kind = RoleKind(read.chosen(typed, "kind", GIVES_CARE))
        first = read.day(typed, "from") or timezone.localdate(now)
        act.object_id, act.detail = str(person.pk), f"{team.name} {kind} {first}"
        if first < team.valid_from or (team.valid_until and first > team.valid_until) or first > timezone.localdate(now) + _FURTHEST:
            raise Refused("team_not_then", field="from")
        if teams.is_in(person.pk, team.pk, first, team.valid_until):
            raise Refused("already_in_team", field="person", name=person.name)
        return teams.put_in(person, team, kind, first)


def take_out(*, actor: Actor, now: datetime, team_id: int, role_id: int, typed: Typed) -> Role:
    """Somebody is out of a team after a last day (none: at once). Without any role left, logged out everywhere.

    Raises MayNot, NotFound, Refused.
    """
    with one_act(actor, Right.KEEP_TEAMS, now=now, action="U", event="team.person_out", about="person") as act:
        team, today = _team(actor, team_id), timezone.localdate(now)
        role = teams.member(role_id, team.pk)
        if role is None:
            raise NotFound
        last = read.day(typed, "last_day") or today - timedelta(days=1)
        act.object_id, act.detail = str(role.person_id), f"{team.name} {last}"
        if last > today + _FURTHEST or (team.valid_until and last > team.valid_until) or last < role.valid_from - timedelta(days=1):
            raise Refused("team_not_then", field="last_day")
        teams.take_out(role, last)
        _log_out_without_role(role.person_id, now)
        return role


def show_member(*, actor: Actor, now: datetime, team_id: int, role_id: int) -> Role:
    """Somebody in a team, to take out. Raises MayNot, NotFound."""
    with one_act(actor, Right.KEEP_TEAMS, now=now, action="R", event="teams.shown", about="role", object_id=role_id):
        role = teams.member(role_id, _team(actor, team_id).pk)
        if role is None:
            raise NotFound
        return role


def _team(actor: Actor, team_id: int) -> Organisation:
    found = teams.team_here(team_id, actor.organisation_id)
    if found is None:
        raise NotFound
    return found


def _shown(found: list[Organisation], today: date) -> tuple[TeamShown, ...]:
    roles = teams.members([team.pk for team in found])
    return tuple(_one(team, [role for role in roles if role.organisation_id == team.pk], today) for team in found)


def _one(team: Organisation, roles: list[Role], today: date) -> TeamShown:
    now = teams.in_now(roles, today)
    over = team.valid_until is not None and team.valid_until < today
    return TeamShown(
        team,
        teams.code_of(team),
        tuple(now),
        tuple(role for role in roles if role.until is not None and role.until < today),
        tuple(role for role in roles if role.valid_from > today),
        len({role.person_id for role in now}) >= FEWEST,
        over,
    )


def _described(actor: Actor, now: datetime, typed: Typed, team: Organisation | None) -> tuple[str, str, date, date | None]:
    """Name, code and days, as typed. Raises Refused."""
    name = " ".join(read.needed(typed, "name", 200).split())
    code = " ".join(read.text(typed, "code", 80).split()) or (teams.code_of(team) if team else name)
    first, last = read.needed_day(typed, "valid_from"), read.day(typed, "valid_until")
    latest = timezone.localdate(now) + _FURTHEST
    if not _EARLIEST <= first <= latest or (last and last > latest):
        raise Refused("team_day_far", field="valid_from" if not _EARLIEST <= first <= latest else "valid_until")
    if last and last < first:
        raise Refused("team_ends_before", field="valid_until")
    for other in teams.all_teams(actor.organisation_id):
        if team is None or other.pk != team.pk:
            for field, word in (("name", name), ("code", code)):
                if word.lower() in teams.words_of(other):
                    raise Refused("team_word_taken", field=field, word=word, name=other.name)
    return name, code, first, last


def _log_out_without_role(person_id: int, now: datetime) -> None:
    if not people.has_any_role(person_id, timezone.localdate(now)):
        people.end_sessions(person_id, now)
