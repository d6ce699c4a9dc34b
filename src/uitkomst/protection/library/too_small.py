"""A group of fewer than 10 distinct clients or fewer than 10 rows in the denominator (open: 8) hides the whole row.

Source: definitions 6, `too_small`.
"""

from uitkomst.measures.counts import Cell
from uitkomst.protection.policies import Thresholds

REASON = "too_small"


def hides_group(cell: Cell, thresholds: Thresholds) -> bool:
    return cell.denominator < thresholds.group or cell.persons < thresholds.persons
