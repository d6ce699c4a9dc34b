"""From phone to mirror: a client, goals, answers by link, the closing talk, the delivery from the register, the figures."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from tests import deliveries, personas
from tests.site import care
from uitkomst.flows.care import answering
from uitkomst.flows.care.closing import close_trajectory
from uitkomst.flows.care.deliver_from_register import _outcome, deliver_from_register
from uitkomst.flows.care.goals import add_goal
from uitkomst.flows.care.invite_client import invite_client
from uitkomst.flows.care.letters import send_letters
from uitkomst.flows.care.show_client import show_client
from uitkomst.records import files
from uitkomst.records.models import AuditEvent


@pytest.fixture
def day(now):
    """Ten in the morning, in the half-year after the help ended."""
    return now.replace(hour=10)


def test_a_filled_in_client_ends_up_in_the_figures(world, day, mailbox):
    pim, quirine = personas.actor("pim"), personas.actor("quirine")
    trajectory = care.client(day, start_date="01-09-2024")
    for text in ("Ik ga drie dagen naar school.", "Thuis minder ruzie."):
        add_goal(actor=pim, now=day, trajectory_id=trajectory.pk, typed={"text": text, "scale": "three"})
    invite_client(
        actor=pim, now=day, trajectory_id=trajectory.pk, informant_id=care.young_person(trajectory).pk, moment="end", channel="email"
    )
    assert send_letters(now=day).sent == 1
    letter = mailbox.text()
    link = re.search(r"/v/([\w-]{27})/", letter)[1]
    care.answer_all(link, day, {"usefulness": "9", "able_to_continue": "04", "what_helped": "Dat je luisterde."})

    shown = show_client(actor=pim, now=day, trajectory_id=trajectory.pk)
    assert "Dat je luisterde." in [one.said for one in shown.responses[0].answers]
    first, second = shown.goals
    close_trajectory(
        actor=pim, now=day, trajectory_id=trajectory.pk,
        typed={
            "end_date": "20-12-2024", "end_reason": "01", "what_next": "Niets meer nodig.",
            f"{first.goal.pk}:young_person": "2", f"{second.goal.pk}:young_person": "1", f"{second.goal.pk}:practitioner": "2",
            f"{care.parent(trajectory).pk}:usefulness": "7", f"{care.parent(trajectory).pk}:able_to_continue": "03",
        },
    )  # fmt: skip

    delivery = deliver_from_register(actor=quirine, now=day, period="2024-2")
    again = deliver_from_register(actor=quirine, now=day, period="2024-2")
    assert again.pk == delivery.pk and delivery.source == "register"
    figures = care.figures_from(delivery, day)
    assert figures["dropout", ""] == ("1", "1", "0", "0.0")
    assert figures["usefulness", "young_person"][3] == "9.0" and figures["usefulness", "parent"][3] == "7.0"
    assert figures["able_to_continue", "young_person"] == figures["able_to_continue", "parent"] == ("1", "1", "1", "1.0")
    # Two goals agreed and assessed; the young person's own view decides, and says that one was achieved.
    assert figures["goals_achieved", ""] == ("2", "2", "1", "0.5")
    about = [event for event in AuditEvent.objects.exclude(clients=[]) if str(trajectory.client_id) in event.clients]
    events = {event.event_type_code for event in about}
    assert {"client.added", "client.shown", "answers.sent", "letter.invitation", "trajectory.closed", "delivery.from_register"} <= events


def test_of_one_person_the_answer_nearest_to_the_end_counts(world, day):
    """Asked when the help seemed to end, and again when it did (decision D100)."""
    pim = personas.actor("pim")
    trajectory = care.client(day)
    young = {"trajectory_id": trajectory.pk, "informant_id": care.young_person(trajectory).pk, "moment": "end", "channel": "tablet"}
    for moment, grade in ((day - timedelta(days=150), "4"), (day - timedelta(days=75), "8")):
        asked = invite_client(actor=pim, now=moment, **young)
        care.answer_all(care.token(asked), moment, {"usefulness": grade, "able_to_continue": "03"})
    # Asked once more, and rather not said: that takes no earlier answer away (decision D70).
    link = {"token": care.token(invite_client(actor=pim, now=day, **young)), "now": day, "address": care.ADDRESS}
    sheet = answering.begin(**link, language="nl")
    while question := sheet.next_id:
        absent = "skipped" if sheet.shown(question).kind == "open" else "rather_not_say"
        sheet = answering.answer(**link, question_id=question, typed="", absent=absent)
    answering.send(**link)
    assert _outcome(care.whole(trajectory), timezone.localdate(day), ())["nut_jeugdige"] == "8"


def test_the_bsn_is_kept_nowhere(world, day):
    trajectory = care.client(day)
    bsn = deliveries.bsn(8000)
    assert trajectory.client.pseudonym and bsn not in trajectory.client.pseudonym
    database = files.folder("inbox").parent
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            assert all(bsn not in str(row) for row in cursor.fetchall()), table
    assert all(bsn.encode() not in path.read_bytes() for path in database.rglob("*") if path.is_file() and path.suffix == ".csv")
