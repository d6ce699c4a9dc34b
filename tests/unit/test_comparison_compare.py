"""Intervals are filled in from what a figure carries, and from nothing else; and natural frequencies."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uitkomst.comparison.compare import compare
from uitkomst.comparison.frequencies import Frequency, band_of_hundred, of_hundred, of_ten_or_hundred
from uitkomst.comparison.wilson import wilson_interval
from uitkomst.protection.figure import Figure


def figure(indicator="dropout", numerator=31, denominator=100, value=0.31, variant="", **changes):
    fields = {
        "indicator": indicator, "variant": variant, "informant": "", "period": "2024", "group": ("*",),
        "population": denominator, "excluded": 0, "unknown": 0, "denominator": denominator, "numerator": numerator,
        "value": value, "lower": None, "upper": None, "coverage": 1.0, "status": "shown", "reason": "", "marks": (),
    }  # fmt: skip
    return Figure(**{**fields, **changes})


def interval(f):
    (found,) = compare([f])
    return (found.lower, found.upper)


def test_a_share_gets_the_wilson_interval():
    assert interval(figure()) == wilson_interval(31, 100)
    assert interval(figure(numerator=30, value=0.3, status="rounded")) == wilson_interval(30, 100)


def test_a_class_of_a_scale_is_a_share():
    assert interval(figure("usefulness", 12, 100, 0.12, "class:1-4")) == wilson_interval(12, 100)


@pytest.mark.parametrize("reason", ["too_small", "few", "secondary"])
def test_a_hidden_figure_gets_no_interval(reason):
    hidden = figure(numerator=None, value=None, status="hidden", reason=reason, spread=1.5, design_effect=2.0)
    assert interval(hidden) == (None, None)


def test_a_mean_gets_an_interval_only_with_its_spread():
    assert interval(figure("usefulness", None, 50, 7.4)) == (None, None)
    lower, upper = interval(figure("usefulness", None, 50, 7.4, spread=1.5))
    assert (lower, upper) == pytest.approx((6.9737, 7.8263), abs=1e-3)
    assert interval(figure("usefulness", None, 10, 9.8, spread=1.5))[1] == 10


def test_goals_have_no_interval_without_design_effect():
    assert interval(figure("goals_achieved")) == (None, None)
    clustered = interval(figure("goals_achieved", design_effect=2.0))
    assert clustered[0] < wilson_interval(31, 100)[0] + 0.02
    assert interval(figure("goals_achieved", variant="all")) == wilson_interval(31, 100)


def test_counts_have_no_interval_and_intervals_already_there_stay():
    assert interval(figure("begun", 100, 100, 100.0)) == (None, None)
    assert interval(figure(lower=0.1, upper=0.9)) == (0.1, 0.9)


def test_no_answers_no_interval():
    assert interval(figure(numerator=0, denominator=0, value=None, status="hidden", reason="no_answers")) == (None, None)


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        (0, Frequency(0, 100)),
        (0.004, Frequency(1, 100, "<")),
        (0.005, Frequency(1, 100)),
        (0.125, Frequency(13, 100)),
        (0.285, Frequency(29, 100)),
        (0.997, Frequency(99, 100, ">")),
        (1, Frequency(100, 100)),
    ],
)
def test_so_many_of_every_hundred(share, expected):
    assert of_hundred(share) == expected


@pytest.mark.parametrize(("share", "expected"), [(0.42, (4, 10)), (0.1, (1, 10)), (0.07, (7, 100)), (0.96, (96, 100)), (0.9, (9, 10))])
def test_so_many_of_every_ten_where_that_is_enough(share, expected):
    found = of_ten_or_hundred(share)
    assert (found.count, found.base) == expected


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_band_is_never_narrower_than_the_interval(one, other):
    lower, upper = sorted((one, other))
    low, high = band_of_hundred(lower, upper)
    assert low <= lower * 100 + 1e-6 and high >= upper * 100 - 1e-6
    assert 0 <= low <= high + 1 and high <= 100


def test_a_band_does_not_grow_by_floating_point():
    assert band_of_hundred(0.29, 0.57) == (29, 57)
