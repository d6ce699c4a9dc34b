"""Teams: made and changed, people put in and taken out from a day on; and called by their name wherever figures are shown."""

from __future__ import annotations

import csv
from datetime import date, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests import deliveries, personas
from tests.site import care
from tests.site.conftest import NOW, World, deliver, rows, work_all
from tests.site.test_rights_matrix import visitor
from uitkomst.flows import show_figures, write_expectation
from uitkomst.flows.care import change_client
from uitkomst.flows.freeze_period import freeze_period
from uitkomst.flows.keep_teams import keep
from uitkomst.flows.publish_figures import read_release
from uitkomst.flows.refusals import NotFound, Refused
from uitkomst.flows.teams import FEWEST
from uitkomst.organisations import operations as make
from uitkomst.organisations import queries, team_keeping
from uitkomst.organisations.kinds import OrganisationKind, RoleKind
from uitkomst.organisations.teams import teams_led
from uitkomst.organisations.types import Organisation, Person
from uitkomst.records.models import AuditEvent, ReleaseRecord

TODAY = NOW.date() + timedelta(days=1)


def person(name: str) -> Person:
    found = queries.person_by_email(f"{name}@example.org")
    assert found is not None
    return found


def made(now: datetime, name: str = "Team Oost", code: str = "T07", first: str = "01-01-2015", last: str = "") -> Organisation:
    typed = {"name": name, "code": code, "valid_from": first, "valid_until": last}
    return keep.add_team(actor=personas.actor("bert"), now=now, typed=typed)


def put_in(now: datetime, team: Organisation, who: Person, first: str = "01-01-2015", kind: str = "practitioner") -> Any:
    typed = {"person": str(who.pk), "kind": kind, "from": first}
    return keep.put_in(actor=personas.actor("bert"), now=now, team_id=team.pk, typed=typed)


def colleagues(now: datetime, number: int, team: Organisation) -> list[Person]:
    """New practitioners of Het Anker, in a team."""
    anker = queries.organisation(OrganisationKind.PROVIDER, personas.ANKER)
    assert anker is not None
    found = []
    for n in range(number):
        found.append(make.add_person(f"{team.pk}-{n}@example.org", f"Collega {team.pk} {n}", password=personas.PASSWORD))
        make.give_role(found[-1], anker, RoleKind.PRACTITIONER, valid_from=personas.SINCE)
        put_in(now, team, found[-1])
    return found


def test_somebody_is_in_a_team_from_the_first_day_to_the_last(world: World, now: datetime) -> None:
    team = made(now)
    role = put_in(now, team, person("pim"), first="01-03-2025", kind="team_lead")
    lead = personas.actor("pim")
    assert [teams_led(lead, day) for day in (date(2025, 2, 28), date(2025, 3, 1))] == [frozenset(), {team.pk}]
    keep.take_out(actor=personas.actor("bert"), now=now, team_id=team.pk, role_id=role.pk, typed={"last_day": "31-03-2025"})
    assert [teams_led(lead, day) for day in (date(2025, 3, 31), date(2025, 4, 1))] == [{team.pk}, frozenset()]
    with pytest.raises(Refused, match="already_in_team"):
        put_in(now, team, person("pim"), first="20-03-2025")
    again = put_in(now, team, person("pim"), first="01-05-2025")
    shown = keep.show_team(actor=personas.actor("bert"), now=now, team_id=team.pk).shown
    assert ([one.pk for one in shown.now], [one.pk for one in shown.later], shown.before) == ([role.pk], [again.pk], ())
    told = AuditEvent.objects.filter(event_type_code__startswith="team.").order_by("pk")
    assert [line.event_type_code for line in told] == ["team.made", "team.person_in", "team.person_out", "team.person_in", "team.person_in"]
    assert {line.user_name for line in told} == {"Bert"}


def test_who_is_put_in_and_out_on_one_day_was_never_in_it(world: World, now: datetime) -> None:
    team = made(now)
    role = put_in(now, team, person("pim"), first="")
    assert role.valid_from == TODAY
    keep.take_out(actor=personas.actor("bert"), now=now, team_id=team.pk, role_id=role.pk, typed={})
    assert team_keeping.members([team.pk]) == []


