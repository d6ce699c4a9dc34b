"""Numbers that look like a BSN and belong to nobody.

Source: informatieprotocol beleidsinformatie jeugd 3.1 (11-test, special codes); test range 999900006 to 999999990 of the
public authorities' test numbers.
"""

from __future__ import annotations

import numpy as np

from uitkomst.flows.fictitious.arrays import Array

TEST_RANGE = (999_900_006, 999_999_990)
UNKNOWN = "999999999"
UNBORN = "000000000"
_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)


def numbers(first: int, last: int) -> Array:
    """All numbers of nine digits from first to last that pass the 11-test, ascending."""
    candidates = np.arange(first, last + 1, dtype=np.int64)
    total = np.zeros(len(candidates), dtype=np.int64)
    for position, weight in enumerate(_WEIGHTS):
        total += candidates // 10 ** (8 - position) % 10 * weight
    return np.asarray(candidates[total % 11 == 0])


def numbers_of_nobody() -> Array:
    """The 9,091 test numbers."""
    return numbers(*TEST_RANGE)
