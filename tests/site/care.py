"""What the tests of the care register share: a client as typed, and the steps of answering."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tests import deliveries, personas
from uitkomst.care import queries
from uitkomst.care.links import token_of
from uitkomst.care.types import Invitation, Trajectory
from uitkomst.flows.care import answering
from uitkomst.flows.care.add_client import add_client

ADDRESS = "198.51.100.9"


def typed(number: str = "C-1", **more: str) -> dict[str, str]:
    """A girl of fifteen with a mother, as a practitioner types her in."""
    usual = {
        "number": number, "first_name": "Noor", "bsn": deliveries.bsn(8000), "born": "15-03-2009", "sex": "V", "municipality": "0632",
        "form_of_help": "02", "referrer": "02", "start_date": "01-02-2024", "request_for_help": "Ik wil weer naar school.",
        "email": "noor@example.org", "parent_1": "Marja", "parent_1_email": "marja@example.org", "parent_1_custody": "on",
    }  # fmt: skip
    return usual | more


def client(now: datetime, name: str = "pim", number: str = "C-1", **more: str) -> Trajectory:
    """Put her in the register, as this practitioner."""
    return add_client(actor=personas.actor(name), now=now, typed=typed(number, **more))


def whole(trajectory: Trajectory, name: str = "pim") -> Trajectory:
    """The trajectory as it stands in the database now."""
    found = queries.trajectory(personas.actor(name), trajectory.pk)
    assert found is not None
    return found


def token(invitation: Invitation) -> str:
    return token_of("invitation", invitation.pk, invitation.nonce)


def young_person(trajectory: Trajectory) -> Any:
    return trajectory.client.informants.get(kind="young_person")


def parent(trajectory: Trajectory) -> Any:
    return trajectory.client.informants.get(kind="parent")


def answer_all(link: str, now: datetime, values: dict[str, str], *, only_total: bool = False, send: bool = True) -> None:
    """Begin, answer each question that comes, and send."""
    sheet = answering.begin(token=link, now=now, address=ADDRESS, language="nl")
    while question := sheet.next_id:
        sheet = answering.answer(
            token=link, now=now, address=ADDRESS, question_id=question, typed=values.get(question, ""), only_total=only_total
        )
    if send:
        answering.send(token=link, now=now, address=ADDRESS)
