"""The team talk: the team sees what is opened and no more; no names; nothing counted per colleague."""

import inspect
from datetime import date, timedelta

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.personas import ANKER, PASSWORD, SINCE, actor
from tests.site import care
from uitkomst.care import team_talks
from uitkomst.care.models import BroughtCase, Explanation, TeamTalk
from uitkomst.care.operations import goals as goal_operations
from uitkomst.care.states import Side
from uitkomst.flows.care.goals import add_goal
from uitkomst.flows.refusals import NotFound, Refused
from uitkomst.flows.team_talk import talk as flow
from uitkomst.organisations import operations as make
from uitkomst.organisations import queries as who
from uitkomst.organisations.kinds import OrganisationKind, RoleKind
from uitkomst.organisations.rights import MayNot
from uitkomst.records.models import AuditEvent


def teams():
    """Pim and Sanne work in team Oost of Het Anker, Omar in team Zuid."""
    provider = who.organisation(OrganisationKind.PROVIDER, ANKER)
    made = {}
    for code, people in (("oost", ("pim", "sanne")), ("zuid", ("omar",))):
        team = make.add_organisation(OrganisationKind.TEAM, code, f"Team {code.capitalize()}", valid_from=SINCE)
        make.add_membership(team, provider, valid_from=SINCE)
        for name in people:
            person = who.person_by_email(f"{name}@example.org") or make.add_person(
                f"{name}@example.org", name.capitalize(), password=PASSWORD
            )
            make.give_role(person, provider, RoleKind.PRACTITIONER, valid_from=SINCE)
            make.give_role(person, team, RoleKind.PRACTITIONER, valid_from=SINCE)
        made[code] = team
    return made


@pytest.fixture
def talk(world, now):
    return flow.start_talk(actor=actor("pim"), now=now, team_id=teams()["oost"].pk, held_on=f"{now:%d-%m-%Y}")


@pytest.fixture
def noor(talk, now):
    one = care.client(now, request_for_help="Noor wil weer naar school, zegt Marja.")
    goal = add_goal(actor=actor("pim"), now=now, trajectory_id=one.pk, typed={"text": "Noor gaat weer naar school."})
    told = {"on": now.date(), "now": now, "by": actor("pim").person_id}
    goal_operations.view_goal(goal, Side.YOUNG_PERSON, 2, informant_id=care.young_person(one).pk, note="geheime notitie", **told)
    return one


def bring(now, talk, one, name="pim", **more):
    told = {"kind": "stuck", "why": "Het gaat al maanden niet vooruit.", "parts": ["about", "goals"], **more}
    return flow.bring_case(actor=actor(name), now=now, talk_id=talk.pk, trajectory_id=str(one.pk), **told)


def seen(now, talk, name="sanne"):
    return flow.show_talk(actor=actor(name), now=now, talk_id=talk.pk)


def test_the_team_sees_what_was_opened_under_another_name(talk, noor, now):
    bring(now, talk, noor)
    (case,) = seen(now, talk).cases
    assert case.case.called == "Beuk" and not case.own and case.parts == ("about", "goals")
    assert case.goals == (("… gaat weer naar school.", "three", (("young_person", 2, 2),)),)
    assert case.request == "" and case.months == 13
    assert seen(now, talk, "pim").cases[0].own


@pytest.mark.parametrize("parts", [[], ["about"], ["request"], ["goals"], ["ending"], ["about", "request", "goals", "ending"]])
def test_the_page_shows_no_name_and_nothing_that_was_not_opened(talk, noor, parts):
    now = timezone.now()  # that of the page
    talk = flow.start_talk(actor=actor("pim"), now=now, team_id=talk.team_id, held_on=f"{now:%d-%m-%Y}")
    bring(now, talk, noor, parts=parts)
    page = visitor_of("sanne").get(reverse("team_talk", kwargs={"talk_id": talk.pk})).content.decode()
    for secret in ("Noor", "Marja", "C-1", "noor@", "15-03-2009", "20090315", "geheime notitie", str(noor.pk), str(noor.client_id), "Pim"):
        assert secret not in page, secret
    assert ("naar school, zegt …" in page) == ("request" in parts)
    assert ("gaat weer naar school." in page) == ("goals" in parts)
    assert "helemaal" in page if "goals" in parts else "helemaal" not in page


