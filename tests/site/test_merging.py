"""Two records that are one client: nothing of either is lost, what stops one stops both, nobody gets another's letters."""

from datetime import timedelta

import pytest

from tests.personas import actor
from tests.site import care
from uitkomst.care.models import (
    BroughtCase,
    Change,
    Client,
    ClientRequest,
    Explanation,
    Goal,
    GoalView,
    Informant,
    Invitation,
    OwnLink,
    Response,
    Score,
    TeamTalk,
    Trajectory,
)
from uitkomst.care.operations import asking, own_links
from uitkomst.care.operations import goals as goal_operations
from uitkomst.care.states import CaseKind, Channel, Moment, Side
from uitkomst.flows.care.goals import add_goal
from uitkomst.flows.client_rights.merge import merge
from uitkomst.flows.client_rights.requests import ask, list_requests

ANSWERS = {"usefulness": "8", "able_to_continue": "04", "what_helped": "Sanne luisterde."}


def second(now, **more):
    """The same girl once more, under another number: the same help, unless it is said otherwise."""
    return care.client(now, **{"number": "C-2", "bsn": "", "first_name": "", "email": "", "parent_1": "", "parent_1_email": "", **more})


def join(now, keep="C-1", other="C-2"):
    return merge(actor=actor("quirine"), now=now, keep=keep, other=other)


def ask_by(now, trajectory, informant, *, channel=Channel.EMAIL, days=0):
    told = {"questionnaire": "progress_young_person.v1", "moment": Moment.PROGRESS, "channel": channel}
    return asking.add_invitation(trajectory, informant, on=(now + timedelta(days=days)).date(), now=now, by=None, **told)[0]


def score(trajectory, now, *, days=0, value=12):
    told = {"instrument": "sdq", "scale": "total", "value": value, "taken_on": (now - timedelta(days=days)).date()}
    entered = {"entered_by_id": actor("pim").person_id, "entered_at": now}
    return Score.objects.create(trajectory=trajectory, informant=young(trajectory), **told, **entered)


def young(trajectory):
    return care.young_person(trajectory)


@pytest.mark.parametrize("stop", ["no_contact", "died_on", "withdrawn_at"])
@pytest.mark.parametrize("stopped", ["C-1", "C-2"])
def test_what_stops_either_record_stops_the_one_that_is_kept(world, now, stop, stopped):
    first, other = care.client(now), second(now, form_of_help="11")
    value = {"no_contact": True, "died_on": now.date(), "withdrawn_at": now - timedelta(days=9)}[stop]
    Client.objects.filter(number=stopped).update(**{stop: value})
    asked = [ask_by(now, one, young(one)) for one in (first, other)]
    join(now)
    assert getattr(Client.objects.get(number="C-1"), stop) == value
    for one in asked:
        one.refresh_from_db()
        assert one.stopped_at and not one.messages.filter(state="waiting").exists()


@pytest.mark.parametrize(
    ("flag", "reason", "on_tablet"), [("no_contact", "no_contact", True), ("unsafe_address", "unsafe_address", False),
                                      ("unsubscribed_at", "unsubscribed", False)],
)  # fmt: skip
@pytest.mark.parametrize("stopped", ["C-1", "C-2"])
def test_a_warning_about_the_young_person_stops_what_the_other_record_asked(world, now, flag, reason, on_tablet, stopped):
    first, other = care.client(now), second(now, form_of_help="11")
    value = now if flag == "unsubscribed_at" else True
    Informant.objects.filter(client__number=stopped, kind="young_person").update(**{flag: value})
    sent = [ask_by(now, one, young(one)) for one in (first, other)]
    tablet = ask_by(now, first, young(first), channel=Channel.TABLET, days=1)
    join(now)
    assert [Invitation.objects.get(pk=one.pk).stop_reason for one in sent] == [reason, reason]
    assert bool(Invitation.objects.get(pk=tablet.pk).stopped_at) == on_tablet
    assert Change.objects.filter(field=flag, client__number="C-1").exists() == (stopped == "C-2")


