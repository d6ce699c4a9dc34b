"""The other templates: a region table where all wait for all, and a team talk with the client council."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.personas import actor
from tests.site import conversations as walk
from tests.site.conftest import World, work_all
from tests.site.test_rights_matrix import visitor
from uitkomst.conversation.kinds import Part, Question, Template
from uitkomst.conversation.models import Conversation
from uitkomst.conversation.states import Phase
from uitkomst.flows.conversation import agree, answer, expect, look, minutes, prepare, show, start
from uitkomst.flows.refusals import Refused


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


def test_at_a_region_table_of_two_both_wait_for_both(world: World, now: datetime) -> None:
    """It is about neither of them: nobody reads first."""
    made = prepared(("rosa", "bianca"), Template.REGION_TABLE, [actor("bianca").organisation_id], now)
    said = {"now": now, "conversation_id": made, "indicator": "usefulness"}
    assert expects(made, "rosa", now) is Phase.EXPECTING
    waiting = look.show_indicator(actor=actor("rosa"), **said)  # type: ignore[arg-type]
    assert (waiting.figures, waiting.sealed) == ((), "first_party")
    assert expects(made, "bianca", now) is Phase.LOOKING
    for name in ("rosa", "bianca"):
        assert look.show_indicator(actor=actor(name), **said).figures  # type: ignore[arg-type]


def test_a_knowledge_partner_takes_part_in_a_learning_group_alone(world: World, now: datetime) -> None:
    nation, bianca = actor("hanna").organisation_id, actor("bianca")
    form = start.show_start_form(actor=bianca, now=now)
    assert [one.pk for one in form.partners] == [nation] and nation not in {one.pk for one in form.others}
    with pytest.raises(Refused) as refused:
        start.start_conversation(actor=bianca, now=now, template=Template.REGION_TABLE, with_ids=[nation])
    assert refused.value.code == "partner_elsewhere" and refused.value.text("en")
    made = start.start_conversation(actor=bianca, now=now, template=Template.LEARNING_GROUP, with_ids=[nation])
    assert {party.part for party in made.parties.all()} == {Part.MUNICIPALITY, Part.KNOWLEDGE_PARTNER} and made.about.kind == "region"


def test_a_new_conversation_looks_back_on_the_last_of_its_kind_with_the_same_parties(world: World, now: datetime) -> None:
    woerden, west = (actor(name).organisation_id for name in ("bianca", "rosa"))

    def ended(after: int, template: Template, with_ids: list[int], phase: Phase = Phase.CLOSED, **more: bool) -> Conversation:
        made = start.start_conversation(actor=actor("quirine"), now=now, template=template, with_ids=with_ids, **more)
        Conversation.objects.filter(pk=made.pk).update(phase=phase, closed_at=now + timedelta(days=after))
        return made

    def earlier(template: Template, with_ids: list[int], **more: bool) -> object:
        return start.start_conversation(actor=actor("quirine"), now=now, template=template, with_ids=with_ids, **more).earlier

    last = ended(9, Template.BILATERAL, [woerden], Phase.LOOKING_BACK)
    ended(5, Template.BILATERAL, [woerden])
    ended(30, Template.BILATERAL, [west])
    team = ended(40, Template.TEAM_TALK, [])
    ended(50, Template.BILATERAL, [woerden], Phase.STOPPED)
    assert earlier(Template.BILATERAL, [woerden]) == last
    assert earlier(Template.TEAM_TALK, []) == team
    # The client council was not there: what was said then is not for it.
    assert earlier(Template.TEAM_TALK, [], council=True) is None
    both = ended(60, Template.TEAM_TALK, [], council=True)
    assert earlier(Template.TEAM_TALK, [], council=True) == both


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
    # The council and its provider are told apart wherever both speak; the organisation is named once.
    assert {one.party for one in at_table.expected} == {"Het Anker", "Cliëntenraad Het Anker"}
    for asked in at_table.answers.values():
        assert [one.party for one in asked] == ["Het Anker", "Cliëntenraad Het Anker"]
    assert at_table.conversation.names == "Het Anker"
    # Its right to speak is no right to exact figures: neither in part B, nor in minutes that it would make without them.
    talk = {"now": now, "conversation_id": made}
    for to in (Phase.INTERPRETING, Phase.AGREEING):
        agree.move_conversation(actor=actor("cleo"), to=to, **talk)
    with pytest.raises(Refused) as refused:
        minutes.write_minutes(actor=actor("cleo"), summary="Zo was het.", **talk)
    assert refused.value.code == "figures_needed" and refused.value.text("en")
    written = minutes.write_minutes(actor=actor("quirine"), summary="Zo was het.", **talk)
    part_b = minutes.read_part_b(actor=actor("quirine"), **talk)[1]
    assert "gemiddeld" in str(part_b) and "Cliëntenraad Het Anker" in {block.who for block in part_b}
    with pytest.raises(Refused) as refused:
        minutes.read_part_b(actor=actor("cleo"), **talk)
    assert refused.value.code == "figures_needed"
    cleo = visitor("cleo")
    assert cleo.get(reverse("conversation_part_b", kwargs={"conversation_id": made})).status_code == 400
    page = cleo.get(reverse("conversation_minutes", kwargs={"conversation_id": made})).text
    assert "Zo was het." in page and "Deel B lezen" not in page
    for name in ("cleo", "quirine"):
        phase = minutes.confirm_minutes(actor=actor(name), version=written.version, **talk)
    assert phase is Phase.CLOSED
    # A practitioner of the same provider has no part in it.
    assert not show.conversations(actor=actor("pim"), now=now)
