"""What became of it: one message to clients who asked to hear, by the provider alone, never twice, and never to whom it may not go."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from tests.personas import actor
from tests.site import care
from tests.site import conversations as walk
from tests.site.conftest import World
from tests.site.killed import KILLED, committed, killed_while_sending  # noqa: F401  fixture
from tests.site.mail import Mailbox
from tests.site.test_rights_matrix import visitor
from uitkomst.care.models import Client, Informant, News, NewsMessage
from uitkomst.care.operations import informants
from uitkomst.care.operations import news as operations
from uitkomst.care.rules import NEWS_VALID_DAYS
from uitkomst.care.states import Channel
from uitkomst.flows.care.letters import letters_wait, send_letters
from uitkomst.flows.conversation import papers, tell_clients
from uitkomst.flows.refusals import NotFound, Refused
from uitkomst.flows.show_start import show_start
from uitkomst.organisations.rights import MayNot
from uitkomst.records.models import AuditEvent

LINES = [("Na onze verhuizing hoorden we niets meer.", "We bellen u binnen twee weken."), ("", "")]
GIVES_AWAY = ("hulp", "zorg", "jeugd", "gemeente", "anker", "noor", "marja", "cliënt", "verhuizing", "bellen", "gesprek", "help", "care")


def asks(now: datetime, number: str, **more: str) -> Client:
    """A client of Pim of whom both wanted to hear."""
    one = care.client(now, number=number, bsn="", **{"email": f"{number}@example.org", "parent_1_email": f"p-{number}@example.org"} | more)
    Informant.objects.filter(client=one.client).update(wants_news=True)
    return one.client


def written(now: datetime) -> str:
    """A closed conversation with the message written."""
    made = walk.closed(now)
    tell_clients.write_news(actor=actor("quirine"), now=now, conversation_id=made, opening="Van Het Anker.", lines=LINES)
    return made


def told(made: str, now: datetime) -> tell_clients.NewsShown:
    return tell_clients.show_news(actor=actor("quirine"), now=now, conversation_id=made)


def send(made: str, now: datetime, number: int, opening: str = "Van Het Anker.", lines: tell_clients.Lines = LINES) -> int:
    said = {"opening": opening, "lines": lines, "number": number}
    return tell_clients.send_news(actor=actor("quirine"), now=now, conversation_id=made, **said)  # type: ignore[arg-type]


def code(made: str, now: datetime, number: int, **more: object) -> str:
    with pytest.raises(Refused) as refused:
        send(made, now, number, **more)  # type: ignore[arg-type]
    assert refused.value.text("nl") and refused.value.text("en")
    return refused.value.code


def link_in(mailbox: Mailbox) -> str:
    found = re.search(r"https?://[^/\s]+(/v/n/[^\s]+)", mailbox.text())
    assert found
    return found[1]


def test_it_goes_once_to_who_asked_and_the_mail_says_nothing(world: World, now: datetime, mailbox: Mailbox) -> None:
    family = asks(now, "C-1", parent_1_email="c-1@example.org")
    care.client(now, number="C-2", bsn="", email="nobody@example.org", parent_1_email="")
    made = written(now)
    shown = told(made, now)
    # One address is one message, to the grown-up; who did not ask gets nothing.
    assert (shown.reached.by_mail, shown.reached.by_letter, shown.reached.left_out) == (1, 0, 0)
    assert send(made, now, 1) == 1 and code(made, now, 1) == "news_sent"
    assert letters_wait(now=now)
    for later in range(3):
        send_letters(now=now + timedelta(hours=later))
    letter = mailbox.only()
    said = f"{letter['Subject']} {letter['From']} {mailbox.text()}".lower().replace("uitkomst@localhost", "")
    assert not [word for word in GIVES_AWAY if word in said]
    assert letter["X-Taken-For"].lower() == "c-1@example.org"
    assert told(made, now).sent is not None and told(made, now).sent.mailed == 1
    events = AuditEvent.objects.filter(event_type_code__in=("conversation.news_sent", "letter.news"), event_outcome_indicator="0")
    assert [one.clients for one in events.order_by("sequence")] == [[], [str(family.pk)]]


def test_behind_the_link_stands_what_was_heard_and_one_can_ask_for_no_more(world: World, mailbox: Mailbox) -> None:
    now = timezone.now()  # that of the pages
    family = asks(now, "C-1", parent_1_email="")
    made = written(now)
    send(made, now, 1)
    send_letters(now=now.replace(hour=11))
    where, browser = link_in(mailbox), Browser()
    page = browser.get(where).content.decode()
    assert "Na onze verhuizing" in page and "binnen twee weken" in page and "Van Het Anker." in page
    assert not [word for word in ("Noor", "Marja", "Pim", "example.org", "C-1") if word in page]
    assert "je " in page and browser.cookies == {}
    assert Informant.objects.get(client=family, kind="young_person").wants_news, "a look changes nothing"
    for _ in range(2):
        assert "geen bericht meer" in browser.post(where).content.decode()
    assert not Informant.objects.get(client=family, kind="young_person").wants_news
    assert AuditEvent.objects.filter(event_type_code="news.unwanted").count() == 1
    # A wrong link, and one that is over, say the same.
    wrong = browser.get(where[:-3] + "xx/").content
    News.objects.update(expires_at=now - timedelta(seconds=1))
    assert browser.get(where).content == wrong and browser.get(where).status_code == 404


STOPS = {
    "unsubscribed": lambda one, now: informants.unsubscribe(one.informants.get(kind="young_person"), now=now),
    "no contact": lambda one, now: Informant.objects.filter(client=one).update(no_contact=True),
    "no contact with the client": lambda one, now: Client.objects.filter(pk=one.pk).update(no_contact=True),
    "unsafe address": lambda one, now: Informant.objects.filter(client=one).update(unsafe_address=True),
    "died": lambda one, now: Client.objects.filter(pk=one.pk).update(died_on=date(2025, 3, 1)),
    "withdrawn": lambda one, now: Client.objects.filter(pk=one.pk).update(withdrawn_at=now),
    "no address": lambda one, now: Informant.objects.filter(client=one).update(email=""),
    "not asked for any more": lambda one, now: Informant.objects.filter(client=one).update(wants_news=False),
}


@pytest.mark.parametrize("case", STOPS)
def test_what_stops_an_invitation_stops_this(world: World, now: datetime, mailbox: Mailbox, case: str) -> None:
    """Before it is sent: it counts among those who get nothing. After: the waiting message does not go."""
    one = asks(now, "C-1", parent_1="", parent_1_email="")
    news = operations.lock_news(actor("quirine").organisation_id, "a conversation")
    operations.send_news(news, [(one.informants.get(kind="young_person"), Channel.EMAIL)], by=actor("quirine").person_id, now=now)
    STOPS[case](one, now)
    assert send_letters(now=now).stopped == 1 and mailbox.letters == []
    assert NewsMessage.objects.get().state == "stopped"
    made = written(now)
    reached = told(made, now).reached
    assert (reached.all, reached.left_out) == (0, 0 if case == "not asked for any more" else 1)
    assert code(made, now, 0) == "news_nobody"


CLOSES = [case for case in STOPS if case not in ("unsubscribed", "no address", "not asked for any more")]
"""What closes a link that is already in somebody's hands: who no longer wants a message may still read the one that came."""


