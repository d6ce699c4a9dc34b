"""One conversation of two parties, from preparing to minutes that both confirmed; every step by the flows that the pages use."""

from __future__ import annotations

from datetime import datetime

from tests.personas import actor
from tests.site import conversations as walk
from tests.site.conftest import World
from uitkomst.conversation.kinds import Question
from uitkomst.conversation.states import Phase
from uitkomst.flows.conversation import look, minutes, show


def phase(made: str, now: datetime) -> Phase:
    return show.show_conversation(actor=actor("quirine"), now=now, conversation_id=made).phase


def test_two_people_come_from_preparing_to_confirmed_minutes(world: World, now: datetime) -> None:
    made = walk.begun(now)
    assert phase(made, now) is Phase.PREPARING
    made = walk.prepared(now)
    shown = show.show_conversation(actor=actor("bianca"), now=now, conversation_id=made)
    assert (shown.phase, shown.figures) == (Phase.EXPECTING, "there")
    assert walk.expect_all(made, "quirine", now) is Phase.EXPECTING
    assert walk.expect_all(made, "bianca", now) is Phase.LOOKING
    for name in walk.TWO:
        one = look.show_indicator(actor=actor(name), now=now, conversation_id=made, indicator="dropout")
        assert [figure.beside for figure in one.figures] == [False, True]
        assert {expected.why for expected in one.expected} == set(walk.WHY.values())


def test_minutes_in_two_parts_are_confirmed_by_all(world: World, now: datetime) -> None:
    made = walk.closed(now)
    shown = show.show_conversation(actor=actor("quirine"), now=now, conversation_id=made)
    assert shown.phase is Phase.CLOSED and all(party.confirmed for party in shown.parties)
    newest, part_b = minutes.read_part_b(actor=actor("quirine"), now=now, conversation_id=made)
    a = " ".join(block["text"] for block in newest.part_a)
    b = " ".join(block.text for block in part_b)
    assert "Het wijkteam gaat gezinnen na vier weken bellen vóór 2 juni 2025." in a and "We herkennen wat er staat." in a
    assert walk.ANSWER["quirine"] in b and walk.WHY["bianca"] in b and "van de 100" in b
    assert walk.ANSWER["quirine"] not in a and walk.WHY["bianca"] not in a and "van de 100" not in a and "Bianca" not in a
    assert look.show_indicator(actor=actor("bianca"), now=now, conversation_id=made, indicator="dropout").answers[Question.RECOGNITION]
