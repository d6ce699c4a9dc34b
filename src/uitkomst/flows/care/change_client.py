"""Change what is known of a client: who can be asked and how, what may never be sent, who stands in, how often is asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from uitkomst.care import queries
from uitkomst.care.operations import clients as operations
from uitkomst.care.operations import informants
from uitkomst.care.reaching import addresses_of
from uitkomst.care.states import InformantKind
from uitkomst.care.types import Change, Informant, Trajectory
from uitkomst.flows.care import typed as read
from uitkomst.flows.care.act import trajectory_act
from uitkomst.flows.care.apart import require_apart
from uitkomst.flows.care.ways import otherwise, to_prefer
from uitkomst.flows.refusals import Refused
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.queries import named
from uitkomst.organisations.teams import colleagues, people_named, provider_of, teams_of
from uitkomst.organisations.types import Organisation
from uitkomst.vocabulary.channels import needs, way

_EVERY = tuple(str(months) for months in (0, 2, 3, 4, 6, 12))
_FOLLOW_UP = tuple(str(months) for months in (0, 3, 6, 12))


@dataclass(frozen=True, slots=True)
class Changed:
    """One line of the history; who did it, and what stood and stands there: people and teams by name."""

    change: Change
    who: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Details:
    """What can be changed, what can be chosen, and the history: the newest change first."""

    trajectory: Trajectory
    colleagues: tuple[tuple[str, str], ...]
    every: tuple[str, ...]
    follow_up: tuple[str, ...]
    teams: tuple[tuple[str, str], ...]
    history: tuple[Changed, ...]


def show_details(*, actor: Actor, now: datetime, trajectory_id: UUID | str) -> Details:
    """Raises MayNot, NotFound."""
    with trajectory_act(actor, now, trajectory_id, action="R", event="client.details") as (_, trajectory):
        others = [(str(one.pk), one.name) for one in _colleagues(actor, now) if one.pk != trajectory.practitioner_id]
        teams = tuple((str(team.pk), team.name) for team in _teams(actor, now, trajectory))
        return Details(trajectory, tuple(others), _EVERY, _FOLLOW_UP, teams, _history(queries.history(actor, trajectory.client)))


def _history(changes: Sequence[Change]) -> tuple[Changed, ...]:
    """The changes with names where they hold numbers."""
    of_people, of_teams = ("practitioner_id", "stand_in_id"), ("team_id",)
    both = [(change.field, value) for change in changes for value in (change.old, change.new) if value.isdigit()]
    people = {change.changed_by_id for change in changes if change.changed_by_id}
    names = people_named(people | {int(value) for field, value in both if field in of_people})
    teams = {team.pk: team.name for team in named(frozenset(int(value) for field, value in both if field in of_teams))}

    def said(field: str, value: str) -> str:
        known = names if field in of_people else teams if field in of_teams else {}
        return known.get(int(value), value) if known and value.isdigit() else value

    return tuple(Changed(one, names.get(one.changed_by_id or 0, ""), said(one.field, one.old), said(one.field, one.new)) for one in changes)


def change_details(*, actor: Actor, now: datetime, trajectory_id: UUID | str, typed: Mapping[str, str]) -> Trajectory:
    """Write what differs; what may not be sent any more stops at once. Per person fields ``<number>:<field>``.

    Raises MayNot, NotFound, Refused (typed_…, channel_needs_…, same_…, parent_here, end_before_start).
    """
    with trajectory_act(actor, now, trajectory_id, action="U", event="client.changed") as (_, trajectory):
        for informant in trajectory.client.informants.all():
            _change_person(actor, now, informant, typed)
        people = [(f"{one.pk}:", addresses_of(one)) for one in trajectory.client.informants.all()]
        require_apart([*people, ("new_parent_", _add_parent(trajectory, typed))])
        _change_trajectory(actor, now, trajectory, typed)
        informants.put_stops(
            trajectory.client, no_contact=typed.get("no_contact") == "on", died_on=_died(trajectory, typed, now),
            withdrawn=typed.get("withdrawn") == "on", by=actor.person_id, now=now,
        )  # fmt: skip
        return trajectory


def _change_person(actor: Actor, now: datetime, informant: Informant, typed: Mapping[str, str]) -> None:
    prefix = f"{informant.pk}:"
    addresses = addresses_of(informant) | {"email": read.email(typed, f"{prefix}email")}
    if f"{prefix}phone" in typed:
        addresses["phone"] = read.mobile_phone(typed, f"{prefix}phone", informant.phone)
    channel = read.chosen(typed, f"{prefix}channel", to_prefer(informant.channel), informant.channel)
    fields: dict[str, Any] = {
        **addresses,
        "channel": channel,
        "no_contact": typed.get(f"{prefix}no_contact") == "on",
        "unsafe_address": typed.get(f"{prefix}unsafe_address") == "on",
    }
    if missing := needs(channel, addresses):
        raise Refused(f"channel_needs_{missing}", field=f"{prefix}{missing}")
    if informant.kind == InformantKind.PARENT:
        fields |= {"name": read.needed(typed, f"{prefix}name", 100), "custody": typed.get(f"{prefix}custody") == "on"}
    at = way(channel).address or "email"
    if addresses[at] and addresses[at] != getattr(informant, at):
        # Somebody gave a new address: asking to be left alone was about the old one.
        fields["unsubscribed_at"] = None
    informants.put_flags(informant, fields, by=actor.person_id, now=now)


def _add_parent(trajectory: Trajectory, typed: Mapping[str, str]) -> dict[str, str]:
    """The addresses of a parent who came with this form; none when nobody did."""
    addresses: dict[str, str] = {}
    if name := read.text(typed, "new_parent", 100):
        addresses = {"email": read.email(typed, "new_parent_email"), "phone": read.mobile_phone(typed, "new_parent_phone")}
        fields = {**addresses, "channel": otherwise(addresses), "custody": typed.get("new_parent_custody") == "on"}
        if operations.add_parent(trajectory.client, name, fields) is None:
            raise Refused("parent_here", field="new_parent")
    return addresses


def _change_trajectory(actor: Actor, now: datetime, trajectory: Trajectory, typed: Mapping[str, str]) -> None:
    expected = read.day(typed, "expected_end")
    if expected and expected < trajectory.start_date:
        raise Refused("end_before_start", field="expected_end")
    people = {str(one.pk): one.pk for one in _colleagues(actor, now)}
    stand_in = read.chosen(typed, "stand_in", people, "")
    fields = {
        "request_for_help": read.text(typed, "request_for_help", 2000),
        "expected_end": expected,
        "stand_in_id": people[stand_in] if stand_in else None,
        "practitioner_id": people.get(read.chosen(typed, "practitioner", people, ""), trajectory.practitioner_id),
        "every_months": int(read.chosen(typed, "every_months", _EVERY, str(trajectory.every_months))),
        "follow_up_months": int(read.chosen(typed, "follow_up_months", _FOLLOW_UP, str(trajectory.follow_up_months))),
    }
    if "team" in typed:
        teams = {str(team.pk): team.pk for team in _teams(actor, now, trajectory)}
        team = read.chosen(typed, "team", teams, "")
        fields["team_id"] = teams[team] if team else None
    operations.change(trajectory.client, trajectory, "trajectory", fields, by=actor.person_id, now=now)


def _died(trajectory: Trajectory, typed: Mapping[str, str], now: datetime) -> date | None:
    died = read.day(typed, "died_on")
    if died and not (trajectory.client.born <= f"{died:%Y%m%d}" <= f"{timezone.localdate(now):%Y%m%d}"):
        raise Refused("typed_no_day", field="died_on")
    return died


def _colleagues(actor: Actor, now: datetime) -> list[Any]:
    day = timezone.localdate(now)
    provider = provider_of(actor, day)
    return colleagues(provider, day) if provider else []


def _teams(actor: Actor, now: datetime, trajectory: Trajectory) -> list[Organisation]:
    """The teams of today, and the one that it is of, also when that ended."""
    day = timezone.localdate(now)
    provider = provider_of(actor, day)
    found = teams_of(provider, day) if provider else []
    return found if trajectory.team is None or trajectory.team in found else [*found, trajectory.team]
