"""Addresses are kept apart: a parent and a young person, and two parents, never get each other's letters. Source: product, principle 8."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from uitkomst.intake.caseload.table import CaseFinding

if TYPE_CHECKING:
    from uitkomst.intake.caseload.clients import CaseCarer, CaseClient


def keep_addresses_apart(client: CaseClient, line: int, findings: list[CaseFinding]) -> CaseClient:
    """An address that stands with two people is the address of one: the first carer; the others get none by this channel."""
    carers, taken = [], set[str]()
    for carer in client.carers:
        email = carer.email.lower()
        if email and email in taken:
            findings.append(CaseFinding(line, "parents_share_address", "signal", "parent2_email"))
            carer = replace(carer, email="")
        taken.add(email)
        carers.append(carer)
    values = dict(client.fields)
    if values.get("email", "").lower() in taken - {""}:
        findings.append(CaseFinding(line, "young_person_has_parents_address", "signal", "email"))
        values.pop("email")
    if values.get("channel") == "email" and "email" not in values:
        findings.append(CaseFinding(line, "channel_needs_address", "signal", "channel"))
        values.pop("channel")
    return replace(client, fields=values, carers=tuple(carers))


def apart_from_held(client: CaseClient, held: CaseClient, findings: list[CaseFinding]) -> CaseClient:
    """The same client without addresses that, in the register, are somebody else's of this client."""
    line = min((one.line for one in client.trajectories), default=0)
    owner = {carer.email.lower(): carer.name.lower() for carer in held.carers if carer.email}
    young = held.fields.get("email", "").lower()
    carers, values = [], dict(client.fields)
    for carer in client.carers:
        email = carer.email.lower()
        if email and (owner.get(email, carer.name.lower()) != carer.name.lower() or email == young):
            code = "young_person_has_parents_address" if email == young else "parents_share_address"
            findings.append(CaseFinding(line, code, "signal", "email"))
            carer = replace(carer, email="")
        carers.append(carer)
    if values.get("email", "").lower() in owner:
        findings.append(CaseFinding(line, "young_person_has_parents_address", "signal", "email"))
        values.pop("email")
    return replace(client, fields=values, carers=tuple(carers))


def carers_by_name(carers: tuple[CaseCarer, ...]) -> dict[str, CaseCarer]:
    """Carers by name, as they are compared; of two who are called the same, the first."""
    return {carer.name.lower(): carer for carer in reversed(carers)}
