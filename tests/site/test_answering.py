"""Answering by a link: on any device, kept as it goes, sent once; a link that leads nowhere says nothing."""

from __future__ import annotations

import shutil
from datetime import timedelta
from functools import partial

import pytest
from django.test import Client
from django.utils import timezone
from lxml import html

from tests import personas
from tests.site import care
from uitkomst import questionnaires
from uitkomst.care.models import Answer, Invitation, Response
from uitkomst.care.operations import asking, tries
from uitkomst.care.states import Channel, Moment, StopReason
from uitkomst.flows.care.invite_client import invite_client
from uitkomst.questionnaires.load import LIBRARY, load_questionnaires


@pytest.fixture
def trajectory(world, now):
    return care.client(timezone.now())


@pytest.fixture
def invitation(trajectory):
    return invite(trajectory)


def invite(trajectory, who=care.young_person, moment=Moment.END, channel=Channel.TABLET) -> Invitation:
    return invite_client(
        actor=personas.actor("pim"),
        now=timezone.now(),
        trajectory_id=trajectory.pk,
        informant_id=who(trajectory).pk,
        moment=moment,
        channel=channel,
    )


def begin(invitation) -> tuple[Client, str]:
    """Somebody on a phone, at the first question."""
    phone, link = Client(), f"/v/{care.token(invitation)}/"
    answer = phone.post(link)
    assert answer.status_code == 302
    return phone, link


def test_a_whole_questionnaire_without_an_account_or_a_cookie(invitation):
    phone, link = begin(invitation)
    assert phone.get(link).status_code == 200
    at = phone.post(f"{link}q/usefulness/", {"value": "8"})["Location"]
    assert at == f"{link}q/able_to_continue/"
    at = phone.post(at, {"value": "03"})["Location"]
    at = phone.post(at, {"value": "Dat je luisterde."})["Location"]
    at = phone.post(at, {"absent": "skipped"})["Location"]
    assert at == f"{link}send/"
    assert "Dat je luisterde." in phone.get(at).content.decode()
    assert phone.post(at)["Location"] == link
    assert dict(phone.cookies) == {}
    answers = {one.question: one for one in Answer.objects.filter(response__invitation=invitation)}
    assert answers["usefulness"].said == {"value": 8, "absent": ""}
    assert answers["usefulness"].shown["text"].startswith("Geef met een rapportcijfer van 1 tot 10 aan")
    assert answers["able_to_continue"].shown["options"]["03"].startswith("Voor nu heb ik geen verdere hulp nodig")


def test_after_sending_there_is_only_thanks(invitation):
    phone, link = begin(invitation)
    care.answer_all(care.token(invitation), timezone.now(), {"usefulness": "8", "able_to_continue": "03", "what_helped": "geheim woord"})
    for address in (link, f"{link}q/usefulness/", f"{link}send/"):
        page = phone.get(address, follow=True).content.decode()
        assert "Dank je wel" in page and "geheim woord" not in page, address
    # The back button, and another tab that was still at a question.
    phone.post(f"{link}q/usefulness/", {"value": "1"})
    assert Answer.objects.get(response__invitation=invitation, question="usefulness").said["value"] == 8


def test_a_double_click_sends_once(invitation):
    phone, link = begin(invitation)
    care.answer_all(care.token(invitation), timezone.now(), {"usefulness": "8", "able_to_continue": "03"}, send=False)
    assert phone.post(f"{link}send/").status_code == phone.post(f"{link}send/").status_code == 302
    assert Response.objects.filter(invitation=invitation).count() == 1


def test_two_devices_go_on_where_the_other_was(invitation):
    phone, link = begin(invitation)
    phone.post(f"{link}q/usefulness/", {"value": "8"})
    tablet = Client()
    assert "bewaard" in tablet.get(link).content.decode()
    assert tablet.post(link)["Location"] == f"{link}q/able_to_continue/"
    tablet.post(f"{link}q/usefulness/", {"value": "6"})
    assert Answer.objects.get(response__invitation=invitation, question="usefulness").said["value"] == 6


@pytest.mark.parametrize(
    ("value", "absent"), [("0", ""), ("11", ""), ("7,5", ""), ("-3", ""), ("", ""), ("9" * 400, ""), ("", "does_not_apply")]
)
def test_an_answer_that_cannot_be_is_not_kept_and_the_question_stays(invitation, value, absent):
    phone, link = begin(invitation)
    answer = phone.post(f"{link}q/usefulness/", {"value": value, "absent": absent})
    assert answer.status_code == 400 and 'role="alert"' in answer.content.decode()
    assert not Answer.objects.filter(response__invitation=invitation).exists()