def test_what_may_no_longer_reach_somebody_is_not_read_behind_the_link_either(world: World, mailbox: Mailbox) -> None:
    now = timezone.now()  # that of the pages
    asks(now, "C-1", parent_1="", parent_1_email="")
    send(written(now), now, 1)
    send_letters(now=now.replace(hour=11))
    where, browser = link_in(mailbox), Browser()
    assert browser.get(where).status_code == 200
    for case in CLOSES:
        begun = transaction.savepoint()
        STOPS[case](Client.objects.get(number="C-1"), now)
        told = [(found.status_code, b"verhuizing" in found.content) for found in (browser.get(where), browser.post(where))]
        assert told == [(404, False)] * 2, case
        assert Informant.objects.get(client__number="C-1").wants_news, case
        transaction.savepoint_rollback(begun)
    assert browser.get(where).status_code == 200


def test_quiet_hours_hold_for_this_as_well(world: World, now: datetime, mailbox: Mailbox) -> None:
    asks(now, "C-1", parent_1="", parent_1_email="")
    made = written(now)
    send(made, now, 1)
    night = datetime(2025, 3, 5, 22, 30, tzinfo=UTC)
    assert send_letters(now=night).sent == 0 and not letters_wait(now=night)
    assert send_letters(now=night + timedelta(hours=10)).sent == 1


