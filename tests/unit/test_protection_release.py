"""Release: published reference tables, thresholds, rounding, and what the attacker makes of primary suppression alone."""

from dataclasses import replace

import pytest

from tests.protection_tables import cell, counts, measure, region, with_margins
from uitkomst.measures.counts import Cell, CellKey
from uitkomst.protection import POLICIES, Published, audit, own_figure, release
from uitkomst.protection.lines import Place
from uitkomst.protection.primary import hide_primary
from uitkomst.protection.release import _states
from uitkomst.protection.statements import Columns, Elsewhere, build, read
from uitkomst.protection.structure import describe, family_key
from uitkomst.protection.system import Need, intervals
from uitkomst.protection.table import Table

# ssb-gausssuppression, tests/testthat/test-GaussSuppressionFromData.R: SSBtoolsData("z1").
Z1 = {
    "annet": (11, 7, 5, 13, 9, 12, 6, 9),
    "arbeid": (11, 1, 8, 2, 14, 9, 4, 3),
    "soshjelp": (55, 29, 35, 17, 63, 24, 22, 38),
    "trygd": (36, 18, 25, 13, 52, 22, 8, 15),
}


def z1_counts():
    """The table z1 as numerators in groups of 500. There up to 3 is small, here up to 2: the values lie so that the same cells are."""
    table = {}
    for kind, row in Z1.items():
        for letter, n in zip("ABCDEFGH", row, strict=True):
            table[letter, kind] = (500, n + 2 if n > 3 else min(n, 2))
    return counts(with_margins("x", table, ("region", "kind")), ("region", "kind"))


def primary_only(made_from, audience="partner"):
    """What would be released if only the rules row by row were applied."""
    states = _states(made_from, POLICIES[audience])
    by_key = {}
    for state in states.values():
        hide_primary(state)
        for (_, c), (_, figure) in zip(state.rows, state.figures(), strict=True):
            by_key[c.key] = figure
    return Published("primary only", audience, made_from.dims, tuple(by_key[c.key] for c in made_from.cells))


def hidden_numerators(figures):
    return {f.group for f in figures if f.numerator is None}


def test_z1_primary_suppression_alone_is_computed_exactly():
    attacked = audit([primary_only(z1_counts())])
    exact = {e.figure.group for e in attacked.exposed if e.lowest == e.highest}
    assert exact == {("B", "arbeid"), ("D", "arbeid"), ("H", "arbeid")}


def test_z1_secondary_suppression_hides_one_more_cell_per_row():
    made = release(z1_counts(), "partner")
    hidden = hidden_numerators(made.figures)
    assert {("B", "arbeid"), ("D", "arbeid"), ("H", "arbeid")} <= hidden
    # GaussSuppression and tau-Argus both need six cells; levels of three values each need no more than a few extra.
    assert 6 <= len(hidden) <= 9
    assert not any("*" in group for group in hidden)
    assert not audit([made.published()]).exposed


def test_example1_hides_two_countries_in_both_ages():
    """GaussSuppression, vignette Small_count_frequency_table_suppression: zeros and small counts of 2014 (scaled to our threshold)."""
    young, old = {"Spain": 15, "Iceland": 2, "Portugal": 0}, {"Spain": 16, "Iceland": 9, "Portugal": 10}
    table = {("young", c): (100, n) for c, n in young.items()} | {("old", c): (100, n) for c, n in old.items()}
    made = release(counts(with_margins("x", table, ("age", "country")), ("age", "country")), "partner")
    inner = {g for g in hidden_numerators(made.figures) if "*" not in g}
    assert {("young", "Iceland"), ("young", "Portugal"), ("old", "Iceland"), ("old", "Portugal")} <= inner
    assert not audit([made.published()]).exposed


@pytest.mark.parametrize(("count", "shown"), [(0, None), (6, None), (7, None), (8, 10), (12, 10), (13, 15), (42, 40)])
def test_open_rounds_as_statline_does(count, shown):
    """ehrql tests/unit/measures/test_disclosure_control.py (7 and less hidden, base 5); ours is never shown as 0."""
    made = release(counts([cell("x", ("*",), 200, count)]), "open")
    assert made.figures[0].numerator == shown
    assert made.figures[0].denominator == 200
    assert made.figures[0].value == (None if shown is None else shown / 200)
    assert made.figures[0].status == ("hidden" if shown is None else "rounded")


