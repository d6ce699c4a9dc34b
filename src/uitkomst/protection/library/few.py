"""Fewer than 3 units met (open: 8): numerator, value and interval are hidden, the denominator is given.

Source: definitions 6, `few`.
"""

from uitkomst.measures.counts import Cell
from uitkomst.protection.policies import Thresholds

REASON = "few"


def hides_numerator(cell: Cell, thresholds: Thresholds) -> bool:
    return cell.numerator is not None and cell.numerator < thresholds.few
