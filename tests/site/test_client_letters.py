"""The invitation on paper says nothing of care, and leads to the questions."""

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.personas import actor
from tests.site import care
from tests.site.test_rights_matrix import visitor
from uitkomst.care import queries
from uitkomst.flows.care.invite_client import invite_client
from uitkomst.flows.client_letters.make_letters import compose_invitation, invitation_letter
from uitkomst.flows.refusals import Refused

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
    on_tablet = asked(now, one, care.parent(one), channel="tablet")
    with pytest.raises(Refused, match="not_asked_unsafe_address"):
        invitation_letter(actor=actor("pim"), now=now, invitation_id=on_tablet.pk)


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
