"""Actions on the course of an indicator: numbered where they were agreed, listed below, in the table and in words; no figure changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fixtures_figures import mirror
from uitkomst.presentation.agreed import Agreed, marks_of, place_of, with_agreed
from uitkomst.presentation.build import build_document
from uitkomst.presentation.release_view import ReleaseView
from uitkomst.presentation.words import Words
from uitkomst.vocabulary.periods import HalfYear

HALVES = ["2022-1", "2022-2", "2023-1", "2024-1"]


@pytest.mark.parametrize(
    ("day", "place"),
    [
        (date(2021, 12, 31), None),
        (date(2022, 1, 1), 0.0),
        (date(2022, 7, 1), 1.0),
        (date(2023, 12, 31), 3.0),
        (date(2024, 1, 1), 3.0),
        (date(2024, 7, 1), None),
    ],
)
def test_a_day_lies_in_its_half_year_or_on_the_boundary_of_a_gap(day: date, place: float | None) -> None:
    assert place_of(HALVES, day) == place


@given(st.dates(date(2020, 1, 1), date(2026, 1, 1)), st.integers(1, 400))
def test_a_later_day_never_lies_further_to_the_left(day: date, more: int) -> None:
    first, second = place_of(HALVES, day), place_of(HALVES, day + timedelta(days=more))
    if first is not None and second is not None:
        assert first <= second
    if first is not None:
        half = HalfYear.parse(HALVES[int(first)])
        # In the half-year of its place, or in the gap before it: then exactly where that begins.
        assert half.first_day <= day <= half.last_day or (day < half.first_day and first == int(first))


def test_actions_of_one_day_share_a_mark_and_what_lies_outside_is_only_listed() -> None:
    told = [Agreed(date(2022, 3, 1), "wij", "bellen.", "A"), Agreed(date(2022, 3, 1), "B", "schrijven", "B")]
    told += [Agreed(date(2023, 2, 1), "wij", "vragen", "A"), Agreed(date(2026, 2, 1), "wij", "kijken", "A")]
    marks = marks_of(Words("nl"), HALVES, told)
    assert [mark.number for mark in marks.drawn] == ["1–2", "3"] and marks.rows == {"2022-1": "1–2", "2023-1": "3"}
    assert marks.listed[0] == "1 maart 2022, wij: bellen; afspraak van A."
    assert marks.listed[1] == "1 maart 2022, B: schrijven."
    assert "buiten de halfjaren" in marks.listed[3] and not [line for line in marks.listed[:3] if "buiten" in line]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_course_gets_marks_and_the_figures_stay_the_same(language: str) -> None:
    made = mirror()
    plain = build_document(made, language)
    section = next(one for one in plain.sections if any(block.key == "course" and block.pictures for block in one.blocks))
    before = next(block for block in section.blocks if block.key == "course")
    halves = ReleaseView(made.figures).half_years(section.id, made.opening_group)
    on = HalfYear.parse(halves[0]).first_day + timedelta(days=40)
    agreed = [Agreed(on, "Het wijkteam", "<b>bellen</b>", "Woerden")]
    marked = with_agreed(plain, made, section.id, agreed)
    after = next(block for one in marked.sections if one.id == section.id for block in one.blocks if block.key == "course")
    assert after.table and before.table and after.listed
    assert [row.cells[:-1] for row in after.table.rows] == [row.cells for row in before.table.rows]
    assert [row.cells[-1] for row in after.table.rows] == ["1", *[""] * (len(halves) - 1)]
    for old, new in zip(before.pictures, after.pictures, strict=True):
        for drawing in (new.fluid, new.fixed):
            assert 'class="moment"' in drawing and ">1</text>" in drawing and "<b>" not in drawing
        assert "Het wijkteam" in new.description and old.fluid.count("<circle") == new.fluid.count("<circle")
    assert "Het wijkteam" in after.listed.items[0] and after.after
    # Nothing else changed, and without actions nothing does.
    assert [one for one in marked.sections if one.id != section.id] == [one for one in plain.sections if one.id != section.id]
    assert with_agreed(plain, made, section.id, []) is plain and with_agreed(plain, made, "nothing", agreed) is plain
    assert replace(after, pictures=before.pictures, table=before.table, listed=None, after="") == before