def test_who_has_nothing_left_is_logged_out(world: World) -> None:
    now = timezone.now()
    team = made(now)
    role = put_in(now, team, person("pim"))
    (own,) = [one for one in queries.roles_of(person("pim"), timezone.localdate()) if one.organisation_id != team.pk]
    client = visitor("pim")
    make.end_role(own, last_day=timezone.localdate() - timedelta(days=1))
    assert client.get("/").status_code == 200
    answer = visitor("bert").post(reverse("team_person", kwargs={"team_id": team.pk, "role_id": role.pk}), {"when": "now"})
    assert answer.status_code == 302
    assert client.get("/")["Location"].startswith("/account/login/")


@pytest.mark.parametrize(
    ("typed", "code", "field"),
    [
        ({"name": ""}, "typed_needed", "name"),
        ({"valid_from": ""}, "typed_needed", "valid_from"),
        ({"valid_from": "31-02-2024"}, "typed_no_day", "valid_from"),
        ({"valid_from": "01-01-1924"}, "team_day_far", "valid_from"),
        ({"valid_until": "01-01-2999"}, "team_day_far", "valid_until"),
        ({"valid_from": "02-01-2024", "valid_until": "01-01-2024"}, "team_ends_before", "valid_until"),
        ({"name": "team oost"}, "team_word_taken", "name"),
        ({"name": "t07"}, "team_word_taken", "name"),
        ({"code": "Team Oost"}, "team_word_taken", "code"),
        ({"name": "x" * 201}, "typed_too_long", "name"),
    ],
)
def test_what_cannot_be_is_refused_by_the_name_of_the_field_and_stays_typed(
    world: World, now: datetime, typed: dict[str, str], code: str, field: str
) -> None:
    made(now)
    given = {"name": "Team Zuid", "code": "", "valid_from": "01-01-2024", "valid_until": "", **typed}
    with pytest.raises(Refused) as refused:
        keep.add_team(actor=personas.actor("bert"), now=now, typed=given)
    assert (refused.value.code, refused.value.details["field"]) == (code, field)
    answer = visitor("bert").post(reverse("teams"), given)
    assert answer.status_code == 400 and answer.content.count(b'aria-invalid="true"') == 1
    assert all(f'value="{value}"' in answer.text for value in given.values() if value)
    assert len(team_keeping.all_teams(personas.actor("bert").organisation_id)) == 1


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ({"person": "999999"}, "typed_not_in_list"),
        ({"kind": "director"}, "typed_not_in_list"),
        ({"from": "01-01-2014"}, "team_not_then"),
        ({"from": "01-01-2026"}, "team_not_then"),
        ({"from": "morgen"}, "typed_no_day"),
    ],
)
def test_who_cannot_be_put_in_a_team(world: World, now: datetime, typed: dict[str, str], code: str) -> None:
    team = made(now, last="31-12-2025")
    given = {"person": str(person("pim").pk), "kind": "practitioner", "from": "", **typed}
    with pytest.raises(Refused, match=code):
        keep.put_in(actor=personas.actor("bert"), now=now, team_id=team.pk, typed=given)


def test_nobody_of_another_organisation_can_be_put_in_a_team(world: World, now: datetime) -> None:
    team = made(now)
    with pytest.raises(Refused, match="typed_not_in_list"):
        put_in(now, team, person("bram"))
    page = visitor("bert").get(reverse("team_page", kwargs={"team_id": team.pk})).text
    assert "Pim (pim@example.org)" in page and "bram@example.org" not in page


def test_a_team_that_ends_lets_everybody_out_on_that_day_and_cannot_end_before_somebody_came(world: World, now: datetime) -> None:
    team = made(now)
    put_in(now, team, person("pim"), first="01-06-2024")
    change = {"name": "Team Oost", "code": "T07", "valid_from": "01-01-2015"}
    with pytest.raises(Refused, match="team_people_outside"):
        keep.change_team(actor=personas.actor("bert"), now=now, team_id=team.pk, typed={**change, "valid_until": "31-05-2024"})
    keep.change_team(actor=personas.actor("bert"), now=now, team_id=team.pk, typed={**change, "valid_until": "31-12-2024"})
    assert [role.until for role in team_keeping.members([team.pk])] == [date(2024, 12, 31)]
    page = visitor("bert").get(reverse("teams")).text
    assert "Teams van vroeger" in page and "tot en met 31 december 2024" in page


