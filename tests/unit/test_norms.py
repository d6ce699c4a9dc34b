"""Norm files of licensed instruments: whole or refused with what is missing; which norm holds for whom. The numbers are made up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uitkomst.comparison.reliable_change import RELIABLE, cut_offs, reliable_change_index, standard_error_of_difference
from uitkomst.questionnaires.norms import COLUMNS, Norm, area, from_stored, norm_for, read_norms

LINE = {
    "instrument": "Lijst", "scale": "totaal", "informant": "young_person", "sex": "*", "age_from": "8", "age_to": "17", "lowest": "0",
    "highest": "40", "direction": "higher_is_more_problems", "mean": "9,5", "sd": "5,2", "reliability": "0,80",
    "cut_offs": "14=grensgebied; 17=klinisch gebied", "source": "Verzonnen handleiding, blz. 3", "version": "1",
}  # fmt: skip


def read(*lines: dict[str, str], columns=(*COLUMNS, "delivered_as")):
    return read_norms(columns, [(number, [line.get(column, "") for column in columns]) for number, line in enumerate(lines, 2)])


def norm(**changes: str) -> Norm:
    (found,), faults = read({**LINE, **changes})
    assert not faults
    return found


def test_a_whole_line_is_read_with_a_comma_or_a_point():
    assert norm() == norm(mean="9.5", sd="5.2", reliability="0.80")
    assert norm().cut_offs == ((14.0, "grensgebied"), (17.0, "klinisch gebied"))
    assert from_stored(norm().as_stored()) == norm()


@pytest.mark.parametrize("column", COLUMNS)
def test_a_file_without_a_column_or_with_an_empty_cell_is_refused_and_says_which(column):
    norms, faults = read({**LINE, column: ""}, LINE | {"age_from": "18", "age_to": "23"})
    assert norms == [] and (2, "empty", column) in {(fault.line, fault.code, fault.column) for fault in faults}
    norms, (fault,) = read(LINE, columns=tuple(name for name in COLUMNS if name != column))
    assert norms == [] and (fault.line, fault.code, fault.column) == (0, "column_missing", column)


@pytest.mark.parametrize(("changes", "code", "column"), [
    ({"informant": "teacher"}, "not_in_list", "informant"),
    ({"direction": "up"}, "not_in_list", "direction"),
    ({"sd": "vijf"}, "no_number", "sd"),
    ({"sd": "0"}, "not_above_zero", "sd"),
    ({"reliability": "1"}, "no_share", "reliability"),
    ({"reliability": "0"}, "no_share", "reliability"),
    ({"mean": "41"}, "outside", "mean"),
    ({"lowest": "40"}, "order", "highest"),
    ({"age_to": "7"}, "order", "age_to"),
    ({"cut_offs": "veertien"}, "no_cut_offs", "cut_offs"),
    ({"cut_offs": "44=klinisch"}, "outside", "cut_offs"),
    ({"source": "x" * 301}, "too_long", "source"),
    ({"delivered_as": "x" * 41}, "too_long", "delivered_as"),
])  # fmt: skip
def test_what_cannot_be_is_refused(changes, code, column):
    norms, faults = read({**LINE, **changes})
    assert norms == [] and (code, column) in {(fault.code, fault.column) for fault in faults}


def test_lines_that_contradict_each_other_are_refused():
    assert read(LINE, LINE | {"age_from": "17", "age_to": "20"})[1][0].code == "twice"
    assert read(LINE, LINE | {"informant": "parent", "direction": "higher_is_fewer_problems"})[1][0].code == "differs"
    assert read(LINE, LINE | {"informant": "parent", "version": "2"})[1][0].code == "differs"
    assert read()[1][0].code == "no_lines"


def test_every_instrument_has_one_version_and_one_source():
    other = LINE | {"instrument": "Andere", "version": "7"}
    assert not read(LINE, other)[1], "another instrument has a version of its own"
    for changes in ({"version": "8"}, {"source": "Een andere handleiding"}):
        assert [(fault.code, fault.column, fault.value) for fault in read(LINE, other, other | {"informant": "parent"} | changes)[1]] == [
            ("differs", "version", "Andere")
        ]


def test_ages_are_looked_at_in_order_however_the_lines_stand():
    ages = [("18", "20"), ("8", "11"), ("12", "17")]
    lines = [LINE | {"age_from": first, "age_to": last} for first, last in ages]
    assert not read(*lines)[1] and not read(*lines, *(line | {"sex": "M"} for line in lines))[1]
    (fault,) = read(*lines, LINE | {"age_from": "10", "age_to": "10"})[1]
    assert (fault.code, fault.value) == ("twice", "Lijst totaal young_person * 10")
    # A wide line over all others, with a narrow one between: every overlap is told.
    assert len(read(LINE | {"age_from": "0", "age_to": "23"}, *lines)[1]) == 3


def test_the_norm_of_the_own_sex_comes_before_that_for_all():
    everyone, boys = norm(), norm(sex="M", mean="11")
    who = ("Lijst", "totaal", "young_person")
    assert norm_for([everyone, boys], *who, "M", 12) == boys and norm_for([everyone, boys], *who, "V", 12) == everyone
    for missing in (("Lijst", "totaal", "parent", "M", 12), ("Lijst", "totaal", "young_person", "M", 18)):
        assert norm_for([everyone, boys], *missing) is None
    assert norm_for([everyone], *who, "V", None) is None


def test_the_area_is_named_by_the_manual_in_either_direction():
    assert [area(norm(), score) for score in (13.9, 14, 16, 17, 40)] == [
        "",
        "grensgebied",
        "grensgebied",
        "klinisch gebied",
        "klinisch gebied",
    ]
    down = norm(direction="higher_is_fewer_problems", cut_offs="10=laag; 5=heel laag")
    assert [area(down, score) for score in (11, 10, 6, 5, 0)] == ["", "laag", "laag", "heel laag", "heel laag"]


@given(st.floats(0.01, 50), st.floats(0.01, 0.99), st.floats(-100, 100))
def test_turning_the_scores_round_turns_the_sign_and_nothing_else(sd, reliability, begin):
    there, back = reliable_change_index(begin, begin + 7, sd, reliability), reliable_change_index(begin + 7, begin, sd, reliability)
    assert there == pytest.approx(-back)


def test_the_example_of_jacobson_and_truax():
    """Jacobson & Truax (1991), p. 14: SD 7.5, reliability .80, from 32.5 to 47.5: standard error of the difference 4.74, RC 3.16;
    means 40 and 60, both SD 7.5: cut-offs a 55, b 45, c 50."""
    assert standard_error_of_difference(7.5, 0.80) == pytest.approx(4.74, abs=0.005)
    assert reliable_change_index(32.5, 47.5, 7.5, 0.80) == pytest.approx(3.16, abs=0.005)
    assert cut_offs(40, 7.5, 60, 7.5) == pytest.approx((55, 45, 50))
    assert abs(reliable_change_index(32.5, 32.5 + 9.29, 7.5, 0.80)) < RELIABLE < reliable_change_index(32.5, 32.5 + 9.30, 7.5, 0.80)


def test_a_name_in_deliveries_is_of_one_scale_whole():
    parent = LINE | {"informant": "parent"}
    for lines, fits in (
        ((LINE | {"delivered_as": "L"}, parent | {"delivered_as": "L"}, LINE | {"scale": "druk"}), True),
        ((LINE | {"delivered_as": "L"}, parent), False),
        ((LINE | {"delivered_as": "L"}, LINE | {"scale": "druk", "delivered_as": "L"}), False),
    ):
        norms, faults = read(*lines)
        assert bool(norms) == fits and {(one.code, one.column) for one in faults} == (set() if fits else {("differs", "delivered_as")})
