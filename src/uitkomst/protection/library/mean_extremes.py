"""A mean of which fewer than 3 values differ from the lowest, or from the highest possible value, tells what nearly all said.

A mean over fewer values than the audience needs is hidden too (open: 10). It gets the reason of few_persons, whose text does not
say which of the two it is. Source: definitions 6, means.
"""

from uitkomst.measures.counts import Cell
from uitkomst.protection.policies import Thresholds

REASON = "few_persons"


def hides_numerator(cell: Cell, thresholds: Thresholds) -> bool:
    if cell.total is None:
        return False
    return min(cell.off_lowest, cell.off_highest) < thresholds.few_values or cell.denominator < thresholds.mean_from