def visitor_of(name):
    """Logged in with the second factor, as somebody who is no persona."""
    person = who.person_by_email(f"{name}@example.org")
    totp.TOTP.activate(person, totp.generate_totp_secret())
    client = Client()
    client.force_login(person, backend="uitkomst.organisations.backends.PasswordBackend")
    return client


def test_what_was_opened_closes_after_the_talk_and_explanations_stay(talk, noor, now):
    case = bring(now, talk, noor)
    flow.explain(actor=actor("sanne"), now=now, case_id=case.pk, text="Misschien is het doel te groot.")
    later = now + timedelta(days=flow.OPEN_DAYS + 1)
    (shown,) = seen(later, talk).cases
    assert shown.parts == () and shown.goals == () and not seen(later, talk).is_open
    assert [one.text for one in shown.case.explanations.all()] == ["Misschien is het doel te groot."]


@pytest.mark.parametrize("text", ["Noor slaapt slecht", "haar moeder MARJA belt", "dossier C-1"])
def test_a_text_with_a_name_is_refused(talk, noor, now, text):
    with pytest.raises(Refused) as refused:
        bring(now, talk, noor, why=text)
    assert refused.value.code == "talk_names" and refused.value.text("nl") and refused.value.text("en")
    case = bring(now, talk, noor)
    for attempt in (
        lambda: flow.explain(actor=actor("sanne"), now=now, case_id=case.pk, text=text),
        lambda: flow.note_change(actor=actor("sanne"), now=now, talk_id=talk.pk, typed={"change": text}),
    ):
        with pytest.raises(Refused, match="talk_names"):
            attempt()


def test_what_is_refused_is_said_at_its_field_and_stays(talk, noor):
    now = timezone.now()  # that of the page
    talk = flow.start_talk(actor=actor("pim"), now=now, team_id=talk.team_id, held_on=f"{now:%d-%m-%Y}")
    case = bring(now, talk, noor)
    other = care.client(now, number="C-2", bsn="", first_name="Sem", parent_1="")
    client, told = visitor_of("pim"), {"trajectory": str(other.pk), "kind": "well", "why": "Gewoon."}
    forms = {
        "why": ("bring_case", {"talk_id": talk.pk}, {**told, "why": "Sem belt"}),
        "trajectory": ("bring_case", {"talk_id": talk.pk}, {**told, "trajectory": ""}),
        "kind": ("bring_case", {"talk_id": talk.pk}, {**told, "kind": ""}),
        "change": ("team_change", {"talk_id": talk.pk}, {"change": "Noor bellen", "notice_by": "Aan school."}),
        "notice_by": ("team_change", {"talk_id": talk.pk}, {"change": "Bellen.", "notice_by": "Noor belt"}),
        f"text-{case.pk}": ("explain_case", {"case_id": case.pk}, {"text": "Noor slaapt slecht"}),
        "held_on": ("team_talks", {}, {"team": talk.team_id, "held_on": "31-12-9999"}),
    }
    for field, (name, place, typed) in forms.items():
        answer = client.post(reverse(name, kwargs=place), typed)
        assert answer.status_code == 400
        page = answer.text
        assert page.count('class="wrong"') == 1 and f'id="wrong-{field}"' in page and f'aria-describedby="wrong-{field}' in page, field
        assert all(word in page for word in ("Sem belt", "Noor bellen", "Noor slaapt slecht", "31-12-9999") if word in typed.values())


def test_only_the_own_practitioner_brings_and_takes_back(talk, noor, now):
    with pytest.raises(Refused, match="talk_not_chosen"):
        bring(now, talk, noor, name="sanne")
    case = bring(now, talk, noor)
    with pytest.raises(NotFound):
        flow.take_back(actor=actor("sanne"), now=now, case_id=case.pk)
    flow.take_back(actor=actor("pim"), now=now, case_id=case.pk)
    assert not BroughtCase.objects.exists()


def test_bringing_again_opens_other_parts_and_keeps_the_name(talk, noor, now):
    bring(now, talk, noor)
    again = bring(now, talk, noor, parts=["ending", "made_up"], kind="well")
    assert (again.called, again.kind, again.opened) == ("Beuk", "well", ["ending"]) and BroughtCase.objects.count() == 1
    second = bring(now, talk, care.client(now, number="C-2", bsn="", first_name="Sem", parent_1=""))
    assert second.called == "Berk"


