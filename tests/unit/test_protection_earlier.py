"""Earlier releases: small changes are not told, what was hidden stays hidden."""

import pytest

from tests.protection_tables import cell, counts, with_margins
from uitkomst.protection import release


def made(rows, earlier=()):
    return release(counts(rows), "partner", earlier=earlier)


@pytest.mark.parametrize(("now", "told"), [(21, 20), (22, 20), (18, 20), (23, 23), (20, 20)])
def test_a_numerator_that_changes_by_one_or_two_keeps_its_earlier_value(now, told):
    first = made([cell("x", ("a",), 60, 20)])
    figure = made([cell("x", ("a",), 60, now)], [first.published()]).figures[0]
    assert (figure.numerator, figure.denominator, figure.value) == (told, 60, told / 60)
    assert ("kept_earlier" in figure.marks) == (told != now)


def test_a_denominator_that_changes_little_keeps_its_earlier_value():
    first = made([cell("x", ("a",), 60, 20, unknown=5)])
    figure = made([cell("x", ("a",), 61, 20, unknown=5)], [first.published()]).figures[0]
    assert (figure.population, figure.denominator, figure.unknown) == (65, 60, 5)
    assert "kept_earlier" in figure.marks


def test_what_was_hidden_stays_hidden():
    first = made([cell("x", ("a",), 8, 4)])
    figure = made([cell("x", ("a",), 40, 20)], [first.published()]).figures[0]
    assert (figure.denominator, figure.status, figure.reason) == (None, "hidden", "earlier")
    few = made([cell("x", ("a",), 40, 2)])
    figure = made([cell("x", ("a",), 60, 20)], [few.published()]).figures[0]
    assert (figure.denominator, figure.numerator, figure.reason) == (60, None, "earlier")


def test_a_release_by_other_groups_counts_as_earlier():
    rows = with_margins("x", {("A",): (60, 20), ("B",): (70, 25)}, ("municipality",))
    first = made([cell("x", ("*",), 129, 45)])
    figures = {f.group[0]: f for f in made(rows, [first.published()]).figures}
    assert figures["*"].denominator == 129 and "kept_earlier" in figures["*"].marks
