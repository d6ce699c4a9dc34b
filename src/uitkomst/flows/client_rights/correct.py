"""Put right what is wrong about a client. What stood there before stays in the history; a caseload file does not put it back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone

from uitkomst.care import rights
from uitkomst.care.operations.clients import change
from uitkomst.care.operations.informants import put_flags
from uitkomst.care.types import Client
from uitkomst.flows.care.act import client_id as in_log
from uitkomst.flows.one_act import one_act
from uitkomst.flows.refusals import NotFound, Refused
from uitkomst.intake.caseload.values import read_value
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.rights import Right
from uitkomst.vocabulary.channels import ADDRESSES, same_place
from uitkomst.vocabulary.codes import code_list
from uitkomst.vocabulary.phones import read_phone
from uitkomst.vocabulary.typed import clean

OF_CLIENT = ("first_name", "born", "sex", "postcode", "municipality", "language")
OF_INFORMANT = ("name", "email", "phone")
_MOST = {"first_name": 60, "name": 100, "email": 254, "phone": 20}
"""The most characters of what is typed: the register has no more room."""


def correct(*, actor: Actor, now: datetime, client_id: UUID | str, typed: Mapping[str, str]) -> list[str]:
    """Write what differs: the names of what changed. Fields of who can be asked are ``email-<number>`` and so on.

    Raises MayNot, NotFound, Refused (rights_… with ``field``).
    """
    with one_act(actor, Right.CARE, now=now, action="U", event="client.corrected", about="client", object_id=client_id) as act:
        client = rights.whole_client(actor, client_id)
        if client is None:
            raise NotFound
        act.clients = [in_log(client)]
        told: dict[str, Any] = {"by": actor.person_id, "now": now}
        changed = change(client, client, "client", _of_client(typed, now), **told)
        for informant, fields in _of_informants(client, typed):
            changed += put_flags(informant, fields, **told)
        act.detail, act.unlogged = ", ".join(changed), not changed
        return changed


def _of_client(typed: Mapping[str, str], now: datetime) -> dict[str, str]:
    """What was typed, as the register writes it."""
    fields: dict[str, str] = {}
    for name in OF_CLIENT:
        if name not in typed:
            continue
        text = clean(typed[name])
        if name == "sex" and text not in {code.code for code in code_list("sex").codes}:
            raise Refused("rights_not_in_list", field=name)
        _check_length(name, text, name)
        kind = {"first_name": "text", "sex": ""}.get(name, name)
        value = read_value(kind, text, today=timezone.localdate(now)) if kind else None
        if value is not None and text and not value.value:
            raise Refused("rights_no_day" if name == "born" else "rights_not_in_list", field=name)
        found = value.value if value else text
        if not found and name in ("born", "language"):
            raise Refused("rights_needed", field=name)
        fields[name] = found
    return fields


def _of_informants(client: Client, typed: Mapping[str, str]) -> list[tuple[Any, dict[str, str]]]:
    """Name, address and number per person; two people never share an e-mail address or a mobile number."""
    found, taken = [], set[tuple[str, str]]()
    for informant in client.informants.all():
        fields = {name: clean(typed[f"{name}-{informant.pk}"]) for name in OF_INFORMANT if f"{name}-{informant.pk}" in typed}
        for name, text in fields.items():
            _check_length(name, text, f"{name}-{informant.pk}")
        if fields.get("email"):
            _check_email(fields["email"], f"email-{informant.pk}")
        if fields.get("phone") and fields["phone"] != informant.phone:
            fields["phone"] = _number(fields["phone"], f"phone-{informant.pk}")
        for name in ADDRESSES:
            place = same_place(name, fields.get(name, getattr(informant, name)))
            if place and (name, place) in taken:
                raise Refused(f"rights_same_{name}", field=f"{name}-{informant.pk}")
            taken.add((name, place))
        found.append((informant, fields))
    return found


def _number(text: str, field: str) -> str:
    if not (number := read_phone(text)):
        raise Refused("rights_no_phone", field=field)
    return number


def _check_length(name: str, text: str, field: str) -> None:
    most = _MOST.get(name, 100)
    if len(text) > most:
        raise Refused("rights_too_long", field=field, most=most)


def _check_email(email: str, field: str) -> None:
    try:
        validate_email(email)
    except ValidationError:
        raise Refused("rights_no_email", field=field) from None
