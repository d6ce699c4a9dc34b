"""Cells of a CSV file: what a spreadsheet would run is text; nothing else changes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uitkomst.vocabulary.cells import no_formula


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
