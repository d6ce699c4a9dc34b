"""One party never fills in: the others go on after the agreed day, or anybody stops the conversation; nothing waits for ever."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.urls import reverse

from tests.personas import actor
from tests.site import conversations as walk
from tests.site.conftest import World
from tests.site.test_rights_matrix import visitor
from uitkomst.conversation.kinds import Question
from uitkomst.conversation.states import Phase
from uitkomst.flows.conversation import agree, answer, expect, look, minutes, show, start, stop
from uitkomst.flows.refusals import Refused
from uitkomst.organisations.rights import MayNot


def talk(made: str, name: str, now: datetime) -> show.ConversationShown:
    return show.show_conversation(actor=actor(name), now=now, conversation_id=made)


def test_a_silent_party_holds_nobody_up_after_the_agreed_day_and_is_stopped_with_what_there_is(world: World, now: datetime) -> None:
    made = walk.prepared(now)
    walk.expect_all(made, "quirine", now)
    late = now + timedelta(days=15)
    said = {"actor": actor("quirine"), "now": late, "conversation_id": made}
    for to in (Phase.LOOKING, Phase.INTERPRETING, Phase.AGREEING):
        agree.move_conversation(to=to, **said)
    answer.write_answer(question=Question.STORY, indicator="dropout", text="Ons verhaal.", **said)
    written = minutes.write_minutes(summary="Zonder de ander.", **said)
    assert minutes.confirm_minutes(version=written.version, **said) is Phase.AGREEING
    # Who is silent leads nobody further, and what all confirm is not confirmed without it: the way out is to stop.
    with pytest.raises(Refused) as refused:
        agree.move_conversation(actor=actor("bianca"), now=late, conversation_id=made, to=Phase.INTERPRETING)
    assert refused.value.code == "own_expectation"
    with pytest.raises(Refused):
        agree.move_conversation(to=Phase.STOPPED, **said)
    client, page = visitor("quirine"), reverse("conversation_stop", kwargs={"conversation_id": made})
    assert page in client.get(reverse("conversation_agreeing", kwargs={"conversation_id": made})).text
    empty = client.post(page, {"why": "  "})
    assert empty.status_code == 400 and talk(made, "quirine", late).phase is Phase.AGREEING
    assert client.post(page, {"why": "De gemeente doet niet mee."}).status_code == 302
    for name in walk.TWO:
        shown = talk(made, name, late)
        assert (shown.phase, shown.stopped_by, shown.stopped_why) == (Phase.STOPPED, "Het Anker", "De gemeente doet niet mee.")
        assert not shown.may and not shown.may_stop
    # Nothing is lost for who could read it; the figures are closed, and not for want of an expectation; who was silent reads no more.
    mine = look.show_indicator(actor=actor("quirine"), now=late, conversation_id=made, indicator="dropout")
    assert (mine.figures, mine.sealed) == ((), "stopped") and mine.answers[Question.STORY][0].versions
    assert talk(made, "quirine", late).minutes and not talk(made, "bianca", late).minutes
    theirs = look.show_indicator(actor=actor("bianca"), now=late, conversation_id=made, indicator="dropout")
    assert not any(one.versions for asked in theirs.answers.values() for one in asked) and not theirs.expected
    start_of, its_minutes = (reverse(f"conversation_{name}", kwargs={"conversation_id": made}) for name in ("preparing", "minutes"))
    told = visitor("bianca").get(start_of).text
    assert "De gemeente doet niet mee." in told and its_minutes not in told
    assert its_minutes in client.get(start_of).text and "Zonder de ander." in client.get(its_minutes).text
    assert client.get(page).status_code == 302, "it has been stopped already"
    with pytest.raises(Refused):
        stop.stop_conversation(why="Nog eens.", **said)


def test_a_conversation_that_is_stopped_before_the_day_opens_nothing_when_the_day_has_passed(world: World, now: datetime) -> None:
    made = walk.prepared(now)
    walk.expect_all(made, "quirine", now)
    stop.stop_conversation(actor=actor("bianca"), now=now, conversation_id=made, why="Wij zien ervan af.")
    late = now + timedelta(days=30)
    for name in walk.TWO:
        shown = look.show_indicator(actor=actor(name), now=late, conversation_id=made, indicator="dropout")
        assert (shown.figures, shown.sealed) == ((), "stopped")
    told = expect.show_expectations(actor=actor("quirine"), now=late, conversation_id=made)
    assert {one.party for one in told.seen} == {"Het Anker"} and not told.silent


def test_who_only_reads_does_not_stop_a_conversation(world: World, now: datetime) -> None:
    made = start.start_conversation(
        actor=actor("quirine"), now=now, template=start.Template.BILATERAL, with_ids=[actor("bianca").organisation_id]
    )
    with pytest.raises(MayNot):
        stop.stop_conversation(actor=actor("willem"), now=now, conversation_id=made.pk, why="Nee.")
    assert not talk(str(made.pk), "willem", now).may_stop