def test_who_gets_no_mail_gets_a_letter_from_the_practitioner(world: World) -> None:
    now = timezone.now()
    one = asks(now, "C-1", email="", parent_1="", parent_1_email="")
    Informant.objects.filter(client=one).update(channel="letter")
    asks(now, "C-2", email="", parent_1="", parent_1_email="")
    made = written(now)
    reached = told(made, now).reached
    assert (reached.by_mail, reached.by_letter, reached.left_out) == (0, 1, 1)
    send(made, now, 1)
    pim, quirine = visitor("pim"), visitor("quirine")
    assert "hand_over_news" in [found.code for found in show_start(actor=actor("pim"), now=now).waiting]
    assert "Noor" in pim.get(reverse("news_letters")).content.decode() and quirine.get(reverse("news_letters")).status_code == 403
    message = NewsMessage.objects.get()
    pdf = pim.get(reverse("news_letter", kwargs={"message_id": message.pk}))
    assert pdf.content.startswith(b"%PDF") and "brief.pdf" in pdf["Content-Disposition"]
    assert Browser().get(f"/v/n/{operations.link_of(message)}/").status_code == 200
    who = Informant.objects.filter(pk=message.informant_id)
    who.update(no_contact=True)
    assert "hand_over_news" not in [found.code for found in show_start(actor=actor("pim"), now=now).waiting]
    who.update(no_contact=False)
    for _ in range(2):
        assert pim.post(reverse("news_letter_given", kwargs={"message_id": message.pk})).status_code == 302
    assert told(made, now).sent.letters_given == 1  # type: ignore[union-attr]
    assert AuditEvent.objects.filter(event_type_code="news.letter_given").count() == 1
    assert "Noor" not in pim.get(reverse("news_letters")).content.decode()


def test_only_the_provider_and_only_who_keeps_the_register(world: World, now: datetime) -> None:
    asks(now, "C-1")
    made = written(now)
    for name in ("bianca", "willem", "daan"):
        with pytest.raises(MayNot):
            tell_clients.show_news(actor=actor(name), now=now, conversation_id=made)
        with pytest.raises(MayNot):
            tell_clients.send_news(actor=actor(name), now=now, conversation_id=made, opening="Van Het Anker.", lines=LINES, number=2)
    for name in ("bram", "cleo"):
        with pytest.raises(NotFound):
            tell_clients.show_news(actor=actor(name), now=now, conversation_id=made)
    assert not News.objects.get().sent_at
    # Brug's own message never reaches a client of Anker.
    assert not tell_clients.news.who_asked(actor("bram")) and len(tell_clients.news.who_asked(actor("quirine"))) == 2