def test_who_is_put_in_leaves_with_the_team_whatever_its_last_day_becomes(world: World, now: datetime) -> None:
    bert, soon, later, far = personas.actor("bert"), *(TODAY + timedelta(days=number) for number in (30, 60, 90))
    team = made(now, last=f"{soon:%d-%m-%Y}")
    put_in(now, team, person("pim"), kind="team_lead")
    out = put_in(now, team, colleagues(now, 1, made(now, "Team Zuid", "T08"))[0], kind="team_lead")
    keep.take_out(actor=bert, now=now, team_id=team.pk, role_id=out.pk, typed={"last_day": f"{soon:%d-%m-%Y}"})

    def change(last: str, at: datetime = now) -> None:
        typed = {"name": "Team Oost", "code": "T07", "valid_from": "01-01-2015", "valid_until": last}
        keep.change_team(actor=bert, now=at, team_id=team.pk, typed=typed)

    def leads(who: Person, day: date) -> bool:
        return team.pk in teams_led(queries.actor_for(who, second_factor=True, now=now), day)

    assert leads(person("pim"), soon) and not leads(person("pim"), later)
    change(f"{later:%d-%m-%Y}")
    assert leads(person("pim"), later) and not leads(person("pim"), far) and not leads(out.person, later), "who was taken out stays out"
    change("")
    assert leads(person("pim"), far) and not leads(out.person, later)
    # Who has left with the team does not come back when it begins again: that is for who keeps teams to say of each.
    change(f"{soon:%d-%m-%Y}")
    change("", now + timedelta(days=40))
    assert leads(person("pim"), soon) and not leads(person("pim"), later)


