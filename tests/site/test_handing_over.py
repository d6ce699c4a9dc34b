"""Handing the questions over: what somebody is answering elsewhere is read by nobody before it was sent, also not through the link."""

from __future__ import annotations

import pytest
from django.test import override_settings
from django.utils import timezone

from tests import personas
from tests.site import care
from tests.site.test_rights_matrix import visitor
from uitkomst.care.models import Answer, Invitation, Response
from uitkomst.care.operations import tries
from uitkomst.flows.care import answering
from uitkomst.flows.care.invite_client import invite_client
from uitkomst.records.models import AuditEvent


@pytest.fixture
def asked(world) -> Invitation:
    """A girl is asked by e-mail how it was."""
    now, trajectory = timezone.now(), care.client(timezone.now())
    young = care.young_person(trajectory)
    return invite_client(
        actor=personas.actor("pim"), now=now, trajectory_id=trajectory.pk, informant_id=young.pk, moment="end", channel="email"
    )


def half(invitation: Invitation) -> None:
    """She has begun on her phone, and has not sent anything."""
    said = {"usefulness": "2", "able_to_continue": "01", "what_helped": "nog niet af"}
    care.answer_all(care.token(invitation), timezone.now(), said, send=False)


@pytest.mark.parametrize("page", ["", "letter.pdf"])
def test_whoever_is_answering_elsewhere_is_not_read_along_with(asked, page):
    pim, where = visitor("pim"), f"/invitations/{asked.pk}/"
    assert page or care.token(asked) in pim.get(where).text
    half(asked)
    answer = pim.get(where + page)
    assert answer.status_code == (409 if page else 200) and care.token(asked) not in answer.text
    assert page or "begonnen met antwoorden" in answer.text
    opened = pim.post(where, {"open": "here"})
    assert opened.status_code == 400 and not Response.objects.get().present


def test_a_link_is_given_while_nothing_was_answered_and_then_the_practitioner_is_there(asked):
    answering.begin(token=care.token(asked), now=timezone.now(), address=care.ADDRESS, language="nl")
    opened = visitor("pim").post(f"/invitations/{asked.pk}/", {"open": "here"})
    assert opened["Location"] == f"/v/{care.token(asked)}/" and Response.objects.get().present


def test_both_can_begin_anew_and_what_was_there_is_gone_unread(asked):
    half(asked)
    pim, where, old = visitor("pim"), f"/invitations/{asked.pk}/", care.token(asked)
    assert pim.post(where, {"anew": "on"})["Location"] == where
    assert not Answer.objects.exists() and AuditEvent.objects.latest("sequence").event_type_code == "answers.dropped"
    asked.refresh_from_db()
    page = pim.get(where).text
    assert care.token(asked) != old and care.token(asked) in page and old not in page
    assert pim.get(f"/v/{old}/").status_code == 404
    opened = pim.post(where, {"open": "here"})
    assert opened["Location"] == f"/v/{care.token(asked)}/" and Response.objects.get().present


def test_somebody_answers_between_the_page_and_the_button(asked):
    """The answers came in after the link was given: they are not marked as given with the practitioner there."""
    half(asked)
    answering.begin(token=care.token(asked), now=timezone.now(), address=care.ADDRESS, language="nl", present=True)
    assert not Response.objects.get().present


def test_too_many_wrong_links_at_this_address_is_told_and_is_no_error(asked, monkeypatch):
    monkeypatch.setattr(tries, "MOST", -(10**12))
    answer = visitor("pim").post(f"/invitations/{asked.pk}/", {"open": "here"})
    assert answer.status_code == 409 and "te veel verkeerde links" in answer.text


@override_settings(SITE_ADDRESS="https://vragen.example")
def test_the_link_has_the_address_of_the_site_not_that_of_the_request(asked):
    pim = visitor("pim")
    assert f"https://vragen.example/v/{care.token(asked)}/" in pim.get(f"/invitations/{asked.pk}/").text
    made = pim.post(f"/trajectories/{asked.trajectory_id}/own/", {"who": str(asked.informant_id)})
    assert "https://vragen.example/v/own/" in made.text
