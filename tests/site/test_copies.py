"""A copy is for one person, of the help of who makes it: nobody else's words, no place that must stay unknown, and all of the rest."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.personas import PASSWORD, SINCE, actor
from tests.site import care
from tests.site.test_rights_matrix import visitor
from uitkomst.care.models import Client, Goal, Informant, Trajectory
from uitkomst.care.operations import asking
from uitkomst.care.operations.clients import change
from uitkomst.care.states import Channel, Moment, StopReason
from uitkomst.flows.care.goals import add_goal
from uitkomst.flows.client_rights.copy_for import copy_for
from uitkomst.flows.client_rights.requests import show_rights
from uitkomst.organisations import operations as make
from uitkomst.organisations import queries as who
from uitkomst.organisations.kinds import RoleKind
from uitkomst.records import audit


def colleague():
    """Another practitioner of Het Anker, who helps the same client."""
    person = who.person_by_email("otto@example.org") or make.add_person("otto@example.org", "Otto", password=PASSWORD)
    make.give_role(person, who.organisation_by_id(actor("quirine").organisation_id), RoleKind.PRACTITIONER, valid_from=SINCE)
    return person


@pytest.fixture
def noor(world, now):
    """A client of Pim with the postcode of where she lives; of Otto as well, with other help."""
    one = care.client(now, postcode="3441 AB", target_group="Jeugd met angst", intervention="Samen sterk")
    told = {"form_of_help": "11", "referrer": "02", "practitioner": colleague(), "created_at": now, "request_for_help": "Bij Otto gezegd."}
    other = Trajectory.objects.create(client=one.client, start_date=now.date(), **told)
    for trajectory, name in ((one, "gezin"), (other, "bij Otto")):
        change(one.client, trajectory, "trajectory", {"target_group": name}, by=None, now=now)
    Goal.objects.create(trajectory=other, text="Doel bij Otto", made_by_id=actor("pim").person_id, made_at=now)
    return one


def copy(now, one, informant):
    return copy_for(actor=actor("pim"), now=now, client_id=one.client_id, informant_id=informant.pk)


@pytest.fixture
def pim(world):
    return visitor("pim")


def page(pim, one, informant):
    return pim.get(reverse("client_copy", kwargs={"client_id": one.client_id, "informant_id": informant.pk})).text


def test_a_copy_holds_the_help_of_who_makes_it_and_no_other(noor, now):
    found = copy(now, noor, care.young_person(noor))
    assert [one.request_for_help for one in found.trajectories] == ["Ik wil weer naar school."]
    assert "Otto" not in str(found.as_data()) and "gezin" in str(found.history)
    shown = show_rights(actor=actor("pim"), now=now, client_id=noor.client_id)
    assert {one.new for one in shown.history if one.field == "target_group"} == {"gezin"}


def test_the_way_back_leads_to_the_help_of_the_reader(noor, pim):
    page = pim.get(reverse("client_rights", kwargs={"client_id": noor.client_id})).text
    ways = {str(pk): reverse("trajectory", kwargs={"trajectory_id": pk}) in page for pk in Trajectory.objects.values_list("pk", flat=True)}
    assert ways.pop(str(noor.pk)) and not any(ways.values()) and len(ways) == 1


@pytest.mark.parametrize(
    ("whose", "unsafe", "told"),
    [("parent", "", False), ("young_person", "", True), ("young_person", "parent", False), ("young_person", "young_person", True),
     ("parent", "parent", False), ("parent", "young_person", False)],
)  # fmt: skip
def test_where_the_client_lives_is_in_the_copy_for_the_young_person_alone(noor, pim, now, whose, unsafe, told):
    Informant.objects.filter(client=noor.client_id, kind=unsafe).update(unsafe_address=True)
    change(noor.client, noor.client, "client", {"postcode": "3442CD", "municipality": "0344"}, by=None, now=now)
    informant = noor.client.informants.get(kind=whose)
    found, shown = copy(now, noor, informant), page(pim, noor, informant)
    for place in ("3441AB", "3442CD"):
        assert (place in str(found.as_data())) == told and (place in shown) == told
    assert ("0344" in str(found.as_data())) == told and ("Utrecht" in shown) == told
    assert ("niet in dit afschrift: waar de jongere woont" in shown) == (not told)


def test_a_copy_holds_all_else_that_is_kept_also_on_the_page(pim, noor, now):
    young = care.young_person(noor)
    Trajectory.objects.filter(pk=noor.pk).update(
        what_next="Nazorg bij de wijk.", expected_end=now.date(), stand_in=colleague(), crisis="01"
    )
    Client.objects.filter(pk=noor.client_id).update(withdrawn_at=now, no_contact=True)
    Informant.objects.filter(pk=young.pk).update(wants_news=True, unsubscribed_at=now)
    goal = add_goal(actor=actor("pim"), now=now, trajectory_id=noor.pk, typed={"text": "Weer naar school."})
    Goal.objects.filter(pk=goal.pk).update(
        begin="Zat thuis.", steps="Fietsen.", dropped_at=now, dropped_why="Anders.", levels={"-2": "niets"}, scale="gas"
    )
    told = {"questionnaire": "progress_young_person.v1", "moment": Moment.PROGRESS, "channel": Channel.TABLET}
    asked, _ = asking.add_invitation(noor, young, on=now.date(), now=now, by=None, **told)
    asking.stop(asked, StopReason.TOO_HEAVY, now=now)
    found, shown = copy(now, noor, young), page(pim, noor, young)
    words = ("Nazorg bij de wijk.", "Samen sterk", "Otto", "Zat thuis.", "Fietsen.", "Anders.", "niets")
    assert not [word for word in words if word not in str(found.as_data()) or word not in shown]
    (trajectory,) = found.trajectories
    assert (
        trajectory.facts["referrer"] == "02"
        and trajectory.facts["crisis"] == "01"
        and trajectory.facts["expected_end"] == f"{now:%Y-%m-%d}"
    )
    assert trajectory.asked == ((f"{now:%Y-%m-%d}", "progress", "tablet", "", "too_heavy"),) and "nu te zwaar" in shown
    assert (found.client["no_contact"], found.client["withdrawn_at"], found.own["wants_news"]) == ("True", f"{now:%Y-%m-%d}", "True")
    for label in (
        "Wil niet meer gemeten worden",
        "Afgemeld voor berichten",
        "Verwijzer",
        "Verwacht einde",
        "Doelgroep",
        "Wat er veranderd is",
    ):
        assert label in shown


def test_a_parents_copy_holds_the_own_custody_and_not_what_the_young_person_asked_for(noor, pim, now):
    Client.objects.filter(pk=noor.client_id).update(withdrawn_at=now)
    change(noor.client, care.parent(noor), "informant", {"email": "nieuw@example.org"}, by=None, now=now)
    found, shown = copy(now, noor, care.parent(noor)), page(pim, noor, care.parent(noor))
    assert "nieuw@example.org" in shown and "E-mail van de jongere" not in shown
    assert found.own["custody"] == "True" and "Heeft gezag" in shown
    assert "withdrawn_at" not in found.client and "withdrawn_at" in found.left_out and "wel of geen contact" in shown


def test_a_request_is_in_the_copy_of_who_asked_it_alone(noor, pim, now):
    """Also of a neighbour with the name of the client, and of a parent who got another name since."""
    young, parent = care.young_person(noor), care.parent(noor)
    for chosen, name, said in ((young.pk, "", "Van Noor."), (parent.pk, "Noor", "Van Marja."), ("other", "Noor", "Van de buurvrouw.")):
        typed = {"kind": "statement", "who": str(chosen), "asked_by": name, "asked_on": f"{now:%d-%m-%Y}", "said": said}
        assert pim.post(reverse("client_rights", kwargs={"client_id": noor.client_id}), typed).status_code == 302
    Informant.objects.filter(pk=parent.pk).update(name="Noor")
    for informant, mine in ((young, "Van Noor."), (parent, "Van Marja.")):
        found, shown = copy(now, noor, informant), page(pim, noor, informant)
        assert [one.said for one in found.requests] == [mine] and "requests" in found.left_out
        assert mine in shown and "buurvrouw" not in shown


def test_who_asks_is_one_of_this_client(noor, pim):
    typed = {"kind": "see", "who": "999999", "asked_by": "", "asked_on": "03-03-2025", "said": ""}
    answer = pim.post(reverse("client_rights", kwargs={"client_id": noor.client_id}), typed)
    assert answer.status_code == 400 and "Kies een van de mogelijkheden" in answer.text


def test_who_looked_is_told_in_the_time_of_here(noor, now):
    moment = datetime(2025, 7, 1, 22, 30, tzinfo=UTC)
    audit.record(
        actor("pim"), now=moment, action="R", event="client.shown", object_type="client", object_id=str(noor.client_id),
        clients=[str(noor.client_id)],
    )  # fmt: skip
    found = copy(now, noor, care.young_person(noor))
    assert ("2025-07-02 00:30", "Pim", "R") in found.looks
    assert timezone.get_current_timezone_name() == "Europe/Amsterdam"


@pytest.mark.parametrize(
    ("whose", "parents", "told"), [("parent", 1, ["ouder of verzorger"]), ("parent", 2, []), ("young_person", 1, ["jongere"])]
)
def test_when_another_answered_is_not_told(noor, pim, now, whose, parents, told):
    if parents == 2:
        care.client(now, number="C-2", bsn="", parent_1="Kees")
        Informant.objects.filter(name="Kees").update(client=noor.client_id, position=2)
    for name in ("young_person", "parent"):
        about = {"object_type": "client", "object_id": str(noor.client_id), "clients": [str(noor.client_id)]}
        audit.record(None, now=now, action="C", event="answers.sent", name=name, **about)
    informant = noor.client.informants.filter(kind=whose).order_by("position").first()
    found, shown = copy(now, noor, informant), page(pim, noor, informant)
    assert [who for _, who, _ in found.looks if who in ("young_person", "parent")] == ([whose] if told else [])
    assert [word for word in ("ouder of verzorger heeft iets", "jongere heeft iets") if word in shown] == [
        f"{word} heeft iets" for word in told
    ]
