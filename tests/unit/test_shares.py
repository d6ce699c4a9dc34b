"""A share in a text is found however it is written; other numbers are left alone."""

from __future__ import annotations

import pytest

from uitkomst.vocabulary.shares import tells_share

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    "text",
    [
        "Bij 63 procent hielp het.", "Bij 63% hielp het.", "Zestig? Nee, 12,5 % van ons.", "2 op de 3 gezinnen", "2 op 3", "1 op elke 5",
        "Twee op de drie gezinnen", "4 van de 10 jongeren", "4 van de gezinnen", "zes van de tien", "3 uit 10", "2/3 van de ouders",
        "4 out of 10", "one in five", "6 of every 10 families", "twenty percent", "3 of the 10",
        "De helft van de ouders belt.", "Een derde van ons", "tweederde van ons",
        "half of the parents",
    ],
)  # fmt: skip
def test_a_share_is_found(text):
    assert tells_share(text)


@pytest.mark.parametrize(
    "text",
    [
        "Bellen na het einde helpt meer dan een brief.", "Bel na 3 weken.", "Wij zijn 24/7 te bereiken.", "Op 3 maart 2024 begonnen we.",
        "Een van de ouders belt.", "Bel binnen 2 dagen op het vaste nummer.", "Bij kinderen van 8 tot 12 jaar.",
        "Two visits in the first week.", "Eén op één praten helpt.", "Praat één op één.", "Talk one on one.",
        "Het eerste half jaar telt.", "In het derde gesprek",
    ],
)  # fmt: skip
def test_other_numbers_are_no_share(text):
    assert not tells_share(text)
