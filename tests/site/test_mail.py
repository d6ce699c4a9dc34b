"""Letters: invitations by a real mail server, one that refuses, one that is not there; and the settings of the mail server."""

from __future__ import annotations

import re
import socket
from datetime import datetime

import pytest
from django.test import Client, override_settings

from tests.personas import PASSWORD, actor
from tests.site.conftest import World
from tests.site.mail import SMTP_BACKEND, Mailbox
from tests.site.test_rights_matrix import visitor
from uitkomst.config.mail import is_sender, mail_fault, mail_settings
from uitkomst.flows import invite, mail
from uitkomst.organisations import queries
from uitkomst.records.models import AuditEvent

FORM = {"name": "Noor Bos", "email": "noor@example.org", "role": "director"}


def test_an_invitation_is_mailed_and_its_link_works_once(world: World, mailbox: Mailbox) -> None:
    answer = visitor("bert").post("/people/", FORM)
    assert answer.status_code == 200
    letter = mailbox.only()
    assert (letter["To"], letter["X-Taken-For"], letter["From"]) == ("noor@example.org", "noor@example.org", "uitkomst@localhost")
    assert letter["Auto-Submitted"] == "auto-generated"
    text = mailbox.text()
    assert "Noor Bos" in text and "Bert" in text and "Het Anker" in text
    (link,) = re.findall(r"http://testserver(/invitation/\S+/)", text)
    assert link not in answer.text, "the secret goes to the colleague alone"
    taker = Client()
    assert taker.post(link, {"password": PASSWORD}).status_code == 302
    assert taker.get(link).status_code == 404
    person = queries.person_by_email("noor@example.org")
    assert person is not None and person.check_password(PASSWORD)
    line = AuditEvent.objects.get(event_type_code="invitation.mailed")
    assert (line.event_outcome_indicator, line.participant_object_id) == ("0", "noor@example.org")
    assert link not in str(line.__dict__)


@pytest.mark.parametrize("answer", ["550 no such mailbox", "451 try later", "554 refused"])
def test_a_server_that_refuses_is_said_and_the_link_still_works(world: World, mailbox: Mailbox, answer: str) -> None:
    mailbox.answer = answer
    _said_and_the_link_works()


def test_a_server_that_is_not_there_is_said_and_the_link_still_works(world: World) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with override_settings(EMAIL_BACKEND=SMTP_BACKEND, EMAIL_HOST="127.0.0.1", EMAIL_PORT=port, EMAIL_USE_TLS=False):
        _said_and_the_link_works()


def _said_and_the_link_works() -> None:
    page = visitor("bert").post("/people/", FORM)
    assert page.status_code == 200
    assert "De brief is niet verstuurd" in page.text
    (link,) = re.findall(r"http://testserver(/invitation/[^<]+)", page.text)
    assert Client().post(link, {"password": PASSWORD}).status_code == 302
    assert AuditEvent.objects.get(event_type_code="invitation.mailed").event_outcome_indicator == "8"


def test_without_a_mail_server_the_link_is_shown(world: World) -> None:
    page = visitor("bert").post("/people/", FORM)
    assert "/invitation/" in page.text
    assert not AuditEvent.objects.filter(event_type_code="invitation.mailed").exists()


def test_what_somebody_types_as_a_name_adds_no_line_to_the_head_of_a_letter(world: World, mailbox: Mailbox, now: datetime) -> None:
    name = "Noor\r\nBcc: ander@example.org"
    invite.invite_by_mail(
        actor=actor("bert"), now=now, email="noor@example.org", name=name, role="director", link_of=lambda secret: f"https://x/{secret}"
    )
    assert mailbox.only()["X-Taken-For"] == "noor@example.org"
    with pytest.raises(mail.NotSent):
        mail.send(to="noor@example.org\nBcc: ander@example.org", subject="x", text="x")
    assert len(mailbox.letters) == 1


@pytest.mark.parametrize(
    ("url", "host", "port", "tls", "ssl"),
    [
        ("smtp://post.example.org", "post.example.org", 587, True, False),
        ("smtps://een%40b:w%2Fw@post.example.org", "post.example.org", 465, False, True),
        ("smtp+plain://localhost", "localhost", 25, False, False),
        ("smtp://post.example.org:2525/", "post.example.org", 2525, True, False),
    ],
)
def test_one_address_says_everything_of_the_mail_server(url: str, host: str, port: int, tls: bool, ssl: bool) -> None:
    made = mail_settings(url)
    assert mail_fault(url) == ""
    assert (made["EMAIL_HOST"], made["EMAIL_PORT"], made["EMAIL_USE_TLS"], made["EMAIL_USE_SSL"]) == (host, port, tls, ssl)
    if "@" in url:
        assert (made["EMAIL_HOST_USER"], made["EMAIL_HOST_PASSWORD"]) == ("een@b", "w/w")


@pytest.mark.parametrize(
    ("url", "fault"),
    [
        ("mail.example.org", "scheme"),
        ("http://mail.example.org", "scheme"),
        ("smtp://mail.example.org:poort", "scheme"),
        ("smtp://", "server"),
        ("smtp://u:w/w@mail.example.org", "scheme"),
        ("smtp://mail.example.org/map", "path"),
        ("smtp+plain://u:w@mail.example.org", "plain"),
    ],
)
def test_a_wrong_address_sends_nothing_and_is_named(url: str, fault: str) -> None:
    assert mail_fault(url) == fault
    assert mail_settings(url)["EMAIL_HOST"] == ""


def test_a_sender_is_an_address() -> None:
    assert is_sender("Uitkomst <uitkomst@example.org>") and is_sender("a@b")
    assert not is_sender("uitkomst") and not is_sender("a@b\nBcc: c@d") and not is_sender("")
