"""Put a client in the register by hand: who it is, who can be asked, and the trajectory of help."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from uitkomst.care.operations import clients as operations
from uitkomst.care.states import Channel, InformantKind
from uitkomst.care.types import Client, Trajectory
from uitkomst.flows.care import typed as read
from uitkomst.flows.care.act import client_id
from uitkomst.flows.one_act import one_act
from uitkomst.flows.refusals import NotFound, Refused
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.rights import Right
from uitkomst.organisations.teams import provider_of, teams_of
from uitkomst.vocabulary.codes import code_list
from uitkomst.vocabulary.municipalities import read_municipalities

LONGEST_WORDS = 2000
_CHANNELS = tuple(channel.value for channel in Channel)


def add_client(*, actor: Actor, now: datetime, typed: Mapping[str, str]) -> Trajectory:
    """A client with a first trajectory of this practitioner. The same number again adds a trajectory to the client that is there.

    Raises MayNot, Refused (typed_… with ``field``, number_of_other, bsn_of_other, trajectory_here).
    """
    with one_act(actor, Right.CARE, now=now, action="C", event="client.added", about="client") as act:
        today = timezone.localdate(now)
        provider = provider_of(actor, today)
        if provider is None:
            raise NotFound
        client = _client(actor, now, provider, typed, today)
        act.object_id, act.clients = str(client.pk), [client_id(client)]
        _informants(actor, now, client, typed)
        trajectory, made = operations.put_trajectory(
            client, *_trajectory(actor, typed, provider, today, client), by=actor.person_id, now=now
        )
        if not made and trajectory.practitioner_id != actor.person_id:
            raise Refused("trajectory_here", field="start_date")
        return trajectory


def _client(actor: Actor, now: datetime, provider: int, typed: Mapping[str, str], today: date) -> Client:
    fields = {
        "first_name": read.text(typed, "first_name", 60),
        "born": read.born(typed, today),
        "sex": read.chosen(typed, "sex", [code.code for code in code_list("sex").codes], "O"),
        "postcode": read.postcode(typed),
        "municipality": read.chosen(typed, "municipality", read_municipalities()),
        "language": read.chosen(typed, "language", ("nl", "en"), "nl"),
    }
    if key := read.client_key(typed):
        fields["pseudonym"] = key
    try:
        with transaction.atomic():
            found = operations.put_client(provider, read.needed(typed, "number", 40), fields, by=actor.person_id, now=now)
    except IntegrityError:
        raise Refused("bsn_of_other", field="bsn") from None
    if found.merged_into_id:
        raise Refused("number_of_other", field="number")
    return found


def _informants(actor: Actor, now: datetime, client: Client, typed: Mapping[str, str]) -> None:
    """The young person, and at most two parents. Without an address the link goes on paper or on the practitioner's tablet."""
    _put(client, InformantKind.YOUNG_PERSON, client.first_name, read.email(typed, "email"), typed, "", actor, now)
    for number in ("1", "2"):
        if name := read.text(typed, f"parent_{number}", 100):
            _put(client, InformantKind.PARENT, name, read.email(typed, f"parent_{number}_email"), typed, f"parent_{number}_", actor, now)


def _put(
    client: Client, kind: InformantKind, name: str, email: str, typed: Mapping[str, str], prefix: str, actor: Actor, now: datetime
) -> None:
    otherwise = Channel.EMAIL if email else Channel.TABLET
    fields: dict[str, Any] = {
        "name": name,
        "email": email,
        "channel": read.chosen(typed, f"{prefix}channel", _CHANNELS, otherwise),
        "unsafe_address": typed.get(f"{prefix}unsafe") == "on",
        "custody": kind is InformantKind.PARENT and typed.get(f"{prefix}custody", "") == "on",
    }
    if fields["channel"] == Channel.EMAIL and not email:
        raise Refused("channel_needs_email", field=f"{prefix}email")
    operations.put_informant(client, kind, name, fields, by=actor.person_id, now=now)


def _trajectory(
    actor: Actor, typed: Mapping[str, str], provider: int, today: date, client: Client
) -> tuple[dict[str, Any], dict[str, Any]]:
    """What a trajectory is known by, and the rest."""
    start, expected = read.needed_day(typed, "start_date"), read.day(typed, "expected_end")
    if start > today:
        raise Refused("start_later", field="start_date")
    if f"{start:%Y%m%d}" < client.born:
        raise Refused("start_before_born", field="start_date")
    if expected and expected < start:
        raise Refused("end_before_start", field="expected_end")
    teams = {str(team.pk): team.pk for team in teams_of(provider, today)}
    team = read.chosen(typed, "team", teams, "")
    identity = {"form_of_help": read.chosen(typed, "form_of_help", _codes("form_of_help", today)), "start_date": start}
    fields = {
        "referrer": read.chosen(typed, "referrer", _codes("referrer", today)),
        "crisis": "01" if typed.get("crisis") == "on" else "02",
        "expected_end": expected,
        "request_for_help": read.text(typed, "request_for_help", LONGEST_WORDS),
        "target_group": read.text(typed, "target_group", 80),
        "intervention": read.text(typed, "intervention", 80),
        "practitioner_id": actor.person_id,
        "team_id": teams.get(team) if team else (actor.organisation_id if actor.organisation_id in teams.values() else None),
    }
    if identity["form_of_help"] == "01" and fields["referrer"] != "06":
        raise Refused("referrer_of_team", field="referrer")
    return identity, fields


def _codes(name: str, on: date) -> list[str]:
    return [code.code for code in code_list(name).on(on)]
