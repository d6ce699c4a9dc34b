"""Met or not met holds fewer than 3 clients (open: 8), though more units: hidden like `few`, without that sentence.

Source: definitions 6, `few_persons`.
"""

from uitkomst.measures.counts import Cell
from uitkomst.protection.policies import Thresholds

REASON = "few_persons"


def hides_numerator(cell: Cell, thresholds: Thresholds) -> bool:
    return cell.numerator is not None and min(cell.persons_met, cell.persons_not_met) < thresholds.few_persons
