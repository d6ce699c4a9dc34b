"""An explanation held against a breakdown: fits, does not fit, or cannot tell."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uitkomst.comparison.explanation import Held, hold

WHOLE = (0.20, 0.30)


@pytest.mark.parametrize(
    ("higher", "group", "expected"),
    [
        (True, (0.35, 0.45), Held.FITS),
        (False, (0.35, 0.45), Held.DOES_NOT_FIT),
        (True, (0.05, 0.15), Held.DOES_NOT_FIT),
        (False, (0.05, 0.15), Held.FITS),
        (True, (0.25, 0.60), Held.CANNOT_TELL),
        (True, (0.30, 0.40), Held.CANNOT_TELL),  # margins that touch
        (True, (None, None), Held.CANNOT_TELL),
    ],
)
def test_examples(higher: bool, group: tuple[float | None, float | None], expected: Held) -> None:
    assert hold(higher, group, WHOLE) is expected


MARGINS = st.tuples(st.floats(0, 1), st.floats(0, 1)).map(sorted).map(tuple)


@given(higher=st.booleans(), group=MARGINS, whole=MARGINS)
def test_the_opposite_explanation_has_the_opposite_outcome(higher: bool, group: tuple[float, float], whole: tuple[float, float]) -> None:
    opposite = {Held.FITS: Held.DOES_NOT_FIT, Held.DOES_NOT_FIT: Held.FITS, Held.CANNOT_TELL: Held.CANNOT_TELL}
    assert hold(not higher, group, whole) is opposite[hold(higher, group, whole)]


@given(higher=st.booleans(), whole=MARGINS)
def test_the_whole_itself_never_explains_itself(higher: bool, whole: tuple[float, float]) -> None:
    assert hold(higher, whole, whole) is Held.CANNOT_TELL
