"""Whatever the table, a release never tells more than allowed: to the attacker of the program, and to a slow twin that enumerates.

The twin writes down every table of whole numbers that fits what is shown and the reasons given, and looks at what they have in common.
Source: definitions 6 (protection levels, own cells of providers).
"""

import os
from itertools import product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.protection_tables import counts, measure, region, with_margins
from uitkomst.protection import audit, release

DIMS = ("municipality", "provider")
LARGE = max(1, int(os.environ.get("TEST_EXAMPLES", "10")) // 8)
"""How many large regions: each takes some twenty seconds."""


def tables(rows, shown, low_high, own):
    """Every inner table (dict of group -> count) that fits: shown margins and cells, bounds of hidden ones, own cells fixed."""
    inner = list(rows)
    lines = {}
    for group in shown.keys() | low_high.keys():
        if "*" in group:
            lines[group] = [g for g in inner if all(a in ("*", b) for a, b in zip(group, g, strict=True))]

    def fits(chosen, last):
        for group, parts in lines.items():
            if last not in parts:
                continue
            total = sum(chosen[p] for p in parts if p in chosen)
            done = all(p in chosen for p in parts)
            low, high = (shown[group],) * 2 if group in shown else low_high[group]
            if total > high or (done and total < low):
                return False
        return True

    def extend(chosen, left):
        if not left:
            yield dict(chosen)
            return
        cell, *rest = left
        if cell in own:
            options = [own[cell]]
        elif cell in shown:
            options = [shown[cell]]
        else:
            low, high = low_high[cell]
            options = range(low, high + 1)
        for value in options:
            chosen[cell] = value
            if fits(chosen, cell):
                yield from extend(chosen, rest)
            del chosen[cell]

    yield from extend({}, inner)


def possible(rows, shown, low_high, own=None):
    """Group -> set of values it has in some table that fits."""
    found = {group: set() for group in low_high}
    for table in tables(rows, shown, low_high, own or {}):
        for group in found:
            found[group].add(sum(v for g, v in table.items() if all(a in ("*", b) for a, b in zip(group, g, strict=True))))
    return found


sizes = st.one_of(st.integers(1, 12), st.integers(10, 30))


@settings(max_examples=40, deadline=None)
@given(st.lists(sizes, min_size=6, max_size=6))
def test_sizes_of_hidden_groups(values):
    rows = dict(zip(product("AB", "123"), values, strict=True))
    made = release(counts(with_margins("ended", {g: (n, None) for g, n in rows.items()}, DIMS), DIMS), "partner")
    assert not audit([made.published()]).exposed
    shown = {f.group: f.denominator for f in made.figures if f.denominator is not None}
    inside = {f.group: (f.group.count("*") and 3 ** (f.group[1] == "*") * 2 ** (f.group[0] == "*")) or 1 for f in made.figures}
    if len(shown) < 6:
        return  # next to nothing is shown: too many tables to write down
    most = min(n for group, n in shown.items() if "*" in group) if ("*", "*") not in shown else shown["*", "*"]
    bounds = {f.group: (inside[f.group], 9 if f.reason == "too_small" else most) for f in made.figures if f.denominator is None}
    true = {f.group: sum(v for g, v in rows.items() if all(a in ("*", b) for a, b in zip(f.group, g, strict=True))) for f in made.figures}
    for provider in (None, "1", "2", "3"):
        own = {g: n for g, n in rows.items() if g[1] == provider}
        for group, found in possible(rows, shown, bounds, own).items():
            if provider and group[1] in (provider, "*"):
                continue
            if true[group] < 10:
                assert set(range(inside[group], 10)) <= found, (group, provider, found)
            else:
                assert len(found) >= 3, (group, provider, found)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.one_of(st.integers(0, 4), st.integers(3, 12)), min_size=6, max_size=6))
def test_numerators_of_shown_groups(values):
    rows = dict(zip(product("AB", "123"), values, strict=True))
    made = release(counts(with_margins("x", {g: (40, n) for g, n in rows.items()}, ("sex", "age_group")), ("sex", "age_group")), "partner")
    assert not audit([made.published()]).exposed
    if any(f.denominator is None for f in made.figures):
        return
    shown = {f.group: f.numerator for f in made.figures if f.numerator is not None}
    bounds = {f.group: (0, 2 if f.reason == "few" else 40 if "*" not in f.group else 240) for f in made.figures if f.numerator is None}
    if len([g for g in bounds if "*" in g]) > 2:
        return  # next to nothing is shown: too many tables to write down, and nothing to learn from them
    true = {g: sum(v for i, v in rows.items() if all(a in ("*", b) for a, b in zip(g, i, strict=True))) for g in bounds}
    for group, found in possible(rows, shown, bounds).items():
        assert {0, 1, 2} <= found if true[group] < 3 else len(found) >= 3, (group, found)


@settings(max_examples=12, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    shape=st.sampled_from([(2, 2), (3, 3), (2, 5)]),
    clients=st.integers(60, 700),
    periods=st.sampled_from([("2024-1",), ("2024-1", "2024-2", "2024"), ("2024-1", "2024"), ("2023", "2024", "2023..2024")]),
    classes=st.booleans(),
    audience=st.sampled_from(["partner", "open"]),
)
@example(seed=1, shape=(2, 2), clients=60, periods=("2024-1", "2024"), classes=False, audience="partner")
@example(seed=60, shape=(2, 2), clients=60, periods=("2023", "2024", "2023..2024"), classes=False, audience="open")
@example(seed=0, shape=(2, 2), clients=61, periods=("2023", "2024", "2023..2024"), classes=False, audience="open")
@example(seed=1, shape=(2, 5), clients=60, periods=("2024-1",), classes=False, audience="open")
def test_a_release_of_a_region_is_safe(seed, shape, clients, periods, classes, audience):
    units = region(seed, *shape, ("2023-1", "2023-2", "2024-1", "2024-2"), clients)
    made_from = measure(units, DIMS, periods, ("ended", "dropout", "response", "usefulness", "able_to_continue"), classes=classes)
    made = release(made_from, audience)
    assert not audit([made.published()]).exposed
    for figure, cell in zip(made.figures, made_from.cells, strict=True):
        if audience == "partner" and figure.numerator is not None and not figure.merged:
            assert figure.numerator == cell.numerator
        if figure.denominator is None:
            assert (figure.population, figure.excluded, figure.unknown, figure.numerator, figure.value) == (None,) * 5


@pytest.mark.slow
@settings(max_examples=LARGE, deadline=None)
@given(seed=st.integers(0, 10_000), clients=st.integers(300, 3000))
def test_larger_regions_are_safe(seed, clients):
    halves = ("2023-1", "2023-2", "2024-1", "2024-2")
    units = region(seed, 4, 6, halves, clients)
    made_from = measure(units, DIMS, (*halves, "2023", "2024"), ("ended", "dropout", "usefulness"), classes=True)
    assert not audit([release(made_from, "partner").published()]).exposed
