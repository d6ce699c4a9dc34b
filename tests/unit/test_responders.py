"""Shares of who answered beside those of who did not, and how far they are apart."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fixtures_figures import mirror, release
from tests.reference import responders as twin
from uitkomst.comparison.responders import FEWEST, compare_shares, standardised_difference
from uitkomst.presentation.blocks.responders import AT_START
from uitkomst.presentation.build import build_document


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        # Austin (2009), Stat Med 28:3083, formula for two proportions, worked out by hand.
        (0.5, 0.5, 0.0),
        (0.2, 0.1, 0.1 / math.sqrt((0.16 + 0.09) / 2)),
        (0.1, 0.2, -0.1 / math.sqrt((0.16 + 0.09) / 2)),
        (1.0, 0.0, math.inf),
        (0.0, 0.0, 0.0),
    ],
)
def test_the_difference_of_two_shares_in_standard_deviations(one: float, other: float, expected: float) -> None:
    assert standardised_difference(one, other) == pytest.approx(expected)


@given(st.lists(st.sampled_from("abc"), min_size=FEWEST, max_size=60), st.lists(st.sampled_from("abc"), min_size=FEWEST, max_size=60))
def test_shares_are_those_of_the_slow_twin_and_add_up(answered: list[str], silent: list[str]) -> None:
    numbers = {name: (answered.count(name), silent.count(name)) for name in "abc"}
    found = compare_shares(numbers, len(answered), len(silent))
    assert found is not None
    assert sum(one.answered for one in found.values()) == pytest.approx(1)
    for name, shares in found.items():
        one, other, apart = twin.beside(answered, silent, name)
        assert (shares.answered, shares.silent) == (pytest.approx(one), pytest.approx(other))
        if math.isfinite(shares.difference):
            assert shares.difference == pytest.approx(apart)


@pytest.mark.parametrize(("answered", "silent"), [(FEWEST - 1, 500), (500, FEWEST - 1), (0, 500)])
def test_too_few_are_laid_beside_nobody(answered: int, silent: int) -> None:
    assert compare_shares({"a": (1, 1)}, answered, silent) is None


def test_only_what_was_known_at_the_start_is_compared_and_a_hidden_group_has_no_number() -> None:
    figures = tuple(release("partner"))
    told = mirror("partner", dims=("age_group",), figures=figures, focus_group=None, group_names={})
    section = next(one for one in build_document(told, "nl").sections if one.id == "usefulness")
    (block,) = [one for one in section.blocks if one.key == "responders"]
    assert block.table is not None
    hidden = {
        figure.group[0]
        for figure in figures
        if (figure.indicator, figure.variant, figure.informant, figure.period) == ("usefulness", "", "parent", told.period)
        and figure.denominator is None
    }
    shown = {row.cells[0].removeprefix("Leeftijd: "): row.cells[3:5] for row in block.table.rows}
    assert hidden and all(shown.get(code, ("niet te tonen",) * 2) == ("niet te tonen",) * 2 for code in hidden)
    assert set(shown) - hidden and all("niet te tonen" not in shown[code] for code in set(shown) - hidden)
    assert any("Kleine groepen zijn niet te tonen" in note for note in block.notes)
    # The place where somebody lives is not compared: it is no trait of the start that help cannot choose.
    assert "municipality" not in AT_START
    placed = next(one for one in build_document(mirror("partner"), "nl").sections if one.id == "usefulness")
    assert not [one for one in placed.blocks if one.key == "responders"]


def test_nothing_is_said_where_everybody_is_known() -> None:
    figures = tuple(release("own"))
    told = mirror("own", dims=("sex",), figures=figures, focus_group=None, group_names={})
    for section in build_document(told, "en").sections:
        whole = [f for f in figures if f.indicator == section.id and f.period == told.period and f.group == ("*",) and not f.variant]
        compared = [one for one in section.blocks if one.key == "responders"]
        assert bool(compared) == any(f.unknown for f in whole), section.id
