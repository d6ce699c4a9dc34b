"""Put a client in the register by hand: who it is, who can be asked, and the trajectory of help.

Of a client who is there already only the trajectory is new: what a form leaves empty says nothing about an address that is not safe.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from uitkomst.care.operations import clients as operations
from uitkomst.care.states import InformantKind
from uitkomst.care.types import Client, Trajectory
from uitkomst.flows.care import typed as read
from uitkomst.flows.care.act import client_id
from uitkomst.flows.care.apart import require_apart
from uitkomst.flows.care.ways import otherwise, to_prefer
from uitkomst.flows.one_act import one_act
from uitkomst.flows.refusals import NotFound, Refused
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.rights import Right
from uitkomst.organisations.teams import provider_of, teams_of
from uitkomst.vocabulary.channels import needs
from uitkomst.vocabulary.codes import code_list
from uitkomst.vocabulary.municipalities import read_municipalities

LONGEST_WORDS = 2000


def add_client(*, actor: Actor, now: datetime, typed: Mapping[str, str]) -> Trajectory:
    """A client with a first trajectory of this practitioner. The same number again adds a trajectory to the client that is there, and
    changes nothing else: who can be asked and how is changed on the client's own page.

    Raises MayNot, Refused (typed_… with ``field``, number_of_other, born_differs, bsn_of_other, trajectory_here).
    """
    with one_act(actor, Right.CARE, now=now, action="C", event="client.added", about="client") as act:
        today = timezone.localdate(now)
        provider = provider_of(actor, today)
        if provider is None:
            raise NotFound
        client, is_new = _client(now, provider, typed, today)
        act.object_id, act.clients = str(client.pk), [client_id(client)]
        if is_new:
            _informants(actor, now, client, typed)
        trajectory, made = operations.put_trajectory(client, *_trajectory(actor, typed, provider, today, client), now=now)
        if not made and trajectory.practitioner_id != actor.person_id:
            raise Refused("trajectory_here", field="start_date")
        return trajectory


def _client(now: datetime, provider: int, typed: Mapping[str, str], today: date) -> tuple[Client, bool]:
    """The client, and whether it is new. Somebody else's date of birth or BSN under this number is a number typed wrong."""
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
            found, is_new = operations.put_client(provider, read.needed(typed, "number", 40), fields, now=now)
    except IntegrityError:
        raise Refused("bsn_of_other", field="bsn") from None
    if found.merged_into_id:
        raise Refused("number_of_other", field="number")
    if found.born != fields["born"]:
        raise Refused("born_differs", field="number")
    if key and found.pseudonym and found.pseudonym != key:
        raise Refused("bsn_of_other", field="bsn")
    return found, is_new


def _informants(actor: Actor, now: datetime, client: Client, typed: Mapping[str, str]) -> None:
    """The young person, and at most two parents. Without an address the link goes on paper or on the practitioner's tablet."""
    young = client.informants.get(kind=InformantKind.YOUNG_PERSON)
    people = {"": _told(typed, "")}
    operations.change(client, young, "informant", people[""], by=actor.person_id, now=now)
    for number in ("1", "2"):
        if name := read.text(typed, f"parent_{number}", 100):
            told = people[f"parent_{number}_"] = _told(typed, f"parent_{number}_")
            operations.add_parent(client, name, {**told, "custody": typed.get(f"parent_{number}_custody") == "on"})
    require_apart(people.items())


def _told(typed: Mapping[str, str], prefix: str) -> dict[str, Any]:
    """Where and how somebody is asked."""
    addresses = {"email": read.email(typed, f"{prefix}email"), "phone": read.mobile_phone(typed, f"{prefix}phone")}
    channel = read.chosen(typed, f"{prefix}channel", to_prefer(), otherwise(addresses))
    if missing := needs(channel, addresses):
        raise Refused(f"channel_needs_{missing}", field=f"{prefix}{missing}")
    return {**addresses, "channel": channel, "unsafe_address": typed.get(f"{prefix}unsafe") == "on"}


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