def test_a_slip_is_told_and_nothing_is_sent(world: World, now: datetime) -> None:
    open_talk = walk.interpreted(now)
    said = {"actor": actor("quirine"), "now": now}
    with pytest.raises(Refused, match="news_not_confirmed"):
        tell_clients.write_news(conversation_id=open_talk, opening="", lines=LINES, **said)  # type: ignore[arg-type]
    walk.close(open_talk, now)
    asks(now, "C-1", parent_1="", parent_1_email="")
    assert code(open_talk, now, 1, opening="", lines=()) == "news_empty"
    with pytest.raises(Refused, match="news_half"):
        tell_clients.write_news(conversation_id=open_talk, opening="", lines=[("Half.", "")], **said)  # type: ignore[arg-type]
    assert code(open_talk, now, 1) == "news_read_again", "it is kept, and has to be read first"
    asks(now, "C-2", parent_1="", parent_1_email="")
    assert code(open_talk, now, 1) == "news_other_number"
    assert not NewsMessage.objects.exists() and send(open_talk, now, 2) == 2


def test_the_page_begins_with_the_poster_and_sends_only_what_was_read(world: World) -> None:
    now = timezone.now()
    asks(now, "C-1", parent_1="", parent_1_email="")
    made = walk.closed(now)
    papers.write_poster(actor=actor("quirine"), now=now, conversation_id=made, pairs=LINES)
    quirine, where = visitor("quirine"), reverse("conversation_news", kwargs={"conversation_id": made})
    assert where in quirine.get(reverse("conversation_papers", kwargs={"conversation_id": made})).content.decode()
    assert where not in visitor("bianca").get(reverse("conversation_papers", kwargs={"conversation_id": made})).content.decode()
    assert "tell_clients" in [found.code for found in show_start(actor=actor("quirine"), now=now).waiting]
    page = quirine.get(where).content.decode()
    assert "naar één mens" in page and "Na onze verhuizing" in page and 'value="send"' not in page
    assert "Noor" not in page and "example.org" not in page.lower()
    typed = {"opening": "Hoi!", "said-0": LINES[0][0], "done-0": LINES[0][1], "do": "keep"}
    assert quirine.post(where, typed).status_code == 302
    changed = quirine.post(where, typed | {"do": "send", "number": "1", "done-0": "Iets heel anders."})
    assert changed.status_code == 400 and "Iets heel anders." in changed.content.decode() and not NewsMessage.objects.exists()
    half = quirine.post(where, typed | {"done-0": ""})
    assert half.status_code == 400 and LINES[0][0] in half.content.decode()
    sent = typed | {"do": "send", "number": "1", "done-0": "Iets heel anders."}
    assert [quirine.post(where, sent).status_code for _ in range(2)] == [302, 400]
    assert NewsMessage.objects.count() == 1
    assert "tell_clients" not in [found.code for found in show_start(actor=actor("quirine"), now=now).waiting]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the worker in a process of its own reads this file")
def test_a_worker_killed_in_the_middle_sends_none_twice(committed: World, mailbox: Mailbox, tmp_path: Path) -> None:  # noqa: F811
    """Two messages wait; the worker dies with the first in its hands: that one is never sent again, the other goes once."""
    now = datetime(2025, 3, 4, 11, 0, tzinfo=UTC)
    asks(now, KILLED)
    news = operations.lock_news(actor("quirine").organisation_id, "killed")
    who = [(one, Channel.EMAIL) for one in Informant.objects.filter(client__number=KILLED)]
    try:
        operations.send_news(news, who, by=actor("quirine").person_id, now=now)
        server = killed_while_sending("uitkomst.flows.care.letters.send_letters", now, tmp_path)
        for minutes in (1, 15, 30):
            send_letters(now=now + timedelta(minutes=minutes))
        assert server.letters == 1 and len(mailbox.letters) == 1
        assert sorted(NewsMessage.objects.values_list("state", flat=True)) == ["sent", "unsure"]
    finally:
        News.objects.filter(about="killed").delete()


def test_after_ninety_days_nothing_is_sent_any_more(world: World, now: datetime, mailbox: Mailbox) -> None:
    asks(now, "C-1", parent_1="", parent_1_email="")
    made = written(now)
    send(made, now, 1)
    assert send_letters(now=now + timedelta(days=NEWS_VALID_DAYS)).stopped == 1 and mailbox.letters == []
