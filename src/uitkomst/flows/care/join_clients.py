"""Two records in the register turn out to be one client: join them. Both numbers lead to the record that is kept."""

from __future__ import annotations

from datetime import datetime

from uitkomst.care import queries
from uitkomst.care.operations.clients import merge_clients
from uitkomst.care.types import Client
from uitkomst.flows.care.act import client_id
from uitkomst.flows.one_act import one_act
from uitkomst.flows.refusals import Refused
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.rights import Right


def join_clients(*, actor: Actor, now: datetime, keep: str, other: str) -> Client:
    """Everything of ``other`` goes to ``keep`` (client numbers). Raises MayNot, Refused with what speaks against it."""
    with one_act(actor, Right.KEEP_REGISTER, now=now, action="U", event="clients.joined", about="client") as act:
        first, second = _client(actor, keep, "keep"), _client(actor, other, "other")
        if first.pk == second.pk:
            raise Refused("same_number", field="other")
        if first.born != second.born:
            raise Refused("other_birth", field="other")
        if first.pseudonym and second.pseudonym and first.pseudonym != second.pseudonym:
            raise Refused("two_bsns", field="other")
        act.object_id, act.clients = str(first.pk), sorted([client_id(first), client_id(second)])
        merge_clients(first, second, by=actor.person_id, now=now)
        return first


def _client(actor: Actor, number: str, field: str) -> Client:
    found = queries.register_client(actor, number.strip())
    if found is None:
        raise Refused("number_unknown", field=field, number=number.strip()[:40])
    return found
