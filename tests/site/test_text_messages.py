"""Text messages to clients, through a real gateway on this machine: short, saying nothing, to the right number, at most once."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from django.utils import timezone

from tests import personas
from tests.site import care
from uitkomst.care.models import Informant, Invitation
from uitkomst.flows.care.invite_client import invite_client
from uitkomst.flows.care.letters import send_letters

NOON = timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0)
"""Today: the links of messages are opened as well."""
PIM = "pim"
NUMBER = "+31612345678"


def days(number: float) -> datetime:
    return NOON + timedelta(days=number)


def asked(**more: str) -> Invitation:
    trajectory = care.client(NOON, **{"email": "", "phone": "06-12 34 56 78", **more})
    told = {"trajectory_id": trajectory.pk, "informant_id": care.young_person(trajectory).pk, "moment": "end", "channel": "sms"}
    return invite_client(actor=personas.actor(PIM), now=NOON, **told)


def test_from_a_typed_number_to_an_answer(world, client, gateway):
    invitation = asked()
    assert Informant.objects.get(pk=invitation.informant_id).channel == "sms", "a number and no address: by text message"
    assert send_letters(now=NOON).sent == 1
    text = gateway.only()
    assert (text["to"], text["from"], text["key"]) == (NUMBER, "Vragen", f"{invitation.pk}:0")
    assert len(text["text"]) <= 160
    for word in ("hulp", "zorg", "jeugd", "noor", "pim", "anker", "traject", "cliënt", "uitkomst"):
        assert word not in f"{text['text']} {text['from']}".lower(), word
    link = re.search(r"https?://\S+(/v/[\w-]{27}/)", text["text"])[1]
    page = client.get(link)
    leave = re.search(r"/v/stop/[\w-]{27}/", page.content.decode())[0]
    assert page.status_code == client.get(leave).status_code == 200
    care.answer_all(link.split("/")[2], days(1), {"usefulness": "8", "able_to_continue": "04"})
    for day in range(2, 30):
        send_letters(now=days(day))
    assert len(gateway.texts) == 1, "no reminder after the answer"
    assert leave in client.get(link).content.decode()
    client.post(leave)
    assert Informant.objects.get(pk=invitation.informant_id).unsubscribed_at