def test_scores_links_requests_and_what_a_team_said_all_stay(world, now):
    """Nothing hangs on a record that goes: also when the help is the same, put in twice."""
    first, other = care.client(now), second(now, parent_1="Kees", parent_1_email="kees@example.org")
    told = {"on": now.date(), "now": now, "by": actor("pim").person_id}
    for one in (first, other):
        goal = add_goal(actor=actor("pim"), now=now, trajectory_id=one.pk, typed={"text": "Weer naar school."})
        goal_operations.view_goal(goal, Side.YOUNG_PERSON, 2, informant_id=young(one).pk, **told)
        goal_operations.view_goal(goal, Side.PARENT, 1, informant_id=care.parent(one).pk, **told)
        goal_operations.view_goal(goal, Side.PRACTITIONER, 0, **told)
        own_links.add(one, young(one), "123456", by=actor("pim").person_id, now=now)
        own_links.add(one, care.parent(one), "123456", by=actor("pim").person_id, now=now)
        typed = {"kind": "see", "asked_by": "Noor", "asked_on": f"{now:%d-%m-%Y}", "said": ""}
        ask(actor=actor("pim"), now=now, client_id=one.client_id, typed=typed)
        talk = TeamTalk.objects.get_or_create(
            team_id=actor("pim").organisation_id, held_on=now.date(), defaults={"made_by_id": actor("pim").person_id, "made_at": now}
        )[0]
        case = BroughtCase.objects.create(
            talk=talk,
            trajectory=one,
            kind=CaseKind.STUCK,
            called=one.client.number,
            why="x",
            brought_by_id=actor("pim").person_id,
            brought_at=now,
        )
        Explanation.objects.create(case=case, text=one.client.number, written_at=now)
        score(one, now, days=0 if one is first else 1)
    counted = (Goal, GoalView, OwnLink, ClientRequest, Explanation, Score)
    before = {model: model.objects.count() for model in counted}
    join(now)
    assert {model: model.objects.count() for model in counted} == before
    kept = Client.objects.get(number="C-1")
    (trajectory,) = Trajectory.objects.all()
    assert trajectory.goals.count() == 2 and trajectory.own_links.count() == 4 and kept.requests.count() == 2
    assert set(GoalView.objects.exclude(informant=None).values_list("informant__client__number", flat=True)) == {"C-1"}
    assert len(list_requests(actor=actor("quirine"), now=now).requests) == 2
    (case,) = BroughtCase.objects.all()
    assert {one.text for one in case.explanations.all()} == {"C-1", "C-2"}


@pytest.mark.parametrize("answered", [(), ("C-1",), ("C-2",), ("C-1", "C-2")])
def test_the_same_question_twice_is_asked_once_and_no_answer_is_lost(world, now, answered):
    first, other = care.client(now), second(now)
    for one in (first, other):
        asked = ask_by(now, one, young(one), channel=Channel.TABLET)
        if one.client.number in answered:
            Response.objects.create(
                invitation=asked, questionnaire=asked.questionnaire, version=1, language="nl", started_at=now, sent_at=now
            )
            Invitation.objects.filter(pk=asked.pk).update(answered_at=now)
    join(now)
    (trajectory,) = Trajectory.objects.all()
    assert trajectory.invitations.count() == max(1, len(answered))
    assert Response.objects.count() == len(answered) == trajectory.invitations.exclude(answered_at=None).count()


@pytest.mark.parametrize(("value", "kept"), [(12, [12]), (15, [12, 15])])
def test_a_score_that_is_in_both_is_one_and_two_that_differ_both_stay(world, now, value, kept):
    first, other = care.client(now), second(now)
    score(first, now)
    score(other, now, value=value)
    join(now)
    assert list(Trajectory.objects.get().scores.values_list("value", flat=True)) == kept


