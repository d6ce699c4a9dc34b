"""The register of clients: who reaches whom, what is written down, what is refused, two records that are one client."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests import deliveries, personas
from tests.site import care
from tests.site.test_rights_matrix import visitor
from uitkomst.care import queries
from uitkomst.care.models import Client, Goal, Informant, Trajectory
from uitkomst.care.operations import goals
from uitkomst.care.rules import NO_PROGRESS_DAYS
from uitkomst.care.states import Side
from uitkomst.flows.care.add_client import add_client
from uitkomst.flows.care.answering import open_link
from uitkomst.flows.care.change_client import change_details
from uitkomst.flows.care.deliver_from_register import _rows
from uitkomst.flows.care.from_paper import enter_paper
from uitkomst.flows.care.goals import add_goal
from uitkomst.flows.care.invite_client import invite_client
from uitkomst.flows.care.own_link import look_at_own_link, make_own_link, open_own_link, revoke_own_link
from uitkomst.flows.care.show_client import find_client, show_client
from uitkomst.flows.care.worklist import show_worklist
from uitkomst.flows.client_rights.merge import merge
from uitkomst.flows.refusals import NotFound, Refused
from uitkomst.organisations import operations as make
from uitkomst.organisations import queries as who
from uitkomst.organisations.kinds import OrganisationKind, RoleKind
from uitkomst.organisations.rights import MayNot
from uitkomst.records.models import AuditEvent
from uitkomst.vocabulary.periods import HalfYear

SINCE = date(2020, 1, 1)


def colleague(name: str, role: RoleKind, organisation=None):
    """Somebody more at Het Anker, or in one of its teams."""
    anker = who.organisation(OrganisationKind.PROVIDER, personas.ANKER)
    person = make.add_person(f"{name}@example.org", name.capitalize(), password=personas.PASSWORD)
    make.give_role(person, anker, RoleKind.PRACTITIONER, valid_from=SINCE)
    if organisation is not None:
        make.give_role(person, organisation, role, valid_from=SINCE)
    return who.actor_for(person, organisation_id=anker.pk, second_factor=True)


def team(name: str):
    anker = who.organisation(OrganisationKind.PROVIDER, personas.ANKER)
    made = make.add_organisation(OrganisationKind.TEAM, f"{personas.ANKER}-{name}", name, valid_from=SINCE)
    make.add_membership(made, anker, valid_from=SINCE)
    return made


def sees(actor, trajectory) -> bool:
    listed = trajectory in queries.trajectories(actor)
    assert listed == (queries.trajectory(actor, trajectory.pk) is not None) == (queries.client(actor, trajectory.client_id) is not None)
    return listed


def test_a_practitioner_sees_own_clients_a_team_lead_the_teams_nobody_else(world, now):
    north, south = team("Noord"), team("Zuid")
    trajectory = care.client(now, team=str(north.pk))
    lead, other_lead, other = (
        colleague("lena", RoleKind.TEAM_LEAD, north), colleague("zoe", RoleKind.TEAM_LEAD, south), colleague("otto", RoleKind.PRACTITIONER),
    )  # fmt: skip
    assert [sees(actor, trajectory) for actor in (personas.actor("pim"), lead, other_lead, other)] == [True, True, False, False]
    for name in ("quirine", "daan", "bianca", "hanna", "arjen", "bert", "bram"):
        assert not sees(personas.actor(name), trajectory), name
    assert not sees(personas.actor("pim", second_factor=False), trajectory)
    with pytest.raises(NotFound):
        show_client(actor=other, now=now, trajectory_id=trajectory.pk)
    with pytest.raises(MayNot):
        show_client(actor=personas.actor("quirine"), now=now, trajectory_id=trajectory.pk)


def test_a_stand_in_reads_along_and_the_client_is_told(world, now):
    trajectory = care.client(now)
    stand_in = colleague("otto", RoleKind.PRACTITIONER)
    Trajectory.objects.filter(pk=trajectory.pk).update(stand_in_id=stand_in.person_id)
    assert sees(stand_in, trajectory)
    asked = invite_client(
        actor=personas.actor("pim"), now=now, trajectory_id=trajectory.pk, informant_id=care.young_person(trajectory).pk, moment="end",
        channel="tablet",
    )  # fmt: skip
    assert open_link(token=care.token(asked), now=now, address=care.ADDRESS).readers == ("Pim", "Otto")


def test_unread_answers_head_the_list_until_the_practitioner_reads_them(world, now):
    trajectory = care.client(now, team=str(team("Noord").pk))
    asked = invite_client(
        actor=personas.actor("pim"), now=now, trajectory_id=trajectory.pk, informant_id=care.young_person(trajectory).pk, moment="end",
        channel="letter",
    )  # fmt: skip
    care.answer_all(care.token(asked), now, {"usefulness": "8", "able_to_continue": "04", "what_helped": "Dat je er was."})
    pim = personas.actor("pim")
    assert [item.trajectory for item in show_worklist(actor=pim, now=now).unread] == [trajectory]
    show_client(actor=pim, now=now, trajectory_id=trajectory.pk, reads=True)
    assert show_worklist(actor=pim, now=now).unread == ()


def test_every_look_at_a_client_is_in_the_log_with_the_client(world, now):
    trajectory = care.client(now)
    before = AuditEvent.objects.count()
    show_client(actor=personas.actor("pim"), now=now, trajectory_id=trajectory.pk)
    show_worklist(actor=personas.actor("pim"), now=now)
    find_client(actor=personas.actor("pim"), now=now, number="C-1")
    lines = AuditEvent.objects.filter(sequence__gt=before)
    assert [line.event_type_code for line in lines] == ["client.shown", "clients.listed", "client.sought"]
    assert all(line.clients == [str(trajectory.client_id)] for line in lines)
    assert "Noor" not in str([(line.participant_object_detail, line.participant_object_id) for line in lines])


FAULTS = {
    "typed_needed": {"number": ""},
    "typed_no_day": {"born": "31-02-2010"},
    "typed_born_later": {"born": "31-12-2030"},
    "typed_no_email": {"email": "noor@"},
    "typed_no_postcode": {"postcode": "12AB"},
    "typed_no_bsn": {"bsn": "123456789"},
    "typed_not_in_list": {"municipality": "9999"},
    "start_later": {"start_date": "31-12-2029"},
    "start_before_born": {"born": "01-01-2024", "start_date": "31-12-2023"},
    "end_before_start": {"expected_end": "01-01-2024"},
    "referrer_of_team": {"form_of_help": "01", "referrer": "02"},
    "channel_needs_email": {"email": "", "channel": "email"},
    "typed_too_long": {"request_for_help": "x" * 2001},
}


@pytest.mark.parametrize("code", FAULTS)
def test_what_cannot_be_is_refused_with_the_field_and_nothing_is_kept(world, now, code):
    with pytest.raises(Refused) as refused:
        care.client(now, **FAULTS[code])
    assert refused.value.code == code
    assert refused.value.details["field"] in {*FAULTS[code], "start_date", "email"}
    assert not Client.objects.exists()
    assert refused.value.text("nl") and refused.value.text("en")


def test_a_bsn_belongs_to_one_client(world, now):
    care.client(now)
    with pytest.raises(Refused) as refused:
        care.client(now, number="C-2")
    assert refused.value.code == "bsn_of_other"


def as_kept(trajectory) -> list[object]:
    """Everything that is kept of a client and of who can be asked."""
    client = Client.objects.filter(pk=trajectory.client_id)
    return [*client.values(), *Informant.objects.filter(client__in=client).order_by("pk").values()]


def test_a_second_trajectory_changes_nothing_of_the_client(world, now):
    """Any practitioner can add one: what the form leaves empty lifts no warning and wipes no address."""
    first = care.client(now, unsafe="on", parent_1_unsafe="on")
    before = as_kept(first)
    blanks = {"first_name": "", "email": "", "parent_1_email": "", "parent_1_custody": "", "bsn": "", "language": "en"}
    second = add_client(
        actor=colleague("otto", RoleKind.PRACTITIONER), now=now, typed=care.typed(**blanks, form_of_help="11", start_date="01-03-2024")
    )
    assert second.pk != first.pk and second.client_id == first.client_id and as_kept(first) == before


def test_typed_again_it_is_the_same_trajectory_and_a_colleague_does_not_take_it_over(world, now):
    first = care.client(now)
    assert care.client(now, request_for_help="").pk == first.pk
    with pytest.raises(Refused, match="trajectory_here"):
        add_client(actor=colleague("otto", RoleKind.PRACTITIONER), now=now, typed=care.typed())
    first.refresh_from_db()
    assert (first.practitioner_id, first.request_for_help) == (personas.actor("pim").person_id, "Ik wil weer naar school.")


@pytest.mark.parametrize(("typed", "code"), [({"born": "16-03-2009"}, "born_differs"), ({"bsn": deliveries.bsn(8001)}, "bsn_of_other")])
def test_somebody_else_under_the_number_is_a_number_typed_wrong(world, now, typed, code):
    care.client(now)
    with pytest.raises(Refused, match=code):
        care.client(now, form_of_help="11", **typed)
    assert Trajectory.objects.count() == 1


def test_a_parent_who_is_there_is_not_put_in_once_more(world, now):
    trajectory = care.client(now)
    mother = care.parent(trajectory)
    with pytest.raises(Refused, match="parent_here"):
        change_details(actor=personas.actor("pim"), now=now, trajectory_id=trajectory.pk, typed={
            f"{care.young_person(trajectory).pk}:email": "noor@example.org", f"{mother.pk}:email": "marja@example.org",
            f"{mother.pk}:name": "Marja", "new_parent": "Marja",
        })  # fmt: skip
    assert care.parent(trajectory).email == "marja@example.org"


def test_two_records_that_are_one_client_are_joined_and_both_numbers_lead_there(world, now):
    pim = personas.actor("pim")
    keep = care.client(now)
    other = care.client(now, number="C-2", bsn="", parent_1="Henk", parent_1_email="henk@example.org")
    add_goal(actor=pim, now=now, trajectory_id=keep.pk, typed={"text": "Eerste doel."})
    add_goal(actor=pim, now=now, trajectory_id=other.pk, typed={"text": "Tweede doel."})
    merge(actor=personas.actor("quirine"), now=now, keep="C-1", other="C-2")
    assert find_client(actor=pim, now=now, number="C-2") == find_client(actor=pim, now=now, number="C-1") == keep.pk
    assert Goal.objects.filter(trajectory=keep).count() == 2
    names = Informant.objects.filter(client=keep.client).values_list("kind", "name")
    assert sorted(names) == [("parent", "Henk"), ("parent", "Marja"), ("young_person", "Noor")]
    rows = list(_rows(queries.ended_or_active(personas.actor("quirine"), *_half("2024-2")), HalfYear.parse("2024-2"), ()))
    assert len(rows) == 1
    with pytest.raises(Refused) as refused:
        care.client(now, number="C-2", bsn="")
    assert refused.value.code == "number_of_other"


def _half(period):
    half = HalfYear.parse(period)
    return half.first_day, half.last_day


def details(trajectory, **more: str) -> dict[str, str]:
    """The form of details as it stands, with changes."""
    typed = {"request_for_help": trajectory.request_for_help}
    for informant in trajectory.client.informants.all():
        typed |= {
            f"{informant.pk}:email": informant.email,
            f"{informant.pk}:channel": informant.channel,
            f"{informant.pk}:name": informant.name,
        }
    return typed | more


@pytest.mark.parametrize(("field", "reason"), [("no_contact", "no_contact"), ("withdrawn", "withdrawn"), ("died_on", "died")])
def test_what_stops_everything_stops_everything(world, now, field, reason, mailbox):
    trajectory = care.client(now)
    asked = invite_client(
        actor=personas.actor("pim"), now=now, trajectory_id=trajectory.pk, informant_id=care.parent(trajectory).pk, moment="start",
        channel="email",
    )  # fmt: skip
    typed = details(trajectory, **{field: "01-02-2025" if field == "died_on" else "on"})
    change_details(actor=personas.actor("pim"), now=now, trajectory_id=trajectory.pk, typed=typed)
    asked.refresh_from_db()
    assert asked.stop_reason == reason
    with pytest.raises(NotFound):
        open_link(token=care.token(asked), now=now, address=care.ADDRESS)
    with pytest.raises(Refused):
        invite_client(
            actor=personas.actor("pim"), now=now, trajectory_id=trajectory.pk, informant_id=care.parent(trajectory).pk, moment="end",
            channel="tablet",
        )  # fmt: skip


def test_a_new_address_undoes_the_wish_to_be_left_alone_about_the_old_one(world, now):
    trajectory = care.client(now)
    parent = care.parent(trajectory)
    Informant.objects.filter(pk=parent.pk).update(unsubscribed_at=now)
    typed = details(trajectory)
    change_details(actor=personas.actor("pim"), now=now, trajectory_id=trajectory.pk, typed=typed)
    assert care.parent(trajectory).unsubscribed_at == now
    typed[f"{parent.pk}:email"] = "nieuw@example.org"
    change_details(actor=personas.actor("pim"), now=now, trajectory_id=trajectory.pk, typed=typed)
    assert care.parent(trajectory).unsubscribed_at is None


def test_the_history_holds_nothing_of_the_trajectory_of_a_colleague(world, now):
    first, otto = care.client(now), colleague("otto", RoleKind.PRACTITIONER)
    second = add_client(actor=otto, now=now, typed=care.typed(form_of_help="11", start_date="01-03-2024", request_for_help="Over thuis."))
    for actor, trajectory, words in ((personas.actor("pim"), first, "Over school."), (otto, second, "Over iets van thuis.")):
        change_details(actor=actor, now=now, trajectory_id=trajectory.pk, typed=details(trajectory, request_for_help=words))
    told = str([(one.field, one.old, one.new) for one in queries.history(personas.actor("pim"), first.client)])
    assert "Over school." in told and "thuis" not in told
    page = visitor("pim").get(f"/trajectories/{first.pk}/details/").text
    assert "Over school." in page and "Over iets van thuis." not in page


@pytest.mark.parametrize(
    ("flag", "works"), [("withdrawn_at", False), ("unsafe_address", False), ("no_contact", False), ("died_on", False),
                        ("unsubscribed_at", True), ("channel", True)],
)  # fmt: skip
def test_what_stops_a_link_to_a_person_stops_that_to_the_own_goals(world, now, flag, works):
    trajectory = care.client(now)
    young = care.young_person(trajectory)
    _, secret, _ = own(trajectory, now, young)
    values = {
        "withdrawn_at": now,
        "unsafe_address": True,
        "no_contact": True,
        "died_on": now.date(),
        "unsubscribed_at": now,
        "channel": "none",
    }
    of = Client.objects.filter(pk=trajectory.client_id) if flag in ("withdrawn_at", "died_on") else Informant.objects.filter(pk=young.pk)
    of.update(**{flag: values[flag]})
    if works:
        look_at_own_link(token=secret, now=now, address=care.ADDRESS)
        return
    with pytest.raises(NotFound):
        look_at_own_link(token=secret, now=now, address=care.ADDRESS)
    with pytest.raises(Refused, match="not_asked_"):
        own(trajectory, now, young)


def asked_about_goals(now) -> list[str]:
    return [item.code for item in show_worklist(actor=personas.actor("pim"), now=now).waiting if item.code == "off_track"]


def test_two_parents_who_see_a_goal_differently_are_no_progress(world, now):
    """What one says now and the other said before is no course of anybody (product: each side apart)."""
    long_ago = now - timedelta(days=200)
    one = care.client(now, parent_2="Kees", email="")
    goal = add_goal(actor=personas.actor("pim"), now=long_ago, trajectory_id=one.pk, typed={"text": "Weer naar school."})
    mother, father = (one.client.informants.get(name=name) for name in ("Marja", "Kees"))
    for who_, days, score in ((mother, 90, 0), (father, 60, 1), (mother, 30, 0), (father, 10, 1)):
        on = (now - timedelta(days=days)).date()
        goals.view_goal(goal, Side.PARENT, score, informant_id=who_.pk, on=on, now=now, by=personas.actor("pim").person_id)
    assert asked_about_goals(now) == ["off_track"]
    goals.view_goal(goal, Side.PARENT, 1, informant_id=mother.pk, on=now.date(), now=now, by=personas.actor("pim").person_id)
    assert asked_about_goals(now) == [], "now it moved in the eyes of one and the same"


def test_a_goal_that_was_made_lately_is_not_one_that_does_not_move(world, now):
    """The help runs for a year; the goal was made together ten days ago."""
    one = care.client(now)
    add_goal(actor=personas.actor("pim"), now=now - timedelta(days=10), trajectory_id=one.pk, typed={"text": "Weer naar school."})
    assert asked_about_goals(now) == []
    assert asked_about_goals(now + timedelta(days=NO_PROGRESS_DAYS - 10)) == ["off_track"]


def test_the_list_reads_of_who_was_closed_no_more_than_it_shows(world, now):
    """Thirty names, who still misses a reason, and who is still asked something; only those are in the log."""
    client = Client.objects.create(
        provider=who.organisation(OrganisationKind.PROVIDER, personas.ANKER), number="C-old", born="20090315", created_at=now
    )
    told = {"client": client, "practitioner_id": personas.actor("pim").person_id, "referrer": "02", "closed_at": now, "created_at": now}
    days = [date(2015, 1, 1) + timedelta(days=number) for number in range(40)]
    Trajectory.objects.bulk_create(
        Trajectory(form_of_help="02", start_date=day, end_date=day, end_reason="" if number == 1 else "01", **told)
        for number, day in enumerate(days)
    )
    unseen = Client.objects.create(provider_id=client.provider_id, number="C-older", born="20090315", created_at=now)
    Trajectory.objects.create(
        form_of_help="02", start_date=date(2014, 1, 1), end_date=date(2014, 2, 1), end_reason="01", **{**told, "client": unseen}
    )
    asked_later = care.client(now, number="C-3")
    Trajectory.objects.filter(pk=asked_later.pk).update(
        closed_at=now, end_date=date(2014, 3, 1), start_date=date(2014, 1, 1), end_reason="01"
    )
    invite_client(
        actor=personas.actor("pim"), now=now, trajectory_id=asked_later.pk, informant_id=care.parent(asked_later).pk, moment="follow_up",
        channel="tablet",
    )  # fmt: skip
    found = show_worklist(actor=personas.actor("pim"), now=now)
    assert [one.end_date for one in found.closed] == days[:9:-1] and found.running == ()
    assert [(item.code, item.trajectory.start_date) for item in found.waiting] == [("complete", days[1]), ("hand_over", date(2014, 1, 1))]
    assert AuditEvent.objects.latest("sequence").clients == sorted([str(client.pk), str(asked_later.client_id)])


def paper(trajectory, now):
    return invite_client(
        actor=personas.actor("pim"),
        now=now,
        trajectory_id=trajectory.pk,
        informant_id=care.parent(trajectory).pk,
        moment="end",
        channel="paper",
    )


def test_paper_is_entered_with_the_day_on_which_it_was_filled_in(world, now):
    trajectory = care.client(now)
    asked = paper(trajectory, now)
    typed = {"usefulness": "9", "able_to_continue": "04", "what_helped": "De rust.", "on_paper": "14-02-2025"}
    enter_paper(actor=personas.actor("pim"), now=now, invitation_id=asked.pk, typed=typed)
    (response,) = show_client(actor=personas.actor("pim"), now=now, trajectory_id=trajectory.pk).responses
    assert response.on_paper and response.day == date(2025, 2, 14) and not response.present
    assert show_worklist(actor=personas.actor("pim"), now=now).unread == ()


@pytest.mark.parametrize(
    ("day", "code"),
    [("31-01-2024", "paper_day_wrong"), ("31-12-2025", "paper_day_wrong"), ("", "typed_needed"), ("gisteren", "typed_no_day")],
)
def test_a_day_that_cannot_be_is_refused(world, now, day, code):
    asked = paper(care.client(now), now)
    with pytest.raises(Refused) as refused:
        enter_paper(
            actor=personas.actor("pim"),
            now=now,
            invitation_id=asked.pk,
            typed={"usefulness": "9", "able_to_continue": "04", "on_paper": day},
        )
    assert refused.value.code == code


def own(trajectory, now, informant):
    return make_own_link(actor=personas.actor("pim"), now=now, trajectory_id=trajectory.pk, informant_id=str(informant.pk))


def test_own_goals_behind_a_link_and_a_code_without_what_others_said(world, now):
    from uitkomst.flows.care.goals import view_goals

    trajectory = care.client(now)
    goal = add_goal(actor=personas.actor("pim"), now=now, trajectory_id=trajectory.pk, typed={"text": "Ik slaap door."})
    young, parent = care.young_person(trajectory), care.parent(trajectory)
    typed = {f"{goal.pk}:young_person": "1", f"{goal.pk}:parent-{parent.pk}": "0", f"{goal.pk}:practitioner": "2"}
    view_goals(actor=personas.actor("pim"), now=now, trajectory_id=trajectory.pk, typed=typed)
    _, secret, code = own(trajectory, now, young)
    (shown,) = open_own_link(token=secret, code=f"{code[:3]} {code[3:]}", now=now, address=care.ADDRESS).goals
    assert (shown.last.score, shown.last.informant_id, shown.practitioner.score) == (1, young.pk, 2)
    _, secret, code = own(trajectory, now, parent)
    (shown,) = open_own_link(token=secret, code=code, now=now, address=care.ADDRESS).goals
    assert (shown.last.score, shown.last.informant_id) == (0, parent.pk)


def test_after_five_wrong_codes_the_link_works_no_more(world, now):
    trajectory = care.client(now)
    _, secret, code = own(trajectory, now, care.young_person(trajectory))
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"
    for left in (4, 3, 2, 1):
        with pytest.raises(Refused) as refused:
            open_own_link(token=secret, code=wrong, now=now, address=care.ADDRESS)
        assert refused.value.details["left"] == left
    for tried in (wrong, code):
        with pytest.raises(NotFound):
            open_own_link(token=secret, code=tried, now=now, address=care.ADDRESS)


def test_a_link_that_was_taken_back_or_replaced_works_no_more(world, now):
    trajectory = care.client(now)
    first, secret, code = own(trajectory, now, care.young_person(trajectory))
    second, newer, new_code = own(trajectory, now, care.young_person(trajectory))
    with pytest.raises(NotFound):
        open_own_link(token=secret, code=code, now=now, address=care.ADDRESS)
    revoke_own_link(actor=personas.actor("pim"), now=now, trajectory_id=trajectory.pk, link_id=str(second.pk))
    with pytest.raises(NotFound):
        open_own_link(token=newer, code=new_code, now=now, address=care.ADDRESS)
    assert first.pk != second.pk


def test_a_bsn_can_only_be_typed_where_it_may_come(world, now, settings):
    settings.BSN_FILES = "refuse"
    with pytest.raises(Refused) as refused:
        care.client(now, bsn=deliveries.bsn(8001))
    assert refused.value.code == "bsn_not_typed_here"


def test_records_with_two_bsns_are_not_one_client(world, now):
    care.client(now)
    care.client(now, number="C-2", bsn=deliveries.bsn(8001))
    with pytest.raises(Refused) as refused:
        merge(actor=personas.actor("quirine"), now=now, keep="C-1", other="C-2")
    assert refused.value.code == "merge_two_bsns"
    assert not Client.objects.exclude(merged_into=None).exists()


def test_a_trajectory_is_handed_over_to_a_colleague(world, now):
    trajectory, other = care.client(now), colleague("otto", RoleKind.PRACTITIONER)
    typed = details(trajectory, practitioner=str(other.person_id))
    change_details(actor=personas.actor("pim"), now=now, trajectory_id=trajectory.pk, typed=typed)
    assert (sees(personas.actor("pim"), trajectory), sees(other, trajectory)) == (False, True)
