"""Intervals in SQL for many figures equal those of the plain functions, figure by figure."""

from dataclasses import replace

import pytest

from tests.fixtures_figures import release
from uitkomst.comparison.bulk import compare_all
from uitkomst.comparison.compare import compare
from uitkomst.engine import Engine
from uitkomst.protection.publish import load_figures, read_figures


@pytest.mark.parametrize("audience", ["own", "partner", "open"])
def test_sql_and_python_give_the_same_intervals(audience):
    figures = [replace(figure, lower=None, upper=None, merged=()) for figure in release(audience)]
    if audience == "own":
        figures = [replace(f, design_effect=0.4) if f.design_effect and f.period == "2021-1" else f for f in figures]
    with Engine() as engine:
        load_figures(engine, ("municipality",), figures)
        compare_all(engine)
        found = {(f.indicator, f.variant, f.informant, f.period, f.group): f for f in read_figures(engine, ("municipality",))}
    assert len(found) == len(figures) > 3000
    for expected in compare(figures):
        figure = found[expected.indicator, expected.variant, expected.informant, expected.period, expected.group]
        assert (figure.lower, figure.upper) == pytest.approx((expected.lower, expected.upper), abs=1e-12), expected


def test_goals_without_a_design_effect_have_no_interval():
    figures = [replace(f, lower=None, upper=None) for f in release("open") if f.indicator == "goals_achieved"]
    with Engine() as engine:
        load_figures(engine, ("municipality",), figures)
        compare_all(engine)
        found = read_figures(engine, ("municipality",))
    goals = [f for f in found if f.variant == "" and f.value is not None]
    assert goals and all(f.lower is None and f.upper is None for f in goals)
    assert all(f.lower is not None for f in found if f.variant == "all" and f.value is not None)
