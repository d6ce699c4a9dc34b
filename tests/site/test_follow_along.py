"""Follow along on the own device: the seal holds, one line for what somebody is shown, and asking whether anything changed is cheap."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from tests.personas import actor
from tests.site import conversations
from tests.site.test_queries import _NO_QUESTION
from tests.site.test_rights_matrix import visitor
from uitkomst.conversation.kinds import Question
from uitkomst.conversation.states import TOGETHER, Phase
from uitkomst.conversation.together import LASTS, is_over
from uitkomst.flows.conversation import agree, answer, together
from uitkomst.flows.refusals import NotFound, Refused
from uitkomst.records.models import AuditEvent, ReleaseRecord

pytestmark = pytest.mark.django_db


def point(made, name, now, indicator="dropout", question=""):
    together.show_to_all(actor=actor(name), now=now, conversation_id=made, indicator=indicator, question=question)


def followed(made, name, now):
    return together.show_followed(actor=actor(name), now=now, conversation_id=made)


def version(made, name, now):
    return together.version_of(actor=actor(name), now=now, conversation_id=made)


def lines(name):
    """What the log says that somebody was shown."""
    mine = AuditEvent.objects.filter(user_id=str(actor(name).person_id)).order_by("sequence")
    found = mine.values_list("event_type_code", "participant_object_detail")
    return [(event, detail) for event, detail in found if event in ("conversation.followed", "figures.shown")]


def test_everybody_sees_what_one_points_at_and_is_one_line_however_often_the_device_asks(world, now):
    made = conversations.looking(now)
    assert followed(made, "bianca", now).leading is None and not lines("bianca")
    before = version(made, "bianca", now).version
    point(made, "quirine", now)
    assert version(made, "bianca", now).version != before

    seen = followed(made, "bianca", now)
    assert seen.one.indicator == "dropout" and any(not figure.beside for figure in seen.one.figures)
    told = lines("bianca")
    releases = len(seen.one.figures)
    assert [event for event, _ in told] == ["figures.shown"] * releases + ["conversation.followed"] and "dropout" in told[-1][1]
    assert ("Bianca", "Gemeente Woerden") in [(who.split()[0], org) for who, org in followed(made, "quirine", now).leading.watching]

    # Asked anew, by a browser that refreshes: the same page, no second line. Somebody else has lines of their own.
    assert followed(made, "bianca", now).one.figures and lines("bianca") == told
    assert len(lines("quirine")) == len(told)
    # Another subject is another look, and so is the same subject once more after that.
    for indicator in ("usefulness", "dropout"):
        point(made, "bianca", now, indicator)
        followed(made, "bianca", now)
    assert sum(event == "conversation.followed" for event, _ in lines("bianca")) == 3
    # What is withdrawn goes from every device.
    before = version(made, "bianca", now).version
    ReleaseRecord.objects.filter(made_for=made).update(withdrawn_at=now, withdrawn_why="een fout")
    assert version(made, "bianca", now).version != before and not followed(made, "bianca", now).one.figures


def test_a_question_is_shown_with_what_each_says_and_a_new_answer_comes_by_itself(world, now):
    made = conversations.looking(now)
    with pytest.raises(NotFound):
        point(made, "quirine", now, question="recognition")
    agree.move_conversation(actor=actor("quirine"), now=now, conversation_id=made, to=Phase.INTERPRETING)
    point(made, "quirine", now, question="recognition")
    assert followed(made, "bianca", now).leading.question is Question.RECOGNITION
    told, before = lines("bianca"), version(made, "bianca", now).version
    said = {"actor": actor("quirine"), "now": now, "conversation_id": made, "indicator": "dropout"}
    answer.write_answer(question=Question.STORY, text="iets anders", **said)
    assert version(made, "bianca", now).version == before
    answer.write_answer(question=Question.RECOGNITION, text="ja, dat zien wij ook", **said)
    assert version(made, "bianca", now).version != before
    said = followed(made, "bianca", now).one.answers[Question.RECOGNITION]
    assert [one.newest.text for one in said if one.newest] == ["ja, dat zien wij ook"]
    point(made, "quirine", now, question="story")
    followed(made, "bianca", now)
    assert lines("bianca") == told


def test_whose_expectation_is_not_in_reads_what_is_needed_first_and_the_figure_once_it_is(world, now):
    made = conversations.prepared(now)
    conversations.expect_all(made, "quirine", now)
    late = now + timedelta(days=30)
    agree.move_conversation(actor=actor("quirine"), now=late, conversation_id=made, to=Phase.LOOKING)
    point(made, "quirine", late)
    seen = followed(made, "bianca", late)
    assert (seen.one.figures, seen.one.sealed) == ((), "own_expectation")
    assert not seen.one.expected
    assert [event for event, _ in lines("bianca")] == ["conversation.followed"]
    with pytest.raises(Refused, match="own_expectation"):
        point(made, "bianca", late)

    before = version(made, "bianca", late).version
    conversations.expect_all(made, "bianca", late)
    assert version(made, "bianca", late).version != before
    # The subject was in the log; the figure, which opened since, is a line now.
    assert followed(made, "bianca", late).one.figures
    assert [event for event, _ in lines("bianca")].count("figures.shown") == len(followed(made, "bianca", late).one.figures)


def test_who_leads_can_stop_another_can_take_over_and_it_ends_by_itself(world, now):
    made = conversations.looking(now)
    point(made, "quirine", now)
    with pytest.raises(Refused, match="other_leads"):
        together.stop_showing(actor=actor("bianca"), now=now, conversation_id=made)
    point(made, "bianca", now, "usefulness")
    assert followed(made, "quirine", now).leading.mine is False
    before = version(made, "quirine", now).version
    together.stop_showing(actor=actor("bianca"), now=now, conversation_id=made)
    assert followed(made, "quirine", now).leading is None and version(made, "quirine", now).version != before

    point(made, "quirine", now)
    assert followed(made, "bianca", now + LASTS - timedelta(minutes=1)).leading
    assert followed(made, "bianca", now + LASTS).leading is None
    point(made, "quirine", now)
    agree.move_conversation(actor=actor("bianca"), now=now, conversation_id=made, to=Phase.INTERPRETING)
    assert followed(made, "bianca", now).leading is None


def test_the_page_asks_for_itself_and_gets_nothing_when_nothing_changed(world, now):
    made = conversations.looking(now)
    leader, client, where = visitor("quirine"), visitor("bianca"), reverse("conversation_follow", kwargs={"conversation_id": made})
    page = client.get(where)
    asks = page.context["found"].version
    ask = {"headers": {"HX-Request": "true"}}
    client.get(where, {"seen": asks}, **ask)
    told = AuditEvent.objects.count()
    with CaptureQueriesContext(connection) as seen:
        assert client.get(where, {"seen": asks}, **ask).status_code == 204
    asked = [query["sql"] for query in seen if not query["sql"].startswith(_NO_QUESTION)]
    assert len(asked) <= 5, "\n".join(asked)
    assert not any(sql.startswith(("INSERT", "UPDATE")) for sql in asked) and AuditEvent.objects.count() == told

    shown = leader.post(where, {"subject": "dropout", "back": "table"})
    assert shown["Location"].endswith("/subject/dropout/table/#leading")
    news = client.get(where, {"seen": asks}, **ask).content.decode()
    assert 'class="statement' in news and "<html" not in news and 'hx-swap-oob="innerHTML:#follow-said"' in news
    # Without script nothing refreshes by itself, unless the reader chose so.
    assert "Refresh" not in client.get(where) and client.get(where, {"every": "20"})["Refresh"].startswith("20; url=")
    # A device that has waited long asks no more; a log-in that ended shows the log-in on the whole page, not inside it.
    assert leader.post(where, {"do": "stop"}).status_code == 302
    waits = client.get(where, {"seen": "", "since": "1"}, **ask).context["found"].version
    assert "hx-get" not in client.get(where, {"seen": waits, "since": "1"}, **ask).content.decode()
    client.logout()
    assert client.get(where, {"seen": waits}, **ask)["HX-Refresh"] == "true"


_MOMENT = datetime(2025, 3, 3, tzinfo=UTC)


@given(phase=st.sampled_from(Phase), begun=st.sampled_from(Phase), minutes=st.integers(0, 400), stopped=st.booleans())
def test_nothing_is_shown_outside_the_step_in_which_it_was_begun(phase, begun, minutes, stopped):
    now = _MOMENT + timedelta(minutes=minutes)
    over = is_over(phase.value, now, begun_in=begun.value, shown_at=_MOMENT, stopped_at=_MOMENT if stopped else None)
    assert over != (phase is begun and phase in TOGETHER and not stopped and now < _MOMENT + LASTS)