def test_what_was_filled_in_at_the_other_alone_or_otherwise_is_kept(world, now):
    care.client(now, request_for_help="")
    other = second(now, request_for_help="Ik wil slapen.")
    Trajectory.objects.filter(pk=other.pk).update(
        target_group="jeugd", what_next="niets", end_date=now.date(), end_reason="01", closed_at=now
    )
    Trajectory.objects.filter(client__number="C-1").update(target_group="gezin")
    join(now)
    (one,) = Trajectory.objects.all()
    assert (one.request_for_help, one.target_group, one.what_next, one.end_reason) == ("Ik wil slapen.", "gezin", "niets", "01")
    assert one.closed_at and one.end_date == now.date()
    assert Change.objects.filter(field="target_group", old="jeugd", new="gezin", client__number="C-1").exists()


def test_a_mother_who_is_in_both_is_one_and_two_people_of_one_name_stay_two(world, now):
    first = care.client(now)
    other = second(now, form_of_help="11", parent_1="marja", parent_1_email="MARJA@example.org")
    ask_by(now, other, care.parent(other))
    third = second(now, number="C-3", form_of_help="12", parent_1="Marja", parent_1_email="andere.marja@example.org")
    join(now)
    join(now, other="C-3")
    parents = Informant.objects.filter(kind="parent", client=first.client)
    assert sorted(parents.values_list("email", flat=True)) == ["andere.marja@example.org", "marja@example.org"]
    assert parents.get(email="marja@example.org").invitations.count() == 1 and not Informant.objects.filter(client=third.client).exists()


@pytest.mark.parametrize("of", ["parent", "young"])
def test_no_two_people_come_to_share_an_address(world, now, of):
    """The mother's address stood with the daughter in one of the two."""
    if of == "parent":
        care.client(now, parent_1="", parent_1_email="")
        second(now, form_of_help="11", parent_1="Marja", parent_1_email="noor@example.org")
    else:
        care.client(now, email="")
        second(now, form_of_help="11", email="marja@example.org")
    join(now)
    found = [one.email for one in Informant.objects.filter(client__number="C-1") if one.email]
    assert len(found) == len(set(found)) == 1
    assert not Informant.objects.filter(client__number="C-1", channel="email", email="", kind="parent").exists()


def test_a_number_that_led_to_the_other_leads_to_the_one_that_is_kept(world, now):
    care.client(now)
    second(now, form_of_help="11")
    second(now, number="C-3", form_of_help="12")
    join(now, keep="C-2", other="C-3")
    join(now)
    assert set(Client.objects.exclude(merged_into=None).values_list("number", "merged_into__number")) == {("C-2", "C-1"), ("C-3", "C-1")}


def test_every_table_that_hangs_on_a_client_was_thought_of():
    """A new table that points at one of these goes with the record that goes, unless ``care.operations.merging`` moves it."""
    relations = {model.__name__: model._meta.get_fields(include_hidden=True) for model in (Client, Informant, Trajectory)}
    hanging = {
        name: {f"{one.related_model.__name__}.{one.field.name}" for one in found if one.auto_created and not one.concrete}
        for name, found in relations.items()
    }
    assert hanging == {
        "Client": {
            "Client.merged_into",
            "Informant.client",
            "Trajectory.client",
            "Change.client",
            "ClientRequest.client",
            "MessageRecord.client",
        },
        "Informant": {
            "Invitation.informant",
            "GoalView.informant",
            "OwnLink.informant",
            "NewsMessage.informant",
            "Score.informant",
            "ClientRequest.informant",
            "QuoteConsent.parent",
        },
        "Trajectory": {
            "Invitation.trajectory",
            "Goal.trajectory",
            "OwnLink.trajectory",
            "BroughtCase.trajectory",
            "Score.trajectory",
            "Change.trajectory",
            "SetAside.trajectory",
        },
    }
