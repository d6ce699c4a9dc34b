"""Text messages to clients, through a real gateway on this machine: short, saying nothing, to the right number, at most once."""

from __future__ import annotations

import json
import logging
import re
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.db import connection
from django.test import Client as Browser
from django.test import override_settings
from django.utils import timezone

from tests import personas
from tests.site import care
from tests.site.conftest import World
from tests.site.killed import KILLED, SlowGateway, committed, killed_while_sending  # noqa: F401  fixture
from tests.site.sms import TOKEN, Gateway
from uitkomst.care.models import Client, Informant, Invitation, Message, NewsMessage
from uitkomst.care.operations import news as news_operations
from uitkomst.care.rules import REMINDER_DAYS
from uitkomst.care.states import MessageState, Moment, StopReason
from uitkomst.config.checks import check_settings
from uitkomst.config.logs import JsonLines
from uitkomst.flows.care.change_client import change_details
from uitkomst.flows.care.closing import close_trajectory
from uitkomst.flows.care.invite_client import invite_client, send_again
from uitkomst.flows.care.letters import send_letters
from uitkomst.flows.care.news_letter import readers_among
from uitkomst.flows.care.plan import run_plan
from uitkomst.flows.care.text_message import LONGEST, longest
from uitkomst.flows.care.worklist import to_do_of
from uitkomst.flows.client_rights.copy_for import copy_for
from uitkomst.flows.client_rights.correct import correct
from uitkomst.flows.client_rights.merge import merge
from uitkomst.flows.refusals import NotFound, Refused
from uitkomst.organisations import queries
from uitkomst.records.models import AuditEvent
from uitkomst.vocabulary.texts import LANGUAGES, read_texts
from uitkomst.web.client_rights.saying import in_words
from uitkomst.web.practitioner import naming

NOON = timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0)
"""Today: the links of messages are opened as well."""
PIM = "pim"
NUMBER, OTHER = "+31612345678", "+31687654321"


def days(number: float) -> datetime:
    return NOON + timedelta(days=number)


def typed(**more: str) -> dict[str, str]:
    """The girl of fifteen with a mobile number and no address."""
    return {"email": "", "phone": "06-12 34 56 78", **more}


def ask(trajectory: Any, channel: str = "sms", now: datetime = NOON) -> Invitation:
    told = {"trajectory_id": trajectory.pk, "informant_id": care.young_person(trajectory).pk, "moment": "end", "channel": channel}
    return invite_client(actor=personas.actor(PIM), now=now, **told)


def asked(number: str = "C-1", **more: str) -> Invitation:
    return ask(care.client(NOON, number=number, **typed(bsn="", **more)))


def details(invitation: Invitation, **more: str) -> None:
    """The page of details, with changes for the one who was asked."""
    fields = {}
    for one in invitation.trajectory.client.informants.all():
        fields |= {f"{one.pk}:{name}": getattr(one, name) for name in ("name", "email", "phone", "channel")}
    fields |= {f"{invitation.informant_id}:{name}": value for name, value in more.items()}
    change_details(actor=personas.actor(PIM), now=days(1), trajectory_id=invitation.trajectory_id, typed=fields)


def test_from_a_typed_number_to_an_answer(world: World, client: Browser, gateway: Gateway) -> None:
    invitation = asked()
    assert Informant.objects.get(pk=invitation.informant_id).channel == "sms", "a number and no address: by text message"
    assert send_letters(now=NOON).sent == 1
    text = gateway.only()
    assert (text["to"], text["from"], text["key"], text["token"]) == (NUMBER, "Vragen", f"{invitation.pk}:0", f"Bearer {TOKEN}")
    for word in ("hulp", "zorg", "jeugd", "noor", "pim", "anker", "traject", "cliënt", "uitkomst"):
        assert word not in f"{text['text']} {text['from']}".lower(), word
    found = re.search(r"https?://\S+(/v/[\w-]{27}/)", text["text"])
    assert found and len(text["text"]) <= LONGEST
    page = client.get(found[1]).content.decode()
    leave = re.search(r"/v/stop/[\w-]{27}/", page)
    assert leave and client.get(leave[0]).status_code == 200
    care.answer_all(found[1].split("/")[2], days(1), {"usefulness": "8", "able_to_continue": "04"})
    for day in range(2, 30):
        send_letters(now=days(day))
    assert len(gateway.texts) == 1, "no reminder after the answer"
    assert leave[0] in client.get(found[1]).content.decode()
    client.post(leave[0])
    assert Informant.objects.get(pk=invitation.informant_id).unsubscribed_at


