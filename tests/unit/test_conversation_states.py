"""The phases as data: every one can be reached, every move is one, and the page of reference draws exactly these."""

from __future__ import annotations

from itertools import pairwise

import pytest

from uitkomst.conversation.kinds import CLOSING, FORMS, INTERPRETATION, PREPARATION, Question, Template, part_of
from uitkomst.conversation.states import ALLOWED, BY_ITSELF, MOVES, PATH, Act, Phase, diagram, may_follow
from uitkomst.organisations.kinds import OrganisationKind, RoleKind


def reached(start: Phase) -> set[Phase]:
    found, look = {start}, {start}
    while look:
        look = {to for phase in look for to in MOVES[phase]} - found
        found |= look
    return found


def test_every_phase_is_in_the_table_and_can_be_reached_from_the_first() -> None:
    assert set(MOVES) == set(Phase)
    assert reached(Phase.PREPARING) == set(Phase)


def test_the_path_of_the_page_is_a_way_through_the_table() -> None:
    assert all(may_follow(at, to) for at, to in pairwise(PATH))


def test_nothing_leads_back_before_a_written_expectation() -> None:
    for phase in set(Phase) - {Phase.PREPARING}:
        assert Phase.PREPARING not in reached(phase) - {phase} and Phase.EXPECTING not in MOVES[phase] - {Phase.EXPECTING}


def test_a_conversation_can_be_stopped_until_it_is_closed_and_nothing_follows_on_that() -> None:
    assert {phase for phase in Phase if Phase.STOPPED in MOVES[phase]} == set(PATH[:-1])
    assert MOVES[Phase.STOPPED] == frozenset() and MOVES[Phase.LOOKING_BACK] == frozenset()


def test_moves_that_happen_by_themselves_are_moves() -> None:
    assert all(may_follow(at, to) for at, to in BY_ITSELF)


@pytest.mark.parametrize("act", Act)
def test_every_act_has_a_step_and_none_is_done_after_a_stop(act: Act) -> None:
    assert ALLOWED[act] and Phase.STOPPED not in ALLOWED[act]


def test_figures_belong_to_no_step_before_expecting() -> None:
    assert Phase.PREPARING not in ALLOWED[Act.SEE_FIGURES]


def test_the_diagram_has_an_arrow_for_every_move_and_no_other() -> None:
    arrows = {
        tuple(part.strip() for part in line.split(":")[0].split("-->"))
        for line in diagram().splitlines()
        if "-->" in line and "[*]" not in line
    }
    assert arrows == {(at.value, to.value) for at, found in MOVES.items() for to in found}


def test_every_question_is_asked_in_one_step() -> None:
    assert sorted((*PREPARATION, *INTERPRETATION, *CLOSING)) == sorted(Question)
    assert INTERPRETATION[0] is Question.RECOGNITION and INTERPRETATION[-1] is Question.IMPROVEMENT


def test_every_template_has_a_form() -> None:
    assert set(FORMS) == set(Template)


def test_a_member_of_a_client_council_speaks_for_the_council_and_not_for_the_provider() -> None:
    assert part_of(OrganisationKind.PROVIDER, frozenset({RoleKind.CLIENT_COUNCIL})) == "client_council"
    assert part_of(OrganisationKind.PROVIDER, frozenset({RoleKind.CLIENT_COUNCIL, RoleKind.QUALITY_OFFICER})) == "provider"
    assert part_of(OrganisationKind.TEAM, frozenset({RoleKind.TEAM_LEAD})) is None