def test_open_prints_a_structural_zero_and_hides_other_small_counts():
    made = release(counts([cell("dropout", ("*",), 100, 50, unknown=3)]), "open").figures[0]
    assert (made.excluded, made.unknown) == (0, None)
    assert made.coverage is None


def test_rounding_attack_gives_an_interval():
    """methods 2.4: total 30, parts 10, 10 and hidden: the hidden part is 4..7."""
    made_from = counts(with_margins("x", {("a",): (12, None), ("b",): (11, None), ("c",): (7, None)}, ("d",)), ("d",))
    figures = primary_only(made_from, "open").figures
    assert {f.group[0]: f.denominator for f in figures} == {"a": 10, "b": 10, "c": None, "*": 30}
    family = describe(family_key("x", "", ""), [""], scale=False, count=True)
    table = Table(family, {Place((1,), f.group) for f in figures}, ("d",), {}, additive=True)
    columns = Columns(table)
    reading = read([(table.places[Place((1,), f.group)], f) for f in figures], columns, family, POLICIES["open"].thresholds)
    found = intervals(build(table, columns, reading.statements, Elsewhere()), [replace(t, need=Need(values=99)) for t in reading.targets])
    assert [(round(i.lowest), round(i.highest)) for i in found.values()] == [(4, 7)]


def test_too_small_hides_the_whole_row():
    few_clients = replace(cell("x", ("a",), 12, 6), persons=9)
    for small in (cell("x", ("a",), 9, 4), few_clients):
        figure = release(counts([small]), "partner").figures[0]
        assert (figure.population, figure.denominator, figure.numerator, figure.value, figure.coverage) == (None,) * 5
        assert (figure.status, figure.reason) == ("hidden", "too_small")


@pytest.mark.parametrize(("met", "reason"), [(0, "few"), (2, "few"), (3, ""), (37, ""), (38, "nearly_all"), (40, "nearly_all")])
def test_few_and_nearly_all_hide_the_numerator_only(met, reason):
    figure = release(counts([cell("x", ("a",), 40, met, unknown=2)]), "partner").figures[0]
    assert (figure.population, figure.unknown, figure.denominator) == (42, 2, 40)
    assert figure.reason == reason
    assert (figure.numerator, figure.value) == ((None, None) if reason else (met, met / 40))


def test_few_persons_behind_many_rows():
    row = replace(cell("x", ("a",), 40, 6), persons_met=2)
    figure = release(counts([row]), "partner").figures[0]
    assert (figure.reason, figure.numerator, figure.denominator) == ("few_persons", None, 40)


def test_a_mean_that_says_what_nearly_all_said_is_hidden():
    told = cell("usefulness", ("a",), 40, None, total=300)
    assert release(counts([told]), "partner").figures[0].value == 7.5
    assert release(counts([replace(told, off_highest=2, total=398)]), "partner").figures[0].value is None
    assert release(counts([replace(told, off_lowest=0, total=40)]), "partner").figures[0].value is None


def test_narrower_variant_is_hidden_when_the_difference_is_small():
    rows = [cell("dropout", ("a",), 60, n, variant=v) for v, n in (("", 12), ("client", 10), ("early_end", 20))]
    shown = {f.variant: f.numerator for f in release(counts(rows), "partner").figures}
    assert shown == {"": 12, "client": None, "early_end": 20}


def test_small_classes_are_told_with_their_neighbour():
    classes = {"01": 30, "02": 2, "03": 8, "04": 7, "05": 13}
    rows = [cell("dropout", ("a",), 60, 15)]
    rows += [cell("dropout", ("a",), 60, n, variant=f"class:{c}") for c, n in classes.items()]
    figures = {f.variant: f for f in release(counts(rows), "partner").figures}
    assert figures["class:02"].merged == ("02", "03") and figures["class:02"].numerator == 10
    assert figures["class:03"].merged == ("02", "03") and figures["class:03"].numerator is None
    assert figures["class:01"].merged == () and figures["class:01"].numerator == 30


def test_large_cells_are_all_shown():
    table = {(m, p): (100 + 7 * i + 13 * j, 40 + 3 * i + j) for i, m in enumerate("ABCD") for j, p in enumerate("XYZ")}
    made = release(counts(with_margins("x", table, ("municipality", "provider")), ("municipality", "provider")), "partner")
    assert all(f.status == "shown" for f in made.figures)


