"""Cells of a CSV file: what a spreadsheet would run is text; nothing else changes."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uitkomst.engine import Engine, quote
from uitkomst.presentation.figure_files import write_figures
from uitkomst.protection.figure import FIGURE_COLUMNS_AFTER_DIMS, FIGURE_COLUMNS_BEFORE_DIMS
from uitkomst.vocabulary.cells import no_formula, no_formula_sql

ENGINE = Engine([])


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+31612345678", "@SUM(A1)", "\tx", "\rx", "\n=1", "-2+3+cmd|' /C calc'!A0", "-", "-5", "-3,5", "-1.234,5", "", "a=b", "–5"],
)
def test_what_could_be_a_formula_is_quoted_and_numbers_stay(text):
    stays = text in ("-", "-5", "-3,5", "-1.234,5", "", "a=b", "–5")
    assert no_formula(text) == (text if stays else f"'{text}")


@given(st.text(alphabet="=+-@\t\r\n'0123456789.,a|!", max_size=12))
def test_no_cell_begins_as_a_formula(text):
    found = no_formula(text)
    assert found.endswith(text)
    assert not found.startswith(("=", "+", "@", "\t", "\r", "\n"))
    assert not found.startswith("-") or not found.strip("-0123456789.,")


@given(st.text(alphabet="=+-@\t\r\n'0123456789.,a|!", max_size=12))
def test_in_sql_it_is_the_same_rule(text):
    found = ENGINE.value(f"SELECT {no_formula_sql('cell')} FROM (SELECT {quote(text)} AS cell)")
    assert found == no_formula(text)


def test_a_group_in_a_file_of_figures_is_no_formula(tmp_path):
    """What a delivery calls an intervention is a group; the file of figures is opened in a spreadsheet."""
    columns = (*FIGURE_COLUMNS_BEFORE_DIMS, "intervention", *FIGURE_COLUMNS_AFTER_DIMS)
    text = ("indicator", "variant", "informant", "period", "intervention", "status", "reason", "marks")
    with Engine([tmp_path]) as engine:
        rows = [[f"{name}-" if name in text and name != "intervention" else None for name in columns] for _ in range(3)]
        for row, told in zip(rows, ("=1+1", "-", "Nieuwe Start"), strict=True):
            row[columns.index("intervention")] = told
        engine.load("compared", dict.fromkeys(columns, "VARCHAR"), rows)
        for kind in ("csv", "json"):
            write_figures(engine, ("intervention",), audience="own", snapshot="s", out=tmp_path / f"f.{kind}", kind=kind)
    with (tmp_path / "f.csv").open(encoding="utf-8", newline="") as file:
        assert {line["intervention"] for line in csv.DictReader(file)} == {"'=1+1", "-", "Nieuwe Start"}
    assert '"=1+1"' in (tmp_path / "f.json").read_text(encoding="utf-8"), "only a spreadsheet runs it"
