"""Beside which figures one voice may stand."""

import pytest

from uitkomst.protection.voices import may_stand_beside


@pytest.mark.parametrize(
    ("denominators", "may"),
    [((10,), True), ((40, 25), True), ((9,), False), ((40, 9), False), ((40, None), False), ((None,), False), ((), False)],
)
def test_a_voice_stands_only_beside_shown_figures_of_enough_people(denominators: tuple[int | None, ...], may: bool) -> None:
    assert may_stand_beside(denominators, "partner") is may
