"""Fewer than 3 units not met (open: 8): all but a few did, so numerator, value and interval are hidden.

Source: definitions 6, `nearly_all`.
"""

from uitkomst.measures.counts import Cell
from uitkomst.protection.policies import Thresholds

REASON = "nearly_all"


def hides_numerator(cell: Cell, thresholds: Thresholds) -> bool:
    return cell.not_met is not None and cell.not_met < thresholds.few