def test_remainder_of_a_line_is_a_group_itself():
    """Two parts of five are too small together with nobody else: a third part is hidden as well."""
    table = {("A",): (100, 40), ("B",): (5, 2), ("C",): (4, 2), ("D",): (30, 12)}
    figures = {f.group[0]: f for f in release(counts(with_margins("x", table, ("m",)), ("m",)), "partner").figures}
    assert figures["D"].reason == "secondary" and figures["D"].denominator is None
    assert figures["A"].denominator == 100 and figures["*"].denominator == 139


def test_period_that_nobody_asked_for_is_a_remainder_too():
    rows = [cell("x", ("*",), 34, 15, period="2024"), cell("x", ("*",), 30, 13, period="2024-1")]
    figures = {f.period: f for f in release(counts(rows), "partner").figures}
    assert None in (figures["2024"].denominator, figures["2024-1"].denominator)


def test_a_provider_cannot_subtract_its_own_part():
    """Two providers hidden in one municipality protect each other against everybody but each other."""
    table = {
        ("A", "1"): (60, 20),
        ("A", "2"): (9, 4),
        ("A", "3"): (50, 20),
        ("B", "1"): (70, 30),
        ("B", "2"): (40, 15),
        ("B", "3"): (80, 30),
    }
    made = release(counts(with_margins("x", table, ("municipality", "provider")), ("municipality", "provider")), "partner")
    hidden = {f.group for f in made.figures if f.denominator is None}
    in_line = [g for g in hidden if g[0] == "A" and g[1] != "*"]
    assert len(in_line) >= 3 or ("A", "*") in hidden


def test_a_provider_that_is_nearly_everything_hides_the_total():
    total = cell("x", ("A",), 40, 20)
    own = {"12345678": (cell("x", ("A",), 35, 17),)}
    assert release(counts([total]), "partner").figures[0].denominator == 40
    assert release(counts([total], own_cells=own), "partner").figures[0].denominator is None


def test_population_shown_by_another_indicator_is_used_by_the_attacker():
    """Nobody unknown in the total, so known = population in each part; hiding the known is no use while the population is shown."""
    rows = with_margins("dropout", {("A",): (60, 25), ("B",): (11, 5), ("C",): (80, 30)}, ("m",))
    ended = with_margins("ended", {("A",): (60, None), ("B",): (11, None), ("C",): (80, None)}, ("m",))
    rows = [replace(c, persons=9) if c.key.group == ("B",) else c for c in rows]
    made_from = counts([*rows, *ended], ("m",))
    assert any(e.lowest == e.highest for e in audit([primary_only(made_from)]).exposed)
    assert not audit([release(made_from, "partner").published()]).exposed


def test_rows_with_nobody_known_do_not_break_anything():
    rows = [cell("x", ("a",), 0, 0, unknown=30), cell("x", ("b",), 50, 20), cell("x", ("*",), 50, 20, unknown=30)]
    made = release(counts(rows), "partner")
    assert not audit([made.published()]).exposed


def test_own_hides_nothing_and_says_when_nobody_answered():
    assert own_figure(cell("x", ("a",), 3, 1)).value == 1 / 3
    nobody = own_figure(cell("x", ("a",), 0, 0, unknown=4))
    assert (nobody.value, nobody.status, nobody.reason, nobody.unknown) == (None, "hidden", "no_answers", 4)


def test_spread_and_design_effect_are_rounded_up_to_halves():
    row = Cell(CellKey("goals_achieved", "", "", "2024-1", ("a",)), 60, 0, 0, 60, 30, persons=30, persons_met=20, persons_not_met=20,
               clusters=30, cluster_xx=50, cluster_xn=80, cluster_nn=150)  # fmt: skip
    figure = release(counts([row]), "partner").figures[0]
    assert figure.design_effect is not None and (2 * figure.design_effect) % 1 == 0
    assert own_figure(row).design_effect <= figure.design_effect < own_figure(row).design_effect + 0.5


def test_a_small_region_with_distributions_is_safe_for_both_audiences():
    units = region(3, 3, 3, ("2024-1", "2024-2"), 500)
    made_from = measure(units, ("municipality", "provider"), ("2024-1", "2024-2", "2024"), ("ended", "dropout", "usefulness"), classes=True)
    for audience in ("partner", "open"):
        made = release(made_from, audience)
        assert not audit([made.published()]).exposed
        assert sum(f.status != "hidden" for f in made.figures) > 10
    assert audit([primary_only(made_from)]).exposed