def test_reminders_go_each_once_and_to_the_same_link(world: World, gateway: Gateway) -> None:
    asked()
    for day in range(30):
        send_letters(now=days(day))
        send_letters(now=days(day).replace(hour=23))
    links = {re.search(r"https?://\S+", one["text"])[0] for one in gateway.texts}  # type: ignore[index]
    assert len(gateway.requests) == len(gateway.texts) == 1 + len(REMINDER_DAYS) and len(links) == 1


STOPS: dict[str, tuple[dict[str, Any], dict[str, Any], str]] = {
    "no number any more": ({"phone": ""}, {}, StopReason.REPLACED),
    "a telephone at home": ({"phone": "+31201234567"}, {}, StopReason.REPLACED),
    "unsafe address": ({"unsafe_address": True}, {}, StopReason.UNSAFE_ADDRESS),
    "no contact": ({"no_contact": True}, {}, StopReason.NO_CONTACT),
    "unsubscribed": ({"unsubscribed_at": NOON}, {}, StopReason.UNSUBSCRIBED),
    "not to be asked": ({"channel": "none"}, {}, StopReason.NOT_ASKED),
    "no contact with the client": ({}, {"no_contact": True}, StopReason.NO_CONTACT),
    "died": ({}, {"died_on": date(2025, 3, 5)}, StopReason.DIED),
    "withdrawn": ({}, {"withdrawn_at": NOON}, StopReason.WITHDRAWN),
}


def test_whatever_stops_a_message_stops_this_one(world: World, gateway: Gateway) -> None:
    made = {}
    for number, (case, (of_informant, of_client, _)) in enumerate(STOPS.items()):
        made[case] = one = asked(f"C-{number}")
        Informant.objects.filter(pk=one.informant_id).update(**of_informant)
        Client.objects.filter(number=f"C-{number}").update(**of_client)
    send_letters(now=NOON)
    assert gateway.requests == []
    for case, one in made.items():
        one.refresh_from_db()
        assert one.stop_reason == STOPS[case][2], case


def state(invitation: Invitation) -> str:
    return Message.objects.get(invitation=invitation, key=f"{invitation.pk}:0").state


@pytest.mark.parametrize("answer", [500, 302, 401, 429])
def test_what_the_gateway_does_not_take_is_tried_again_with_the_same_key(world: World, gateway: Gateway, answer: int) -> None:
    invitation = asked()
    gateway.answer = answer
    assert send_letters(now=NOON).later == 1 and state(invitation) == MessageState.WAITING
    gateway.answer = 200
    assert send_letters(now=NOON + timedelta(minutes=5)).sent == 0
    assert send_letters(now=NOON + timedelta(hours=1)).sent == 1
    assert {one["key"] for one in gateway.requests} == {f"{invitation.pk}:0"} and len(gateway.requests) == 2


def test_a_number_that_is_refused_is_given_up_at_once(world: World, gateway: Gateway) -> None:
    invitation = asked()
    gateway.answer = 422
    for hour in range(4):
        send_letters(now=NOON + timedelta(hours=hour))
    assert len(gateway.requests) == 1 and state(invitation) == MessageState.FAILED
    (item,) = [one for one in to_do_of(care.whole(invitation.trajectory), NOON.date()) if one.object_id == str(invitation.pk)]
    assert item.code == "not_taken" and "niet aangenomen" in naming.to_do(item)["heading"]


def test_without_an_answer_nobody_knows_and_it_is_never_sent_again(world: World, gateway: Gateway) -> None:
    invitation = asked()
    gateway.answer = 0
    assert send_letters(now=NOON).unsure == 1
    for hour in range(1, 4):
        send_letters(now=NOON + timedelta(hours=hour))
    assert len(gateway.requests) == 1 and state(invitation) == MessageState.UNSURE


def test_a_gateway_that_is_not_there_certainly_took_nothing(world: World, gateway: Gateway) -> None:
    invitation = asked()
    with override_settings(SMS_URL="http://127.0.0.1:1/"):
        assert send_letters(now=NOON).later == 1
    assert send_letters(now=NOON + timedelta(hours=1)).sent == 1 and state(invitation) == MessageState.SENT


