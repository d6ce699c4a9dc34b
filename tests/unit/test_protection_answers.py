"""Who answered at all holds who gave a grade: a shown response must not tell the size of a hidden group (decision D39)."""

from dataclasses import replace

from tests.protection_tables import measure, region
from uitkomst.protection import audit, release

HALVES = ("2023-1", "2023-2", "2024-1", "2024-2")


def _made():
    # Two of three gave no answer at all.
    units = [u if n % 3 == 0 else replace(u, grade=None, going_on=None) for n, u in enumerate(region(4, 4, 6, HALVES, 900))]
    counts = measure(units, ("municipality", "provider"), ("2024-1",), ("ended", "response", "usefulness"))
    return counts, release(counts, "partner")


def _telling(counts, made):
    """Groups of which the population is shown and the grades are hidden as too small, with so many who answered that it would tell."""
    true = {c.key.group: c.numerator for c in counts.cells if c.key.indicator == "response"}
    small = {f.group for f in made.figures if f.indicator == "usefulness" and f.reason == "too_small"}
    shown = {f.group for f in made.figures if f.indicator == "response" and f.population}
    return {group: true[group] for group in small & shown if 3 <= true[group] < 9}


def test_a_response_smaller_than_the_threshold_is_hidden_with_the_figure_that_it_holds() -> None:
    counts, made = _made()
    response = {f.group: f for f in made.figures if f.indicator == "response"}
    telling = _telling(counts, made)
    assert telling
    assert all(response[group].numerator is None for group in telling)


def test_the_attacker_uses_a_response_that_is_shown_after_all() -> None:
    counts, made = _made()
    assert not audit([made.published()]).exposed
    group, answered = next(iter(_telling(counts, made).items()))
    told = [f for f in made.figures if (f.indicator, f.group) != ("response", group)]
    mine = next(f for f in made.figures if (f.indicator, f.group) == ("response", group))
    told.append(replace(mine, numerator=answered, status="shown", reason=""))
    exposed = audit([replace(made.published(), figures=tuple(told))]).exposed
    assert ("usefulness", group, answered) in {(e.figure.indicator, e.figure.group, e.highest) for e in exposed}