def test_what_was_typed_too_long_is_still_there(invitation):
    phone, link = begin(invitation)
    phone.post(f"{link}q/usefulness/", {"value": "8"})
    phone.post(f"{link}q/able_to_continue/", {"value": "04"})
    answer = phone.post(f"{link}q/what_helped/", {"value": "woord " * 500})
    assert answer.status_code == 400 and "woord woord" in answer.content.decode()


def test_it_cannot_be_sent_with_a_required_question_open(invitation):
    phone, link = begin(invitation)
    answer = phone.post(f"{link}send/")
    assert answer.status_code == 200 and "Hier is nog geen antwoord op" in answer.content.decode()
    assert not Response.objects.get(invitation=invitation).sent_at


def dead_links(invitation, now):
    """Every reason why a link leads nowhere; each must give the very same page."""
    yield "wrong", lambda: None, "A" * 27
    yield "cut", lambda: None, care.token(invitation)[:-1]
    yield "expired", lambda: Invitation.objects.filter(pk=invitation.pk).update(expires_at=now - timedelta(seconds=1)), ""
    yield "stopped", lambda: asking.stop(invitation, StopReason.REFUSED, now=now), ""
    yield "renewed", lambda: asking.renew_link(Invitation.objects.get(pk=invitation.pk), now=now), ""


@pytest.mark.parametrize("number", range(5))
def test_a_link_that_leads_nowhere_says_nothing(invitation, number):
    link = care.token(invitation)
    _, happen, other = list(dead_links(invitation, timezone.now()))[number]
    happen()
    answer, wrong = Client().get(f"/v/{other or link}/"), Client().get("/v/verzonnen/")
    assert answer.status_code == wrong.status_code == 404
    assert answer.content == wrong.content
    for word in ("Noor", "Pim", "Anker", "hulp"):
        assert word not in answer.content.decode()


def test_guessing_links_is_slowed_down(world):
    phone = Client(REMOTE_ADDR="203.0.113.5")
    states = [phone.get(f"/v/gok{number}/").status_code for number in range(tries.MOST + 5)]
    assert states == [404] * tries.MOST + [429] * 5
    assert Client(REMOTE_ADDR="203.0.113.6").get("/v/gok/").status_code == 404


def test_pages_behind_a_link_are_kept_nowhere_and_tell_nobody_where_one_was(invitation):
    answer = Client().get(f"/v/{care.token(invitation)}/")
    assert answer["Cache-Control"] == "no-store, private"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "http" not in answer.content.decode().replace("https://www.w3.org", "")


def test_an_answer_for_the_total_alone_is_counted_and_not_shown(trajectory, invitation):
    from uitkomst.flows.care.show_client import show_client

    care.answer_all(
        care.token(invitation),
        timezone.now(),
        {"usefulness": "2", "able_to_continue": "01", "what_helped": "niets, eerlijk gezegd"},
        only_total=True,
    )
    shown = show_client(actor=personas.actor("pim"), now=timezone.now(), trajectory_id=trajectory.pk)
    (response,) = shown.responses
    assert response.answers == () and response.some_hidden
    assert response.invitation.response.answers.get(question="usefulness").said["value"] == 2


def test_the_choice_holds_from_here_on_and_for_this_answer(invitation):
    phone, link = begin(invitation)
    phone.post(f"{link}q/usefulness/", {"value": "8"})
    assert phone.post(f"{link}q/able_to_continue/", {"reads": "nobody"})["Location"] == f"{link}q/able_to_continue/"
    page = phone.get(f"{link}q/able_to_continue/").content.decode()
    assert "telt alleen mee in het totaal" in page and 'name="only_total" value="on"' in page
    phone.post(f"{link}q/able_to_continue/", {"value": "04", "only_total": "on"})
    flags = {one.question: one.only_total for one in Answer.objects.filter(response__invitation=invitation)}
    assert flags == {"usefulness": False, "able_to_continue": True}


@pytest.mark.parametrize(("pressed", "says"), [({"reads": "nobody"}, "telt alleen mee in het totaal"), ({"language": "en"}, "Count this")])
def test_what_was_typed_stays_when_something_else_is_pressed(invitation, pressed, says):
    phone, link = begin(invitation)
    phone.post(f"{link}q/usefulness/", {"value": "8"})
    phone.post(f"{link}q/able_to_continue/", {"value": "04"})
    answer = phone.post(f"{link}q/what_helped/", {"value": "Dat je luis", **pressed})
    page = answer.content.decode()
    assert answer.status_code == 200 and says in page
    assert html.fromstring(page).xpath("string(//textarea)") == "Dat je luis"
    (form,) = html.fromstring(page).xpath("//form[.//textarea]")
    buttons = html.fromstring(page).xpath(f"//button[@form='{form.get('id')}']") + form.xpath(".//button")
    assert {"reads", "language"} <= {one.get("name") for one in buttons}, "in the form of the answer, so that its text comes along"
    assert not Answer.objects.filter(question="what_helped").exists()


