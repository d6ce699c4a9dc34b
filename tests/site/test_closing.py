"""The closing conversation: always closable, says what is missing, costs at most six typed fields."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.test import Client
from django.utils import timezone
from lxml import html

from tests import personas
from tests.site import care
from uitkomst.care.models import GoalView, Invitation, Message, Response, Trajectory
from uitkomst.care.operations import asking
from uitkomst.care.rules import VALID_DAYS
from uitkomst.flows.care.closing import close_trajectory, show_closing
from uitkomst.flows.care.goals import add_goal, view_goals
from uitkomst.flows.care.invite_client import invite_client
from uitkomst.flows.care.show_client import show_client
from uitkomst.flows.care.worklist import show_worklist
from uitkomst.flows.refusals import Refused
from uitkomst.organisations import queries
from uitkomst.records.models import AuditEvent

TODAY = "03-03-2025"


@pytest.fixture
def trajectory(world, now):
    made = care.client(now)
    add_goal(actor=personas.actor("pim"), now=now, trajectory_id=made.pk, typed={"text": "Ik ga weer naar school."})
    return made


def close(trajectory, now, **typed: str):
    """Close, and what the page says after it."""
    only_keep = typed.pop("only_keep", False)
    given = {"end_date": TODAY, **{name.replace("__", ":"): value for name, value in typed.items()}}
    told = {"actor": personas.actor("pim"), "now": now, "trajectory_id": trajectory.pk}
    close_trajectory(**told, typed=given, only_keep=bool(only_keep))
    return show_closing(**told)


def test_it_closes_with_nothing_but_a_day_and_says_what_is_missing(trajectory, now):
    closing = close(trajectory, now)
    assert closing.trajectory.closed_at and closing.trajectory.end_date == date(2025, 3, 3)
    assert closing.missing == ("end_reason", "goals", "answers_young_person", "answers_parent")
    codes = [item.code for item in show_worklist(actor=personas.actor("pim"), now=now).waiting]
    assert "complete" in codes


def test_what_was_missing_is_completed_later(trajectory, now):
    close(trajectory, now)
    closing = close(trajectory, now, end_reason="03")
    assert "end_reason" not in closing.missing and closing.trajectory.end_reason == "03"


def test_of_a_client_who_vanished_the_reason_is_enough(trajectory, now):
    close(trajectory, now)
    young, parent = care.young_person(trajectory), care.parent(trajectory)
    goal = trajectory.goals.get()
    typed = {f"{young.pk}:none": "not_reached", f"{parent.pk}:none": "refused", f"{goal.pk}:practitioner": "0", "end_reason": "03"}
    assert close(trajectory, now, **typed).missing == ()
    assert set(Invitation.objects.values_list("stop_reason", flat=True)) == {"not_reached", "refused"}


def test_of_who_let_the_link_expire_the_reason_can_still_be_told(trajectory, now):
    """That a link expired explains nothing; what somebody told does, also when it is told later."""
    asked = {}
    for who in (care.young_person(trajectory), care.parent(trajectory)):
        told = {"actor": personas.actor("pim"), "now": now, "trajectory_id": trajectory.pk, "informant_id": who.pk}
        asked[who.pk] = invite_client(**told, moment="end", channel="email")
    later = now + timedelta(days=VALID_DAYS + 1)
    asking.stop_expired(later)
    assert {"answers_young_person", "answers_parent"} <= set(close(trajectory, later).missing)
    missing = close(trajectory, later, **{f"{pk}:none": "not_reached" for pk in asked}).missing
    assert not {"answers_young_person", "answers_parent"} & set(missing)
    assert set(Invitation.objects.values_list("stop_reason", flat=True)) == {"not_reached"}
    close(trajectory, later, **{f"{pk}:none": "refused" for pk in asked})
    assert set(Invitation.objects.values_list("stop_reason", flat=True)) == {"not_reached"}, "what was told once stays"


def test_an_answer_of_when_the_help_seemed_to_end_is_not_that_of_the_end(trajectory, now):
    told = {"actor": personas.actor("pim"), "trajectory_id": trajectory.pk, "informant_id": care.young_person(trajectory).pk}
    for days, state in ((150, ""), (20, "answered")):
        before = now - timedelta(days=days)
        asked = invite_client(**told, now=before, moment="end", channel="tablet")
        care.answer_all(care.token(asked), before, {"usefulness": "8", "able_to_continue": "03"})
        people = show_closing(actor=personas.actor("pim"), now=now, trajectory_id=trajectory.pk).people
        assert next(one.state for one in people if one.informant.kind == "young_person") == state


def test_answers_given_at_the_table_are_marked_so_and_stop_the_reminders(trajectory, now, mailbox):
    young = care.young_person(trajectory)
    invite_client(actor=personas.actor("pim"), now=now, trajectory_id=trajectory.pk, informant_id=young.pk, moment="end", channel="email")
    typed = {f"{young.pk}:usefulness": "7", f"{young.pk}:able_to_continue": "rather_not_say", "end_reason": "01"}
    close_trajectory(actor=personas.actor("pim"), now=now, trajectory_id=trajectory.pk, typed={"end_date": TODAY, **typed})
    response = Response.objects.get(invitation__informant=young)
    assert response.present and response.sent_at and response.entered_by_id
    assert {one.question: one.said for one in response.answers.all()}["able_to_continue"] == {"value": None, "absent": "rather_not_say"}
    assert set(Message.objects.values_list("state", flat=True)) == {"stopped"}


def test_a_second_click_changes_nothing(trajectory, now):
    first = close(trajectory, now, end_reason="01")
    second = close(trajectory, now, end_reason="01")
    assert first.trajectory.closed_at == second.trajectory.closed_at
    assert Trajectory.objects.get(pk=trajectory.pk).client.changes.filter(field="end_reason").count() == 1


def test_closing_and_its_page_are_a_line_each(trajectory, browser):
    where, young = f"/trajectories/{trajectory.pk}/close/", care.young_person(trajectory)
    before = AuditEvent.objects.count()
    assert browser.post(where, {"with": str(young.pk), "end_date": TODAY, "end_reason": "01"}).status_code == 302
    assert browser.get(where).status_code == 200
    assert [line.event_type_code for line in AuditEvent.objects.filter(sequence__gt=before)] == ["trajectory.closed", "closing.shown"]


def test_keeping_does_not_close(trajectory, now):
    closing = close(trajectory, now, end_reason="01", what_next="Bellen na de vakantie.", only_keep="on")
    assert closing.trajectory.closed_at is None and closing.trajectory.end_date is None
    assert closing.trajectory.what_next == "Bellen na de vakantie."


@pytest.mark.parametrize(("typed", "code"), [
    ({"end_date": "31-12-2023"}, "end_before_start"),
    ({"end_date": "31-12-2029"}, "end_later"),
    ({"end_date": "31-02-2024"}, "typed_no_day"),
    ({"end_date": ""}, "typed_needed"),
    ({"end_reason": "09"}, "typed_not_in_list"),
    ({"what_next": "x" * 2001}, "typed_too_long"),
])  # fmt: skip
def test_what_cannot_be_is_refused_and_nothing_is_closed(trajectory, now, typed, code):
    with pytest.raises(Refused) as refused:
        close(trajectory, now, **typed)
    assert refused.value.code == code
    assert Trajectory.objects.get(pk=trajectory.pk).closed_at is None


@pytest.mark.parametrize("wrong", ["end_date", "answers", "score"])
def test_what_is_refused_keeps_nothing_of_any_part_and_every_word_stays_on_the_page(trajectory, browser, wrong):
    """Goals, answers, reason: one act. What was filled in stands in the form again, to be put right and sent once more."""
    goal, young = trajectory.goals.get(), care.young_person(trajectory)
    typed = {
        "with": str(young.pk), "end_date": TODAY, "end_reason": "03", "what_next": "Bellen na de vakantie.",
        f"{goal.pk}:young_person": "2", f"{goal.pk}:practitioner": "1", f"{young.pk}:usefulness": "7",
        f"{young.pk}:able_to_continue": "02",
    }  # fmt: skip
    typed |= {
        "end_date": {"end_date": "31-02-2025"},
        "answers": {f"{young.pk}:able_to_continue": ""},
        "score": {f"{goal.pk}:practitioner": "7"},
    }[wrong]
    answer = browser.post(f"/trajectories/{trajectory.pk}/close/", typed)
    page = html.document_fromstring(answer.content.decode())
    assert answer.status_code == 400 and page.get_element_by_id("refused") is not None
    assert "Er is nog niets bewaard" in page.text_content()
    assert not GoalView.objects.exists() and not Response.objects.exists() and not Invitation.objects.exists()
    kept = Trajectory.objects.get(pk=trajectory.pk)
    assert (kept.closed_at, kept.end_reason, kept.what_next) == (None, "", "")
    (form,) = (form for form in page.forms if "closing" in (form.get("class") or ""))
    shown = dict(form.form_values())
    lost = {name for name, value in typed.items() if value and shown.get(name) != value}
    assert lost == ({f"{goal.pk}:practitioner"} if wrong == "score" else set()), "a score that is no choice cannot be shown as one"
    refused = AuditEvent.objects.filter(event_type_code="trajectory.closed", event_outcome_indicator="4")
    assert refused.count() == 1 and not AuditEvent.objects.filter(event_type_code="goal.viewed").exists()


def test_half_of_the_questions_is_not_an_answer(trajectory, now):
    young = care.young_person(trajectory)
    with pytest.raises(Refused) as refused:
        close_trajectory(
            actor=personas.actor("pim"), now=now, trajectory_id=trajectory.pk, typed={"end_date": TODAY, f"{young.pk}:usefulness": "7"}
        )
    assert refused.value.code == "answers_missing"
    assert not Response.objects.exists()


@pytest.mark.parametrize("beside", [care.young_person, care.parent])
def test_closing_costs_the_practitioner_at_most_six_typed_fields(trajectory, browser, beside):
    page = browser.get(f"/trajectories/{trajectory.pk}/close/?with={beside(trajectory).pk}").content.decode()
    form = page[page.index('<form method="post" class="closing">') :]
    typed = re.findall(r"<textarea|<input[^>]+type=\"(?:text|email|number|date|tel)\"", form)
    assert 0 < len(typed) <= 6, typed
    # And the day is filled in already.
    assert f'value="{timezone.localdate():%d-%m-%Y}"' in form


def test_views_of_the_sides_are_kept_apart(trajectory, now):
    goal, young = trajectory.goals.get(), care.young_person(trajectory)
    close(trajectory, now, **{f"{goal.pk}__young_person": "2", f"{goal.pk}__practitioner": "0"})
    (shown,) = show_client(actor=personas.actor("pim"), now=now, trajectory_id=trajectory.pk).goals
    assert [(side, view.score, view.informant_id) for side, _, view in shown.sides] == [
        ("young_person", 2, young.pk), ("practitioner", 0, None),
    ]  # fmt: skip
    assert "goals" not in show_closing(actor=personas.actor("pim"), now=now, trajectory_id=trajectory.pk).missing


@pytest.fixture
def browser(trajectory):
    """Pim at his screen."""
    pim = queries.person_by_email("pim@example.org")
    totp.TOTP.activate(pim, totp.generate_totp_secret())
    found = Client()
    found.force_login(pim, backend="uitkomst.organisations.backends.PasswordBackend")
    return found


@pytest.mark.parametrize("page", ["close/", "goals/", ""])
@pytest.mark.parametrize("beside", ["young_person", "parent", "nobody"])
def test_a_screen_that_is_turned_holds_nothing_of_what_the_other_said(trajectory, browser, now, page, beside):
    goal, young, parent = trajectory.goals.get(), care.young_person(trajectory), care.parent(trajectory)
    said = {
        f"{goal.pk}:young_person": "0", f"{goal.pk}:young_person:note": "zei Noor",
        f"{goal.pk}:parent-{parent.pk}": "2", f"{goal.pk}:parent-{parent.pk}:note": "zei Marja",
    }  # fmt: skip
    view_goals(actor=personas.actor("pim"), now=now, trajectory_id=trajectory.pk, typed=said)
    for who, grade in ((young, "schreef Noor"), (parent, "schreef Marja")):
        asked = invite_client(
            actor=personas.actor("pim"), now=now, trajectory_id=trajectory.pk, informant_id=who.pk, moment="end", channel="letter"
        )
        care.answer_all(care.token(asked), now, {"usefulness": "8", "able_to_continue": "04", "what_helped": grade})
    chosen = {"young_person": young.pk, "parent": parent.pk, "nobody": ""}[beside]
    html = browser.get(f"/trajectories/{trajectory.pk}/{page}?with={chosen}").content.decode()
    if beside == "nobody" and page == "":
        return  # the practitioner's own page
    for who, field in (("Noor", f"{goal.pk}:young_person"), ("Marja", f"{goal.pk}:parent-{parent.pk}")):
        theirs = (who == "Noor") == (beside == "young_person") and beside != "nobody"
        for words in (f"zei {who}", f"schreef {who}", f'name="{field}"'):
            assert theirs or words not in html, (who, words)
    if beside != "nobody" and page != "":
        own = f"{goal.pk}:young_person" if beside == "young_person" else f"{goal.pk}:parent-{parent.pk}"
        assert f'name="{own}"' in html


def test_what_is_kept_with_one_beside_leads_back_to_that_screen(trajectory, browser):
    young = care.young_person(trajectory)
    answer = browser.post(f"/trajectories/{trajectory.pk}/close/", {"with": str(young.pk), "end_date": TODAY, "end_reason": "01"})
    assert answer["Location"] == f"/trajectories/{trajectory.pk}/close/?with={young.pk}"
