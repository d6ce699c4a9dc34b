"""The other templates: a region table where all wait for all, and a team talk with the client council."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from tests.personas import actor
from tests.site import conversations as walk
from tests.site.conftest import World, work_all
from uitkomst.conversation.kinds import Part, Question, Template
from uitkomst.conversation.states import Phase
from uitkomst.flows.conversation import answer, expect, look, prepare, show, start


def prepared(names: tuple[str, ...], template: Template, with_ids: list[int], now: datetime, *, council: bool = False) -> str:
    """A conversation of these people, prepared and agreed by all."""
    who = actor(names[0])
    made = start.start_conversation(actor=who, now=now, template=template, with_ids=with_ids, council=council)
    typed = {"purpose": "Leren.", "until": (timezone.localdate(now) + timedelta(days=14)).isoformat()}
    prepare.write_preparation(actor=who, now=now, conversation_id=made.pk, typed=typed, indicators=("usefulness",))
    for name in names:
        said = {"actor": actor(name), "now": now, "conversation_id": made.pk}
        prepare.name_participant(name=name, **said)  # type: ignore[arg-type]
        answer.write_answer(question=Question.INTEREST, text=f"van {name}", **said)  # type: ignore[arg-type]
    for name in names:
        walk.agree_to(str(made.pk), name, now)
    work_all()
    return str(made.pk)


def expects(made: str, name: str, now: datetime) -> Phase:
    said = {"actor": actor(name), "now": now, "conversation_id": made}
    lines = [{"indicator": "usefulness", "low": "7", "high": "8", "why": f"geheim van {name}"}]
    expect.write_expectations(lines=lines, **said)  # type: ignore[arg-type]
    return expect.lock_expectations(**said)  # type: ignore[arg-type]


def test_at_a_region_table_all_wait_for_all_and_no_provider_can_be_told_apart(world: World, now: datetime) -> None:
    names = ("rosa", "bianca", "quirine")
    with_ids = [actor(name).organisation_id for name in names[1:]]
    made = prepared(names, Template.REGION_TABLE, with_ids, now)
    said = {"now": now, "conversation_id": made, "indicator": "usefulness"}
    for at, name in enumerate(names):
        assert expects(made, name, now) is (Phase.LOOKING if at == 2 else Phase.EXPECTING)
        if at < 2:
            shown = look.show_indicator(actor=actor(name), **said)  # type: ignore[arg-type]
            assert not shown.figures and {one.party for one in shown.expected} <= {shown.conversation.mine.name}
    for name in names:
        one = look.show_indicator(actor=actor(name), **said)  # type: ignore[arg-type]
        assert [figure.kind for figure in one.figures] == ["region"] and len(one.expected) == 3
        text = str(one.figures[0].section)
        assert "Het Anker" not in text and "De Brug" not in text


def test_a_team_talk_with_the_client_council_hears_it_as_a_party_of_its_own(world: World, now: datetime) -> None:
    made = prepared(("quirine", "cleo"), Template.TEAM_TALK, [], now, council=True)
    shown = show.show_conversation(actor=actor("cleo"), now=now, conversation_id=made)
    assert shown.mine.part is Part.CLIENT_COUNCIL and {party.part for party in shown.parties} == {Part.PROVIDER, Part.CLIENT_COUNCIL}
    said = {"now": now, "conversation_id": made, "indicator": "usefulness"}
    assert expects(made, "quirine", now) is Phase.EXPECTING
    before = look.show_indicator(actor=actor("cleo"), **said)  # type: ignore[arg-type]
    assert not before.expected and not before.figures
    assert expects(made, "cleo", now) is Phase.LOOKING
    at_table = look.show_indicator(actor=actor("cleo"), **said)  # type: ignore[arg-type]
    assert (at_table.figures, at_table.sealed) == ((), "at_the_table") and len(at_table.expected) == 2
    assert look.show_indicator(actor=actor("quirine"), **said).figures  # type: ignore[arg-type]
    # A practitioner of the same provider has no part in it.
    assert not show.conversations(actor=actor("pim"), now=now)