def test_a_team_that_ended_logs_out_who_has_nothing_else_and_another_name_asks_after_nobody(world: World) -> None:
    now, bert = timezone.now(), personas.actor("bert")
    team = made(now)
    put_in(now, team, person("pim"), first="01-06-2024")
    (own,) = [one for one in queries.roles_of(person("pim"), timezone.localdate()) if one.organisation_id != team.pk]
    client = visitor("pim")
    make.end_role(own, last_day=timezone.localdate() - timedelta(days=1))
    change = {"name": "Team Oost", "code": "T07", "valid_from": "01-01-2015"}

    def renamed(name: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            keep.change_team(actor=bert, now=now, team_id=team.pk, typed={**change, "name": name})
        return len(asked)

    few = renamed("Team Noord")
    colleagues(now, 3, team)
    assert renamed("Team West") == few and client.get("/").status_code == 200
    yesterday = f"{timezone.localdate(now) - timedelta(days=1):%d-%m-%Y}"
    keep.change_team(actor=bert, now=now, team_id=team.pk, typed={**change, "valid_until": yesterday})
    assert client.get("/")["Location"].startswith("/account/login/")


def test_the_page_says_whether_a_team_is_large_enough_and_counts_nothing_by_colleague(world: World, now: datetime) -> None:
    team = made(now)
    colleagues(now, FEWEST - 1, team)
    where, client = reverse("team_page", kwargs={"team_id": team.pk}), visitor("bert")
    assert "minstens 4 hulpverleners nodig" in client.get(where).text
    put_in(now, team, person("pim"))
    page = client.get(where).text
    assert "genoeg voor een eigen spiegel" in page
    assert page.count("T07") == 2  # in the sentence and in the field


@pytest.fixture
def by_team(world: World, now: datetime, tmp_path: Any) -> World:
    """A delivery of Het Anker with a team known by its code, by its name, one nobody made, and two small ones of which one has ended."""
    team = made(now)
    lead = colleagues(now, FEWEST, team)[0]
    for name, code, last in (("Team Zuid", "T08", ""), ("Team Noord", "T09", "31-03-2024")):
        colleagues(now, 2, made(now, name, code, last=last))
    put_in(now, team, person("pim"), kind="team_lead")
    assert lead
    words = ["T07", "Team Oost", "team oost", "T08", "Team Noord", "Los"]
    told = [{**row, "team": words[n // 2 % 6]} for n, row in enumerate(rows(0, 72))]
    deliver("quirine", deliveries.write_delivery(tmp_path, personas.ANKER, "2024-1", told, version=2))
    freeze_period(actor=personas.actor("quirine"), now=now, period="2024-1")
    work_all()
    return world


def release_of(kind: OrganisationKind, world: World) -> ReleaseRecord:
    (record,) = ReleaseRecord.objects.filter(subject__kind=kind, openings__isnull=False).exclude(pk__in=world.releases.values()).distinct()
    return record


def opened(name: str, record: ReleaseRecord, now: datetime) -> show_figures.Shown:
    """After the own expectation."""
    who = personas.actor(name)
    if record.subject.kind == OrganisationKind.TEAM:
        who = queries.actor_for(person(name), organisation_id=record.subject_id, second_factor=True, now=now)
    form = write_expectation.show_form(actor=who, now=now, release_id=record.pk)
    lines = [{"indicator": line.indicator, "low": "5", "high": "8", "why": "zo ging het"} for line in form.lines]
    write_expectation.write_expectation(actor=who, now=now, release_id=record.pk, lines=lines)
    write_expectation.lock_expectation(actor=who, now=now, release_id=record.pk)
    return show_figures.show_figures(actor=who, now=now, release_id=record.pk, language="nl")


def test_figures_know_a_team_by_its_code_and_show_it_by_its_name(by_team: World, now: datetime) -> None:
    record = release_of(OrganisationKind.PROVIDER, by_team)
    at = record.dims.index("team")
    # Code and name in the file are one team; two small teams stand together, also the one that ended; of Los nothing is known.
    assert {figure.group[at].partition("/")[2] for figure in read_release(record)} - {""} == {"T07", "small_teams", "Los"}
    section = opened("quirine", record, now).section("dropout")
    assert section is not None
    (table,) = [block.table for block in section.blocks if block.key == "by-team"]
    assert table is not None
    assert [row.cells[0] for row in table.rows[:3]] == ["Los", "Team Oost", "kleine teams samen"]
    # Another name is shown at once; a file of figures has it as well, with the number of the provider.
    typed = {"name": "Team Rijn", "code": "", "valid_from": "01-01-2015"}
    keep.change_team(
        actor=personas.actor("bert"), now=now, team_id=queries.organisation(OrganisationKind.TEAM, f"{personas.ANKER}/T07").pk, typed=typed
    )  # type: ignore[union-attr]
    page = visitor("quirine").get(reverse("indicator", kwargs={"release_id": record.pk, "indicator": "dropout"})).text
    assert "Team Rijn" in page and "T07" not in page
    _, _, content = show_figures.figures_file(actor=personas.actor("quirine"), now=now, release_id=record.pk, kind="csv")
    in_file = {line["team"] for line in csv.DictReader(StringIO(content.decode("utf-8-sig")))}
    assert in_file == {"*", f"{personas.ANKER}/Team Rijn", f"{personas.ANKER}/small_teams", f"{personas.ANKER}/Los"}


def test_the_mirror_of_a_team_holds_what_came_under_its_code_and_its_name(by_team: World, now: datetime) -> None:
    record = release_of(OrganisationKind.TEAM, by_team)
    assert record.scope == f"team:{personas.ANKER}/T07"
    ended = next(one for one in read_release(record) if one.indicator == "dropout" and not one.variant and set(one.group) == {"*"})
    assert ended.population == 18
    shown = opened("pim", record, now)
    assert "Team Oost" in shown.document.title and "T07" not in shown.document.title


def test_the_team_of_a_trajectory_can_change_and_its_history_says_so_by_name(world: World, now: datetime) -> None:
    team, other = made(now), made(now, "Team Zuid", "T08")
    put_in(now, team, person("pim"))
    trajectory = care.client(now, number="C-7", bsn="")
    typed = {"every_months": "3", "follow_up_months": "0", "expected_end": "", "request_for_help": trajectory.request_for_help}
    for chosen in (team, other):
        change_client.change_details(
            actor=personas.actor("pim"),
            now=now,
            trajectory_id=trajectory.pk,
            typed={**typed, **_people(trajectory), "team": str(chosen.pk)},
        )
    shown = change_client.show_details(actor=personas.actor("pim"), now=now, trajectory_id=trajectory.pk)
    assert shown.trajectory.team_id == other.pk
    assert [(line.old, line.new, line.who) for line in shown.history if line.change.field == "team_id"] == [
        ("Team Oost", "Team Zuid", "Pim"), ("", "Team Oost", "Pim"),
    ]  # fmt: skip


def _people(trajectory: Any) -> dict[str, str]:
    """The fields of the people around a client, as they are."""
    found = {}
    for one in trajectory.client.informants.all():
        found |= {f"{one.pk}:name": one.name, f"{one.pk}:email": one.email, f"{one.pk}:channel": one.channel}
    return found


def test_only_who_keeps_teams_of_this_organisation_can_touch_one(world: World, now: datetime) -> None:
    team = made(now)
    bram = queries.organisation(OrganisationKind.PROVIDER, personas.BRUG)
    assert bram is not None
    make.give_role(person("bram"), bram, RoleKind.ADMINISTRATOR, valid_from=personas.SINCE)
    with pytest.raises(NotFound):
        keep.show_team(actor=personas.actor("bram"), now=now, team_id=team.pk)
    assert Client().get(reverse("team_page", kwargs={"team_id": team.pk})).status_code == 302