@pytest.mark.parametrize("begun", [False, True])
def test_the_language_page_leads_to_the_beginning_whatever_is_sent_along(invitation, begun):
    phone, link = begin(invitation) if begun else (Client(), f"/v/{care.token(invitation)}/")
    answer = phone.post(f"{link}language/", {"language": "en", "at": "a b"})
    assert answer["Location"] == (link if begun else f"{link}?language=en")


def test_a_hidden_answer_is_not_given_away_by_the_question_that_follows_from_it(trajectory):
    """What should be different is asked only of who says that it is not about what matters."""
    from uitkomst.flows.care.show_client import show_client

    asked = invite(trajectory, moment=Moment.PROGRESS)
    values = {"how_now": "7", "what_matters": "no", "what_different": "iets anders"}
    care.answer_all(care.token(asked), timezone.now(), values, only_total=True)
    shown = show_client(actor=personas.actor("pim"), now=timezone.now(), trajectory_id=trajectory.pk)
    words = [answer.shown["text"] for answer in Answer.objects.filter(response__invitation=asked)]
    assert len(words) >= 3 and not [text for text in words if text in str(shown.responses)]


def test_a_young_child_gets_its_own_wording_of_the_same_question(world):
    trajectory = care.client(timezone.now(), born="01-05-2016", start_date="01-02-2024")
    phone, link = begin(invite(trajectory))
    assert "Hoeveel heb jij aan deze hulp gehad?" in phone.get(f"{link}q/usefulness/").content.decode()


def test_nobody_sees_what_the_other_answered(trajectory, invitation):
    other = invite(trajectory, care.parent)
    care.answer_all(care.token(invitation), timezone.now(), {"usefulness": "3", "able_to_continue": "01", "what_helped": "alleen van Noor"})
    phone, link = begin(other)
    phone.post(f"{link}q/usefulness/", {"value": "8"})
    seen = [phone.get(f"{link}{page}", follow=True).content.decode() for page in ("", "q/usefulness/", "q/able_to_continue/", "send/")]
    assert all("alleen van Noor" not in page and "Noor" not in page for page in seen)


def test_it_can_be_read_in_english_and_goes_on_so(invitation):
    phone, link = begin(invitation)
    phone.post(f"{link}language/", {"language": "en", "at": "usefulness"})
    page = phone.get(f"{link}q/usefulness/").content.decode()
    assert '<html lang="en">' in page and "Question 1 of 4" in page
    phone.post(f"{link}q/usefulness/", {"value": "8"})
    assert Answer.objects.get(response__invitation=invitation).shown["language"] == "en"


@pytest.fixture
def library(tmp_path, monkeypatch):
    """The questionnaires as they are shipped, in a folder to which a newer version can be added."""
    folder = tmp_path / "library"
    shutil.copytree(LIBRARY, folder)
    for name in ("current", "by_key"):
        monkeypatch.setattr(questionnaires, name, partial(getattr(questionnaires, name), folder=folder))
    yield folder
    load_questionnaires.cache_clear()


def test_a_questionnaire_replaced_while_somebody_is_half_way_is_finished_as_it_was(library, invitation, trajectory):
    phone, link = begin(invitation)
    phone.post(f"{link}q/usefulness/", {"value": "8"})
    first = (library / "closing_young_person.v1.toml").read_text(encoding="utf-8")
    newer = first.replace("version = 1", "version = 2", 1).replace('id = "what_helped"', 'id = "what_helped_most"')
    (library / "closing_young_person.v2.toml").write_text(newer, encoding="utf-8")
    load_questionnaires.cache_clear()
    care.answer_all(care.token(invitation), timezone.now(), {"able_to_continue": "03", "what_helped": "de oude vraag"})
    response = Response.objects.get(invitation=invitation)
    assert response.version == 1 and response.answers.filter(question="what_helped").exists()
    other = care.client(timezone.now(), number="C-2", bsn="")
    asked = invite(other)
    care.answer_all(care.token(asked), timezone.now(), {"usefulness": "8", "able_to_continue": "03", "what_helped_most": "de nieuwe vraag"})
    response = Response.objects.get(invitation=asked)
    assert response.version == 2 and response.answers.filter(question="what_helped_most").exists()