def test_nothing_personal_is_logged(world: World, gateway: Gateway, caplog: pytest.LogCaptureFixture) -> None:
    invitation = asked()
    logging.getLogger("uitkomst").addHandler(caplog.handler)
    with caplog.at_level(logging.DEBUG):
        for hour, gateway.answer in enumerate((500, 422)):
            send_letters(now=NOON + timedelta(hours=hour))
    logging.getLogger("uitkomst").removeHandler(caplog.handler)
    lines = [JsonLines().format(record) for record in caplog.records]
    assert [json.loads(line)["why"] for line in lines if "text message not sent" in line] == ["answer 500", "answer 422"]
    said = f"{lines}{[*AuditEvent.objects.values_list()]}"
    for secret in (NUMBER, NUMBER[3:], TOKEN, care.token(invitation), "Noor"):
        assert secret not in said


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the worker in a process of its own reads this file")
def test_a_worker_killed_in_the_middle_sends_nothing_twice(
    committed: World, gateway: Gateway, tmp_path: Path  # noqa: F811
) -> None:  # fmt: skip
    invitation = asked(KILLED)
    server = killed_while_sending("uitkomst.flows.care.letters.send_letters", NOON, tmp_path, SlowGateway)
    assert state(invitation) == MessageState.SENDING
    for later in (timedelta(minutes=1), timedelta(hours=1)):
        send_letters(now=NOON + later)
    assert server.letters == 1 and gateway.requests == [] and state(invitation) == MessageState.UNSURE
    # By hand it goes once more, as another message.
    send_again(actor=personas.actor(PIM), now=NOON, invitation_id=invitation.pk)
    send_letters(now=NOON + timedelta(hours=2))
    assert gateway.only()["key"] != f"{invitation.pk}:0"


def test_another_number_makes_the_link_that_went_worthless(world: World, gateway: Gateway) -> None:
    invitation = asked()
    send_letters(now=NOON)
    old = care.token(invitation)
    details(invitation, phone="06 87654321")
    invitation.refresh_from_db()
    assert care.token(invitation) != old
    send_letters(now=days(REMINDER_DAYS[0]))
    assert gateway.texts[-1]["to"] == OTHER and care.token(invitation) in gateway.texts[-1]["text"]


@pytest.mark.parametrize(("more", "lifted"), [
    ({"phone": "06 87654321"}, True),
    ({"email": "nieuw@example.org"}, False),
    ({"phone": "", "email": "nieuw@example.org", "channel": "email"}, True),
])  # fmt: skip
def test_who_asked_to_be_left_alone_is_asked_again_only_at_a_new_place(
    world: World, gateway: Gateway, more: dict[str, str], lifted: bool
) -> None:
    invitation = asked()
    Informant.objects.filter(pk=invitation.informant_id).update(unsubscribed_at=NOON)
    details(invitation, **more)
    assert (Informant.objects.get(pk=invitation.informant_id).unsubscribed_at is None) == lifted


@pytest.mark.parametrize(("more", "code", "field"), [
    ({"phone": "020 123 45 67"}, "typed_no_mobile", "phone"),
    ({"phone": "", "channel": "sms"}, "channel_needs_phone", "phone"),
    ({"parent_1_phone": "+31 6 1234 5678"}, "same_phone", "parent_1_phone"),
])  # fmt: skip
def test_what_cannot_be_reached_is_refused_with_its_field(
    world: World, gateway: Gateway, more: dict[str, str], code: str, field: str
) -> None:
    with pytest.raises(Refused) as refused:
        care.client(NOON, **typed(**more))
    assert (refused.value.code, refused.value.details["field"]) == (code, field)
    assert not Client.objects.exists() and refused.value.text("nl") and refused.value.text("en")


def test_a_copy_holds_the_own_number_and_no_other(world: World, gateway: Gateway) -> None:
    trajectory = care.client(NOON, **typed(parent_1_phone=OTHER))
    told = {"client_id": trajectory.client_id, "informant_id": care.young_person(trajectory).pk}
    copied = copy_for(actor=personas.actor(PIM), now=NOON, **told)
    assert (copied.own["phone"], in_words("channel", copied.own["channel"])) == (NUMBER, "per sms") and OTHER not in str(copied)


def test_two_people_never_get_one_number_by_a_correction(world: World) -> None:
    trajectory = care.client(NOON, parent_1_phone="0612345678")
    young = care.young_person(trajectory)
    for number, code in (("06-12345678", "rights_same_phone"), ("bellen na vijf", "rights_no_phone")):
        told = {f"phone-{young.pk}": number}
        with pytest.raises(Refused) as refused:
            correct(actor=personas.actor(PIM), now=NOON, client_id=trajectory.client_id, typed=told)
        assert refused.value.code == code
    correct(actor=personas.actor(PIM), now=NOON, client_id=trajectory.client_id, typed={f"phone-{young.pk}": "020-1234567"})
    assert care.young_person(trajectory).phone == "+31201234567"


