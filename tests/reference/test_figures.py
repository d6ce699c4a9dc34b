"""Ages, groups, margins and unions of half-years in the twin, worked out by hand (definitions 2, 3 and 5)."""

from dataclasses import replace

import pytest

from tests.reference.ages import age_group, turns_18_between
from tests.reference.figures import figures
from tests.reference.groups import group_of
from tests.reference.worlds import TABLES, A, B, day, file, half, line, numbered, only, world


@pytest.mark.parametrize(
    ("birth", "start", "group"),
    [
        ("20200229", "2024-02-28", "0-3"),
        ("20200229", "2024-02-29", "4-11"),
        ("20200229", "2032-02-28", "4-11"),
        ("20120229", "2024-02-28", "4-11"),
        ("20060100", "2024-01-14", "12-17"),
        ("20060100", "2024-01-15", "18-22"),
        ("20010000", "2024-06-30", "18-22"),
        ("20010000", "2024-07-01", "23+"),
        ("00000000", "2024-07-01", "unborn"),
        ("20240702", "2024-07-01", "unknown"),
    ],
)
def test_age_groups(birth: str, start: str, group: str):
    assert age_group(birth, day(start)) == group


def test_someone_born_on_a_leap_day_turns_18_on_1_march():
    assert turns_18_between("20040229", day("2022-02-28"), day("2022-06-30"))
    assert not turns_18_between("20040229", day("2022-03-01"), day("2022-06-30"))


def test_groups_of_a_trajectory():
    made = world(file("2024-1", line("2024-02-01", form="13", team="red", crisis=True)))
    values = {
        dim: group_of(dim, only(made), half("2024-1"), made)
        for dim in ("youth_region", "province", "form_group", "crisis", "team", "intervention")
    }
    assert values == {
        "youth_region": "Utrecht-West",
        "province": "Utrecht",
        "form_group": "with_stay",
        "crisis": "01",
        "team": f"{A}/red",
        "intervention": "unknown",
    }


def test_a_year_counts_an_active_trajectory_once_where_it_was_last():
    rows, deliveries = numbered(
        file("2024-1", line("2024-02-01", municipality="0736")), file("2024-2", line("2024-02-01", municipality="0632"))
    )
    found = figures(
        rows,
        deliveries,
        periods={"2024": [half("2024-1"), half("2024-2")], "2024-1": [half("2024-1")]},
        dims=("municipality",),
        tables=TABLES,
    )
    active = {(key[3], key[4]): sums.population for key, sums in found.items() if key[0] == "active"}
    assert active == {("2024", ("*",)): 1, ("2024", ("0632",)): 1, ("2024-1", ("*",)): 1, ("2024-1", ("0736",)): 1}


def test_margins_persons_and_the_identity_of_definitions_3():
    rows, deliveries = numbered(
        file(
            "2024-1",
            line("2024-01-10", "2024-02-01", "03"),
            line("2024-03-01", "2024-04-01", "01"),
            line("2024-03-02", "2024-04-02", client="c2"),
        ),
        file("2024-1", line("2024-03-01", "2024-04-01", "04"), provider=B),
    )
    found = figures(rows, deliveries, periods={"2024-1": [half("2024-1")]}, dims=("provider", "sex"), tables=TABLES)
    total = found["dropout", "", "", "2024-1", ("*", "*")]
    assert (total.population, total.excluded, total.unknown, total.denominator, total.numerator) == (4, 0, 1, 3, 2)
    assert (total.persons, total.persons_met, total.persons_not_met) == (1, 1, 1)
    assert found["dropout", "", "", "2024-1", (B, "V")] == found["dropout", "", "", "2024-1", (B, "*")]
    duration = found["duration", "", "", "2024-1", ("*", "*")]
    assert (duration.denominator, duration.numerator, duration.total) == (4, None, 23 + 32 + 32 + 32)


def test_own_provider_links_only_its_own_trajectories_and_scope_only_filters():
    rows, deliveries = numbered(
        file("2024-1", line("2024-01-10", "2024-02-01", "01")), file("2024-2"), file("2024-1", line("2024-03-01"), provider=B)
    )
    asked = {"periods": {"2024-1": [half("2024-1")]}, "dims": (), "tables": TABLES}
    key = ("no_return", "", "", "2024-1", ())
    assert figures(rows, deliveries, **asked, own_provider=A)[key].numerator == 1
    assert figures(rows, deliveries, **asked, scope=f"provider:{A}")[key].numerator == 0


def test_without_bsn_persons_hold_within_one_provider():
    unknown = line("2024-02-01", "2024-03-01", "01", client="")
    rows, deliveries = numbered(file("2024-1", unknown, replace(unknown, sex="M")), file("2024-1", unknown, provider=B))
    found = figures(rows, deliveries, periods={"2024-1": [half("2024-1")]}, dims=(), tables=TABLES)
    assert found["dropout", "", "", "2024-1", ()].persons == 3
