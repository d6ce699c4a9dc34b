"""Letters on paper: the invitation says nothing of care; the letter of goals holds the own words alone."""

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.personas import actor
from tests.site import care
from tests.site.test_rights_matrix import visitor
from uitkomst.care import queries
from uitkomst.care.operations import goals as goal_operations
from uitkomst.care.states import SCORES, Side
from uitkomst.flows.care.goals import add_goal
from uitkomst.flows.care.invite_client import invite_client
from uitkomst.flows.client_letters.make_letters import client_letter, compose_invitation, compose_progress, invitation_letter
from uitkomst.flows.refusals import NotFound, Refused
from uitkomst.vocabulary.texts import read_texts

GIVES_AWAY = ("hulp", "zorg", "jeugd", "gemeente", "anker", "pim", "noor", "cliënt", "help", "care", "youth", "client", "therap")


def asked(now, one, informant, channel="letter"):
    return invite_client(actor=actor("pim"), now=now, trajectory_id=one.pk, informant_id=informant.pk, moment="start", channel=channel)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("who", [care.young_person, care.parent])
def test_an_invitation_on_paper_says_nothing_of_care(world, now, language, who):
    one = care.client(now, language=language)
    invitation = queries.invitation(actor("pim"), asked(now, one, who(one)).pk)
    letter = compose_invitation(invitation, care.token(invitation))
    text = " ".join((letter.title, letter.opening, *letter.paragraphs, letter.closing, letter.code_text)).lower()
    address = letter.link.rpartition("/v/")[0].lower()
    assert not [word for word in GIVES_AWAY if word in text.replace(address, "")]
    assert letter.link.endswith(f"/v/{care.token(invitation)}/") and letter.code.startswith("<svg")


def test_an_invitation_on_paper_is_a_tagged_pdf_that_leads_to_the_questions(world, now):
    one = care.client(now)
    made = invitation_letter(actor=actor("pim"), now=now, invitation_id=asked(now, one, care.parent(one)).pk)
    assert made.startswith(b"%PDF") and b"/StructTreeRoot" in made


def test_an_unsafe_address_gets_no_letter(world, now):
    one = care.client(now, parent_1_unsafe="on")
    with pytest.raises(Refused, match="not_asked_unsafe_address"):
        asked(now, one, care.parent(one))


def test_the_letter_of_goals_holds_the_own_views_alone(world, now):
    one = care.client(now)
    goal = add_goal(actor=actor("pim"), now=now, trajectory_id=one.pk, typed={"text": "Weer naar school.", "steps": "Eerst één uur."})
    told = {"on": now.date(), "now": now, "by": actor("pim").person_id}
    young, parent = care.young_person(one), care.parent(one)
    goal_operations.view_goal(goal, Side.YOUNG_PERSON, 2, informant_id=young.pk, **told)
    goal_operations.view_goal(goal, Side.PARENT, 0, informant_id=parent.pk, **told)
    goal_operations.view_goal(goal, Side.PRACTITIONER, 1, **told)
    whole = care.whole(one)
    hers = str(compose_progress(whole, young, now.date()))
    mothers = str(compose_progress(whole, parent, now.date()))
    assert "Jij vond op 4-3-2025: helemaal bereikt." in hers and "nog niet bereikt" not in hers
    assert "U vond op 4-3-2025: nog niet bereikt." in mothers and "helemaal bereikt" not in mothers
    assert "voor een deel bereikt" in hers and "voor een deel bereikt" in mothers and "Eerst één uur." in hers
    made = client_letter(actor=actor("pim"), now=now, trajectory_id=one.pk, informant_id=young.pk)
    assert made.startswith(b"%PDF")


def test_a_letter_without_goals_says_so(world, now):
    one = care.client(now, request_for_help="")
    letter = compose_progress(care.whole(one), care.parent(one), now.date())
    assert "nog geen doelen" in letter.paragraphs[1] and letter.opening == "Beste Marja,"


def test_every_score_has_words_in_both_languages():
    for language in ("nl", "en"):
        texts = read_texts("uitkomst.flows.client_letters", "letters", language)["score"]
        assert set(texts) == {f"{scale}_{score}" for scale, scores in SCORES.items() for score in scores}


def test_a_letter_for_somebody_else_is_not_there(world, now):
    one, other = care.client(now), care.client(now, number="C-2", bsn="")
    with pytest.raises(NotFound):
        client_letter(actor=actor("pim"), now=now, trajectory_id=one.pk, informant_id=care.parent(other).pk)


def test_pages_give_a_pdf_and_an_answered_invitation_gives_none(world):
    now = timezone.now()  # that of the pages
    one = care.client(now)
    invitation = asked(now, one, care.parent(one))
    client = visitor("pim")
    where = reverse("invitation_letter", kwargs={"invitation_id": invitation.pk})
    answer = client.get(where)
    assert answer.status_code == 200 and answer["Content-Type"] == "application/pdf" and "brief.pdf" in answer["Content-Disposition"]
    values = {"how_now": "7", "what_matters": "yes"}
    care.answer_all(care.token(invitation), now, values)
    assert client.get(where).status_code == 409