def test_where_it_is_off_it_is_not_offered_and_nobody_is_asked_by_it(world: World, gateway: Gateway) -> None:
    trajectory = care.client(NOON, **typed(start_date=f"{NOON - timedelta(days=2):%d-%m-%Y}"))
    pim = queries.person_by_email("pim@example.org")
    totp.TOTP.activate(pim, totp.generate_totp_secret())
    browser = Browser()
    browser.force_login(pim, backend="uitkomst.organisations.backends.PasswordBackend")
    pages = (f"/trajectories/{trajectory.pk}/ask/", f"/trajectories/{trajectory.pk}/details/", "/clients/new/")
    on = [browser.get(page, follow=True).content.decode() for page in pages]
    with override_settings(SMS=""):
        off = [browser.get(page, follow=True).content.decode() for page in pages]
        with pytest.raises(Refused, match="channel_not_here"):
            ask(trajectory)
        run_plan(now=NOON)
        with pytest.raises(Refused, match="typed_not_in_list"):
            care.client(NOON, number="C-2", bsn="", **typed(channel="sms"))
    assert all("sms" in page for page in on)
    assert ["sms" in page for page in off] == [False, True, False], "who has it keeps it until somebody chooses otherwise"
    assert {one.channel for one in Invitation.objects.filter(informant__kind="young_person")} == {"tablet"}


def test_at_the_end_a_message_for_later_goes_as_this_person_is_asked(world: World, gateway: Gateway) -> None:
    trajectory = care.client(NOON, **typed())
    young = care.young_person(trajectory)
    told = {"end_date": f"{NOON:%d-%m-%Y}", f"{young.pk}:later": "on"}
    close_trajectory(actor=personas.actor(PIM), now=NOON, trajectory_id=trajectory.pk, typed=told)
    assert Invitation.objects.get(informant=young, moment=Moment.END).channel == "sms"
    assert send_letters(now=NOON).sent == 1 and gateway.only()["to"] == NUMBER


def test_what_became_of_it_goes_by_text_message_as_well(world: World, client: Browser, gateway: Gateway) -> None:
    trajectory = care.client(NOON, **typed())
    Informant.objects.filter(client=trajectory.client).update(wants_news=True)
    readers, left_out = readers_among([care.young_person(trajectory)])
    assert left_out == 0
    news = news_operations.lock_news(personas.actor("quirine").organisation_id, "a conversation")
    news_operations.write_news(news, opening="", lines=[("Bel terug.", "We bellen.")])
    news_operations.send_news(news, readers, by=personas.actor("quirine").person_id, now=NOON)
    assert send_letters(now=NOON).sent == 1 and NewsMessage.objects.get().state == MessageState.SENT
    text = gateway.only()["text"]
    assert "Bel" not in text and len(text) <= LONGEST
    page = client.get(re.search(r"https?://\S+(/v/n/[\w-]{27}/)", text)[1]).content.decode()  # type: ignore[index]
    assert "We bellen." in page and "/v/stop/" in page


def test_joining_two_records_makes_one_of_a_parent_with_one_number_and_keeps_numbers_apart(world: World, gateway: Gateway) -> None:
    care.client(NOON, **typed(parent_1="Marja", parent_1_email="", parent_1_phone=OTHER))
    parents = {"parent_1": "marja", "parent_1_email": "m@example.org", "parent_1_phone": OTHER}
    care.client(NOON, number="C-2", **typed(bsn="", phone="", **parents, parent_2="Bas", parent_2_phone=NUMBER))
    merge(actor=personas.actor("quirine"), now=NOON, keep="C-1", other="C-2")
    found = {one.name: (one.email, one.phone, one.channel) for one in Informant.objects.filter(client__number="C-1")}
    assert found["Marja"] == ("m@example.org", OTHER, "sms") and found["Bas"] == ("", "", "tablet") and len(found) == 3


def test_two_who_had_one_number_already_are_not_asked_by_it(world: World, gateway: Gateway) -> None:
    trajectory = care.client(NOON, **typed())
    Informant.objects.filter(client=trajectory.client).update(phone=NUMBER)
    with pytest.raises(Refused, match="same_phone"):
        ask(trajectory)


def test_nothing_is_sent_again_by_a_channel_that_sends_nothing(world: World, gateway: Gateway) -> None:
    invitation = ask(care.client(NOON, **typed()), "tablet")
    with pytest.raises(NotFound):
        send_again(actor=personas.actor(PIM), now=NOON, invitation_id=invitation.pk)


GSM = set(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
"""The basic characters of a text message. Source: 3GPP TS 23.038, 6.2.1."""


@pytest.mark.once
def test_every_text_is_one_message_of_basic_characters() -> None:
    for language in LANGUAGES:
        for kind, forms in read_texts("uitkomst.flows.care", "text_message", language).items():
            for text in forms.values():
                assert set(text.replace("{link}", "")) <= GSM and text.count("{link}") == 1, (language, kind)
    with override_settings(SITE_ADDRESS="https://vragen.een-heel-lange-naam.nl"):
        assert longest() <= LONGEST
    with override_settings(SITE_ADDRESS="https://" + "x" * 80, SMS="json"):
        assert "uitkomst.E023" in [one.id for one in check_settings()]