@pytest.mark.parametrize("name", ["omar", "quirine", "daan", "bram", "bianca"])
def test_who_is_not_in_the_team_sees_nothing(talk, noor, now, name):
    case = bring(now, talk, noor)
    for attempt in (
        lambda: seen(now, talk, name),
        lambda: flow.explain(actor=actor(name), now=now, case_id=case.pk, text="x"),
        lambda: flow.start_talk(actor=actor(name), now=now, team_id=talk.team_id, held_on="01-01-2025"),
    ):
        with pytest.raises((MayNot, NotFound)):
            attempt()
    assert flow.list_talks(actor=actor(name), now=now)[0] == []


def test_the_one_change_stands_at_the_top_next_time(talk, noor, now):
    flow.note_change(
        actor=actor("sanne"), now=now, talk_id=talk.pk, typed={"change": "We bellen school in week één.", "notice_by": "Aan school."}
    )
    later = now + timedelta(days=30)
    following = flow.start_talk(actor=actor("pim"), now=later, team_id=talk.team_id, held_on=f"{later:%d-%m-%Y}")
    assert seen(later, following).before.change == "We bellen school in week één."
    assert flow.start_talk(actor=actor("sanne"), now=later, team_id=talk.team_id, held_on=f"{later:%d-%m-%Y}").pk == following.pk


@pytest.mark.parametrize(("text", "code"), [("", "talk_needed"), ("x" * 601, "talk_too_long")])
def test_a_text_that_is_not_whole_is_refused(talk, noor, now, text, code):
    with pytest.raises(Refused) as refused:
        bring(now, talk, noor, why=text)
    assert refused.value.code == code and refused.value.text("nl") and refused.value.text("en")


@pytest.mark.parametrize("day", ["31-12-9999", "01-01-0001", "04-05-2025", "31-01-2025"])
def test_a_day_far_off_is_no_day_for_a_talk(talk, now, day):
    with pytest.raises(Refused) as refused:
        flow.start_talk(actor=actor("pim"), now=now, team_id=talk.team_id, held_on=day)
    assert refused.value.code == "talk_day_far" and refused.value.text("nl") and refused.value.text("en")


@pytest.mark.parametrize("days", [flow.AHEAD_DAYS, -flow.OPEN_DAYS])
def test_a_day_that_is_near_enough_is(talk, now, days):
    day = now + timedelta(days=days)
    made = flow.start_talk(actor=actor("pim"), now=now, team_id=talk.team_id, held_on=f"{day:%d-%m-%Y}")
    assert seen(now, made).is_open


def test_a_talk_that_was_put_far_off_before_can_be_shown_and_opens_nothing(talk, noor, now):
    bring(now, talk, noor)
    TeamTalk.objects.filter(pk=talk.pk).update(held_on=date(9999, 12, 31))
    shown = seen(now, talk)
    assert not shown.is_open and shown.cases[0].parts == ()


def test_two_parents_are_two_courses(talk, now):
    one = care.client(now, number="C-2", bsn="", parent_2="Kees")
    goal = add_goal(actor=actor("pim"), now=now, trajectory_id=one.pk, typed={"text": "Weer naar school."})
    told = {"now": now, "by": actor("pim").person_id}
    for name, days, score in (("Marja", 9, 0), ("Kees", 5, 2), ("Kees", 1, 1)):
        informant = one.client.informants.get(name=name)
        goal_operations.view_goal(goal, Side.PARENT, score, informant_id=informant.pk, on=(now - timedelta(days=days)).date(), **told)
    bring(now, talk, one)
    ((_, _, sides),) = seen(now, talk).cases[0].goals
    assert sides == (("parent", 0, 0), ("parent", 2, 1))


def test_nothing_is_counted_per_colleague_and_an_explanation_has_no_author():
    assert {field.name for field in Explanation._meta.get_fields()} == {"id", "case", "text", "written_at"}
    source = inspect.getsource(team_talks) + inspect.getsource(flow)
    assert "Count(" not in source and "annotate" not in source


def test_looking_is_in_the_log_with_the_client(talk, noor, now):
    bring(now, talk, noor)
    seen(now, talk)
    line = AuditEvent.objects.filter(event_type_code="talk.shown").latest("sequence")
    assert line.user_name == "Sanne" and line.clients == [str(noor.client_id)]


def test_erasing_a_client_takes_the_case_out_of_the_talk(talk, noor, now):
    bring(now, talk, noor)
    noor.client.delete()
    assert seen(now, talk).cases == ()
