"""Addresses are kept apart: a parent and a young person, and two parents, never get each other's letters. Source: product, principle 8."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING

from uitkomst.intake.caseload.table import CaseFinding
from uitkomst.vocabulary.channels import ADDRESSES, Channel, needs, same_place

if TYPE_CHECKING:
    from uitkomst.intake.caseload.clients import CaseCarer, CaseClient

_SHARED = {"email": "parents_share_address", "phone": "parents_share_number"}
_OF_PARENT = {"email": "young_person_has_parents_address", "phone": "young_person_has_parents_number"}
_MISSING = {"email": "channel_needs_address", "phone": "channel_needs_number"}


def keep_addresses_apart(client: CaseClient, line: int, findings: list[CaseFinding]) -> CaseClient:
    """An address that stands with two people is the address of one: the first carer; the others get none by this channel."""
    carers, values, taken = list(client.carers), dict(client.fields), set[tuple[str, str]]()
    for name in ADDRESSES:
        for at, carer in enumerate(carers):
            place = same_place(name, getattr(carer, name))
            if place and (name, place) in taken:
                findings.append(CaseFinding(line, _SHARED[name], "signal", f"parent2_{name}"))
                carers[at] = replace(carer, **{name: ""})
            taken.add((name, place))
        place = same_place(name, values.get(name, ""))
        if place and (name, place) in taken:
            findings.append(CaseFinding(line, _OF_PARENT[name], "signal", name))
            values.pop(name)
    return replace(client, fields=values, carers=tuple(carers))


def usable_channel(client: CaseClient, line: int, findings: list[CaseFinding], here: Collection[str]) -> CaseClient:
    """Without a channel that needs an address and has none, or that the installation does not have. here: the channels that it has."""
    channel = client.fields.get("channel", "")
    if not channel:
        return client
    if channel not in here:
        findings.append(CaseFinding(line, "channel_not_here", "signal", "channel", channel))
    elif missing := needs(channel, client.fields):
        findings.append(CaseFinding(line, _MISSING[missing], "signal", "channel"))
    else:
        return client
    return replace(client, fields={name: value for name, value in client.fields.items() if name != "channel"})


def apart_from_held(client: CaseClient, held: CaseClient, findings: list[CaseFinding]) -> CaseClient:
    """The same client without addresses that, in the register, are somebody else's of this client."""
    line = min((one.line for one in client.trajectories), default=0)
    carers, values = list(client.carers), dict(client.fields)
    for name in ADDRESSES:
        owner = {place: carer.name.lower() for carer in held.carers if (place := same_place(name, getattr(carer, name)))}
        young = same_place(name, held.fields.get(name, ""))
        for at, carer in enumerate(carers):
            place = same_place(name, getattr(carer, name))
            if place and (owner.get(place, carer.name.lower()) != carer.name.lower() or place == young):
                findings.append(CaseFinding(line, _OF_PARENT[name] if place == young else _SHARED[name], "signal", name))
                carers[at] = replace(carer, **{name: ""})
        if same_place(name, values.get(name, "")) in owner:
            findings.append(CaseFinding(line, _OF_PARENT[name], "signal", name))
            values.pop(name)
        # What the register has of the young person may be a parent's: from the time when nothing was sent to it.
        if young in owner and name == "phone" and needs(values.get("channel", Channel.NONE), values) == name:
            findings.append(CaseFinding(line, _OF_PARENT[name], "signal", "channel"))
            values.pop("channel")
    return replace(client, fields=values, carers=tuple(carers))


def carers_by_name(carers: tuple[CaseCarer, ...]) -> dict[str, CaseCarer]:
    """Carers by name, as they are compared; of two who are called the same, the first."""
    return {carer.name.lower(): carer for carer in reversed(carers)}
