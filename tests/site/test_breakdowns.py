"""Breakdowns of a mirror: groups add up to the whole, teams that are no unit are not shown, and what cannot be protected is left out."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime
from typing import Any

import pytest
from django.urls import reverse

from tests import deliveries, personas
from tests.site.conftest import World, deliver, expect, rows, work_all
from tests.site.test_rights_matrix import visitor
from uitkomst.engine import Engine
from uitkomst.flows import breakdowns, show_figures
from uitkomst.flows.freeze_period import freeze_period
from uitkomst.flows.publish_figures import read_release
from uitkomst.flows.teams import join_small_teams
from uitkomst.measures.definitions import load_definitions
from uitkomst.organisations import operations as make
from uitkomst.organisations import queries
from uitkomst.organisations.kinds import OrganisationKind as K
from uitkomst.organisations.kinds import RoleKind as R
from uitkomst.organisations.models import Membership, Organisation, Role
from uitkomst.protection import audit
from uitkomst.protection.figure import Figure
from uitkomst.records.models import ReleaseRecord
from uitkomst.vocabulary.periods import Period

pytestmark = pytest.mark.once

SIZES = {"Noord": 5, "Midden": 3, "Zuid": 2, "West": 4}
"""Practitioners of each team of Het Anker."""


def teams(led: str = "") -> dict[str, Any]:
    """The teams of Het Anker with as many practitioners as ``SIZES`` says; ``led``: the team that Pim leads."""
    provider = queries.organisation(K.PROVIDER, personas.ANKER)
    assert provider is not None
    found = {}
    for name, size in SIZES.items():
        found[name] = make.add_organisation(K.TEAM, f"{personas.ANKER}/{name}", name, valid_from=personas.SINCE)
        make.add_membership(found[name], provider, valid_from=personas.SINCE)
        for number in range(size):
            person = make.add_person(f"{name}{number}@example.org".lower(), f"{name} {number}", password=personas.PASSWORD)
            make.give_role(person, found[name], R.TEAM_LEAD if name == led and number == 0 else R.PRACTITIONER, valid_from=personas.SINCE)
    return found


@pytest.fixture
def by_team(world: World, now: datetime, tmp_path: Any) -> World:
    """A newer delivery of Het Anker in which each client has a team, sex and target group; frozen."""
    teams(led="Noord")
    names = [*SIZES, "Los"]
    told = [{**row, "team": names[n % 5], "doelgroep": "lvb" if n % 3 else "jonge ouders"} for n, row in enumerate(rows(0, 60))]
    path = deliveries.write_delivery(tmp_path, personas.ANKER, "2024-1", told, version=2)
    deliver("quirine", path)
    freeze_period(actor=personas.actor("quirine"), now=now, period="2024-1")
    work_all()
    return world


def figures_of(subject: str, kind: K, world: World | None = None) -> tuple[ReleaseRecord, list[Figure]]:
    """The release that a test made (world: and not the one that was there before it)."""
    before = world.releases.values() if world else ()
    (record,) = ReleaseRecord.objects.filter(subject__code=subject, subject__kind=kind).exclude(pk__in=before)
    return record, list(read_release(record))


def test_the_groups_of_every_grouping_add_up_to_the_whole(by_team: World) -> None:
    record, figures = figures_of(personas.ANKER, K.PROVIDER, by_team)
    assert set(breakdowns.BESIDE[record_key(record)]) < set(record.dims)
    additive = [d.id for d in load_definitions().values() if d.kind == "ratio"]
    whole = {key(f): f for f in figures if set(f.group) == {"*"} and f.period == record.opening_period}
    for at, dim in enumerate(record.dims):
        sums: dict[tuple[str, ...], list[int]] = defaultdict(lambda: [0, 0, 0])
        for figure in figures:
            if figure.group[at] != "*" and figure.period == record.opening_period and figure.indicator in additive:
                for i, number in enumerate((figure.population, figure.denominator, figure.numerator)):
                    sums[key(figure)][i] += number or 0
        assert sums, dim
        for same, summed in sums.items():
            assert summed == [whole[same].population or 0, whole[same].denominator or 0, whole[same].numerator or 0], (dim, same)


def record_key(record: ReleaseRecord) -> Any:
    from uitkomst.vocabulary.verdicts import Audience

    return Audience(record.audience), record.scope.partition(":")[0]


def key(figure: Figure) -> tuple[str, ...]:
    return figure.indicator, figure.variant, figure.informant, figure.period


def test_no_two_groupings_are_crossed(by_team: World) -> None:
    for record in ReleaseRecord.objects.all():
        assert all(sum(value != "*" for value in figure.group) <= 1 for figure in read_release(record))


def test_teams_with_fewer_than_four_practitioners_stand_together(by_team: World) -> None:
    record, figures = figures_of(personas.ANKER, K.PROVIDER, by_team)
    at = record.dims.index("team")
    # Midden (3) and Zuid (2) are no unit; of Los nothing is known, so it stands by itself.
    shown = {figure.group[at].partition("/")[2] for figure in figures} - {"", "*"}
    assert shown == {"Noord", "West", "Los", "small_teams"}
    owned = {r.subject.name for r in ReleaseRecord.objects.filter(subject__kind=K.TEAM)}
    assert owned == {"Noord", "West"}


def test_a_single_small_team_cannot_be_computed_from_the_others(world: World, now: datetime, tmp_path: Any, monkeypatch: Any) -> None:
    monkeypatch.setitem(SIZES, "Midden", 6)
    by = teams()
    assert len(by) == 4
    told = [{**row, "team": list(SIZES)[n % 4]} for n, row in enumerate(rows(0, 60))]
    deliver("quirine", deliveries.write_delivery(tmp_path, personas.ANKER, "2024-1", told, version=2))
    freeze_period(actor=personas.actor("quirine"), now=now, period="2024-1")
    work_all()
    record, figures = figures_of(personas.ANKER, K.PROVIDER, world)
    at = record.dims.index("team")
    # Zuid (2) alone would be the whole minus the rest: it stands together with the smallest unit, West.
    assert {f.group[at].partition("/")[2] for f in figures} - {"", "*"} == {"Noord", "Midden", "small_teams"}


def test_somebody_in_two_small_teams_counts_once(world: World, monkeypatch: Any) -> None:
    for name, size in {"Noord": 5, "Midden": 2, "Zuid": 0, "West": 6}.items():
        monkeypatch.setitem(SIZES, name, size)
    made = teams()
    for number in range(2):
        person = queries.person_by_email(f"midden{number}@example.org")
        assert person is not None
        make.give_role(person, made["Zuid"], R.PRACTITIONER, valid_from=personas.SINCE)
    # Midden and Zuid are the same two people: together they are two, not four, so the smallest unit, Noord, stands with them.
    assert joined() == {"Noord": "small_teams", "Midden": "small_teams", "Zuid": "small_teams", "West": "West"}


def test_a_team_that_ended_during_the_period_is_a_small_team_as_well(world: World) -> None:
    made = teams()
    for table, whose in (
        (Organisation, {"pk": made["Zuid"].pk}),
        (Membership, {"child": made["Zuid"]}),
        (Role, {"organisation": made["Zuid"]}),
    ):
        assert table.objects.filter(**whose).update(valid_until=date(2024, 6, 1))
    assert joined() == {"Noord": "Noord", "Midden": "small_teams", "Zuid": "small_teams", "West": "West"}


def joined() -> dict[str, str]:
    """What each team of Het Anker is called in its figures of 2024-1."""
    provider = queries.organisation(K.PROVIDER, personas.ANKER)
    assert provider is not None
    with Engine([]) as engine:
        engine.load("trajectories", {"delivered": "VARCHAR", "team": "VARCHAR"}, [(name, name) for name in SIZES])
        join_small_teams(engine, provider.pk, Period.parse("2024-1"))
        return dict(engine.rows("SELECT delivered, team FROM trajectories"))


def test_a_team_lead_reads_the_own_team_after_the_own_expectation_and_nobody_else_does(by_team: World, now: datetime) -> None:
    person = queries.person_by_email("noord0@example.org")
    assert person is not None
    lead = queries.actor_for(person, second_factor=True, now=now)
    (listed,) = show_figures.releases(actor=lead, now=now)
    assert (listed.subject_name, listed.sealed, listed.asks_expectation) == ("Noord", True, True)
    assert not [r for r in show_figures.releases(actor=personas.actor("quirine"), now=now) if r.subject_kind == "team"]
    colleague = queries.person_by_email("noord1@example.org")
    assert colleague is not None
    assert show_figures.releases(actor=queries.actor_for(colleague, second_factor=True, now=now), now=now) == []
    team, whole = figures_of(f"{personas.ANKER}/Noord", K.TEAM)[1], figures_of(personas.ANKER, K.PROVIDER, by_team)[1]
    ended = [
        next(f.population for f in found if f.indicator == "dropout" and not f.variant and set(f.group) == {"*"}) for found in (team, whole)
    ]
    assert ended == [6, 30]


def test_all_groupings_of_a_region_together_give_no_hidden_figure_away(world: World, now: datetime, monkeypatch: Any) -> None:
    from uitkomst.vocabulary.verdicts import Audience

    monkeypatch.setitem(breakdowns.BESIDE, (Audience.PARTNER, "region"), ("form_group", "age_group", "sex"))
    freeze_period(actor=personas.actor("hanna"), now=now, period="2024")
    work_all()
    record, figures = figures_of(personas.WEST, K.REGION, world)
    assert {*record.dims, *record.about["left_out"]} == {"municipality", "form_group", "age_group", "sex"}
    released = breakdowns.each_alone("now", "partner", tuple(record.dims), figures)
    assert len(released) == len(record.dims)
    assert not audit(released).exposed
    assert any(f.status == "hidden" for f in figures)


def test_a_grouping_that_cannot_be_protected_is_left_out_and_the_page_says_so(world: World, now: datetime, monkeypatch: Any) -> None:
    from uitkomst.protection.release import CannotProtect
    from uitkomst.vocabulary.verdicts import Audience

    monkeypatch.setitem(breakdowns.BESIDE, (Audience.PARTNER, "region"), ("sex",))
    real = breakdowns.publish

    def publish(snapshot: Any, request: Any, audience: Any, **more: Any) -> None:
        if request.dims == ("sex",):
            raise CannotProtect("for this test")
        real(snapshot, request, audience, **more)

    monkeypatch.setattr(breakdowns, "publish", publish)
    freeze_period(actor=personas.actor("hanna"), now=now, period="2024")
    work_all()
    record, _ = figures_of(personas.WEST, K.REGION, world)
    assert (record.dims, record.about["left_out"]) == (["municipality"], ["sex"])
    page = visitor("bianca").get(reverse("indicator", kwargs={"release_id": record.pk, "indicator": "dropout"})).content.decode()
    assert "Uitgesplitst naar geslacht is dit nu niet te tonen" in page


def test_the_hub_reads_the_nation_by_region(world: World, now: datetime) -> None:
    hanna = personas.actor("hanna")
    (nation,) = [r for r in show_figures.releases(actor=hanna, now=now) if r.subject_kind == "nation"]
    shown = show_figures.show_figures(actor=hanna, now=now, release_id=nation.id, language="nl")
    section = shown.section("dropout")
    assert section is not None
    (by_region,) = [block for block in section.blocks if block.key == "by-youth_region"]
    assert by_region.table is not None
    assert [row.cells[0] for row in by_region.table.rows[:2]] == [personas.EAST, personas.WEST]
    assert [r for r in show_figures.releases(actor=personas.actor("rosa"), now=now) if r.subject_kind == "nation"] == []


def test_every_chart_has_its_table_as_a_file_and_the_subject_as_workbook_and_pdf(world: World, now: datetime) -> None:
    release = world.releases["quirine"]
    expect("quirine", release, now)
    client = visitor("quirine")
    page = client.get(reverse("indicator", kwargs={"release_id": release, "indicator": "usefulness"})).content.decode()
    shown = show_figures.show_figures(actor=personas.actor("quirine"), now=now, release_id=release, indicator="usefulness", language="nl")
    section = shown.section("usefulness")
    assert section is not None
    charted = [block for block in section.blocks if block.table]
    assert charted and all(block.table for block in section.blocks if block.pictures)
    for block in charted:
        where = reverse("table_file", kwargs={"release_id": release, "indicator": "usefulness", "block": block.key})
        assert f'href="{where}"' in page
        lines = client.get(where).content.decode("utf-8-sig").split("\r\n")
        assert block.table is not None
        assert lines[0] == ";".join(block.table.columns)
        assert any("Eigen registratie" in line for line in lines)
    for kind, begins in (("pdf", b"%PDF"), ("xlsx", b"PK")):
        answer = client.get(reverse("indicator_file", kwargs={"release_id": release, "indicator": "usefulness", "kind": kind}))
        assert answer.content.startswith(begins)


def test_a_period_in_which_a_team_had_other_people(by_team: World) -> None:
    """Practitioners are counted over the period, not on the day of freezing."""
    from uitkomst.flows.teams import units_of

    provider = queries.organisation(K.PROVIDER, personas.ANKER)
    assert provider is not None
    assert units_of(provider.pk, date(2025, 3, 4), "2014") == []
