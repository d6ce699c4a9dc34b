"""Reminders of a conversation: to whom something waits, that it waits and never what, once for each thing, and only when it may."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client as Browser
from django.urls import reverse

from tests.personas import actor
from tests.site import conversations as walk
from tests.site.conftest import World
from tests.site.killed import committed, killed_while_sending  # noqa: F401  fixture
from tests.site.mail import Mailbox
from tests.site.test_rights_matrix import visitor
from uitkomst.conversation import operations
from uitkomst.conversation.kinds import Part, Template
from uitkomst.conversation.models import Conversation, Participant, Party, Reminder
from uitkomst.conversation.states import Phase
from uitkomst.flows.conversation import agree, minutes, prepare, remind
from uitkomst.flows.regular import reminders as regular
from uitkomst.flows.show_start import show_start
from uitkomst.records.models import AuditEvent


def to(mailbox: Mailbox) -> list[str]:
    """Who got a letter, by first name."""
    return sorted(letter["X-Taken-For"].split("@")[0] for letter in mailbox.letters)


def days(now: datetime, number: int) -> datetime:
    return now + timedelta(days=number)


def wrote(made: str, now: datetime) -> str:
    minutes.write_minutes(actor=actor("bianca"), now=now, conversation_id=made, summary="Een eerlijk verslag.")
    return made


CASES: dict[str, tuple[Callable[[datetime], str], int, int, list[str]]] = {
    # what there is; a day on which nothing waits yet; the day on which it does; who is told
    "an expectation": (walk.prepared, 7, 10, ["bianca", "quirine"]),
    "minutes": (lambda now: wrote(walk.interpreted(now), now), 2, 3, ["bianca", "quirine"]),
    "an action whose day has passed": (walk.closed, 90, 91, ["bianca"]),
}


@pytest.mark.parametrize("case", CASES)
def test_it_says_that_something_waits_once_and_never_what(world: World, now: datetime, mailbox: Mailbox, case: str) -> None:
    begin, early, due, who = CASES[case]
    begin(now)
    assert remind.send_reminders(now=days(now, early)).sent == 0 and not mailbox.letters
    moment = days(now, due)
    assert moment.weekday() < 5 and regular.wanted(moment) == f"{moment:%Y-%m-%d}"
    remind.send_reminders(now=moment)
    assert to(mailbox) == who
    for later in (0, 3, 7):
        remind.send_reminders(now=days(moment, later))
    assert to(mailbox) == who, "nobody is told of the same twice"
    for letter in mailbox.letters:
        said = f"{letter['Subject']} {letter.get_content()}".lower()
        for word in ("anker", "woerden", "gesprek", "verwacht", "verslag", "afspra", "wijkteam", "cijfer", "quirine", "bianca"):
            assert word not in said, word
    assert AuditEvent.objects.filter(event_type_code="reminder.sent").count() == len(who)


def test_looking_back_is_due_a_month_after_the_last_action(world: World, now: datetime, mailbox: Mailbox) -> None:
    made = walk.closed(now)
    remind.send_reminders(now=days(now, 91))
    mailbox.letters.clear()
    assert remind.send_reminders(now=days(now, 119)).sent == 0
    assert "look_back" not in [one.code for one in show_start(actor=actor("quirine"), now=days(now, 119)).waiting]
    remind.send_reminders(now=days(now, 121))
    assert to(mailbox) == ["bianca", "quirine"]
    assert "look_back" in [one.code for one in show_start(actor=actor("quirine"), now=days(now, 121)).waiting]
    Conversation.objects.create(
        template=Template.BILATERAL, about_id=actor("quirine").organisation_id, period="", started_by_id=actor("quirine").person_id,
        started_at=now, moved_at=now, earlier_id=made,
    )  # fmt: skip
    assert "look_back" not in [one.code for one in show_start(actor=actor("quirine"), now=days(now, 121)).waiting]


def test_what_is_done_in_time_is_not_reminded_of(world: World, now: datetime, mailbox: Mailbox) -> None:
    made = walk.prepared(now)
    walk.expect_all(made, "quirine", days(now, 1))
    remind.send_reminders(now=days(now, 10))
    assert to(mailbox) == ["bianca"]


def test_a_new_version_of_the_minutes_waits_anew(world: World, now: datetime, mailbox: Mailbox) -> None:
    made = wrote(walk.interpreted(now), now)
    minutes.confirm_minutes(actor=actor("bianca"), now=now, conversation_id=made, version=1)
    remind.send_reminders(now=days(now, 3))
    wrote(made, days(now, 3))
    remind.send_reminders(now=days(now, 6))
    assert to(mailbox) == ["bianca", "quirine", "quirine"]


def test_progress_that_was_written_needs_no_reminder(world: World, now: datetime, mailbox: Mailbox) -> None:
    made = walk.closed(now)
    (action,) = agree.queries.actions(Conversation.objects.get(pk=made))
    agree.write_note(
        actor=actor("bianca"), now=days(now, 91), conversation_id=made, action_id=action.pk, state="going", text="Het loopt nog."
    )
    remind.send_reminders(now=days(now, 91))
    assert not mailbox.letters


def test_who_left_gets_none_and_then_the_others_of_that_party_do(world: World, now: datetime, mailbox: Mailbox) -> None:
    made = walk.prepared(now)
    who = actor("quirine")
    person = Participant.objects.get(party__conversation=made, party__organisation_id=who.organisation_id)
    prepare.end_participant(actor=who, now=now, conversation_id=made, participant_id=person.pk)
    remind.send_reminders(now=days(now, 10))
    assert to(mailbox) == ["bianca", "daan"]


@pytest.mark.parametrize(
    ("moment", "goes"),
    [
        (datetime(2025, 3, 14, 6, 30, tzinfo=UTC), False),
        (datetime(2025, 3, 14, 7, 30, tzinfo=UTC), True),
        (datetime(2025, 3, 14, 20, 30, tzinfo=UTC), False),
        (datetime(2025, 3, 15, 10, 0, tzinfo=UTC), False),
    ],
)
def test_at_night_and_in_the_weekend_nothing_goes(world: World, mailbox: Mailbox, moment: datetime, goes: bool) -> None:
    assert remind.may_go(moment) is goes and bool(regular.wanted(moment)) is goes


def test_who_does_not_want_them_gets_none_by_the_link_or_by_the_own_setting(world: World, now: datetime, mailbox: Mailbox) -> None:
    walk.prepared(now)
    quirine, where = visitor("quirine"), reverse("reminders")
    assert where in quirine.get(reverse("conversations")).content.decode()
    quirine.post(where, {"wanted": "no"})
    assert "geen herinneringen" in quirine.get(where).content.decode()
    remind.send_reminders(now=days(now, 10))
    assert to(mailbox) == ["bianca"]
    found = re.search(r"https?://[^/\s]+(/reminders/stop/[^\s]+)", mailbox.text())
    assert found
    browser = Browser()
    assert browser.get(found[1]).status_code == 200 and not remind.reminders.want_none([actor("bianca").person_id])
    for _ in range(2):
        assert browser.post(found[1]).status_code == 200
    assert remind.reminders.want_none([actor("bianca").person_id])
    assert browser.get(found[1][:-4] + "xxx/").status_code == 404
    assert AuditEvent.objects.filter(event_type_code="reminders.off").count() == 2
    quirine.post(where, {"wanted": "yes"})
    remind.send_reminders(now=days(now, 13))
    assert to(mailbox) == ["bianca", "quirine"]


def test_a_server_that_refuses_is_tried_again_another_day(world: World, now: datetime, mailbox: Mailbox) -> None:
    walk.prepared(now)
    mailbox.answer = "451 not now"
    assert remind.send_reminders(now=days(now, 10)).later == 2 and not Reminder.objects.exists()
    mailbox.answer = ""
    assert remind.send_reminders(now=days(now, 13)).sent == 2


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the worker in a process of its own reads this file")
def test_a_worker_killed_in_between_tells_nobody_twice(committed: World, mailbox: Mailbox, tmp_path: Path) -> None:  # noqa: F811
    """Two letters go; the worker dies with the first in its hands: that one is never sent again, the other goes once."""
    now = datetime(2025, 3, 4, 11, 0, tzinfo=UTC)
    quirine, bianca = actor("quirine"), actor("bianca")
    parties = [(quirine.organisation_id, Part.PROVIDER), (bianca.organisation_id, Part.MUNICIPALITY)]
    made = operations.add_conversation(
        quirine, now=days(now, -8), template=Template.BILATERAL, about_id=quirine.organisation_id, parties=parties, phase=Phase.EXPECTING
    )
    try:
        server = killed_while_sending("uitkomst.flows.conversation.remind.send_reminders", now, tmp_path)
        for minutes_later in (1, 15, 60):
            remind.send_reminders(now=now + timedelta(minutes=minutes_later))
        assert server.letters == 1 and to(mailbox) == ["bianca"]
        assert sorted(Reminder.objects.values_list("state", flat=True)) == ["sent", "unsure"]
    finally:
        Reminder.objects.all().delete()
        Party.objects.filter(conversation=made).delete()
        Conversation.objects.filter(pk=made.pk).delete()
