"""A class of a distribution with fewer than 3 units or clients (open: 8) is taken together with its smaller neighbour.

Source: definitions 6 ("a band under 3 is merged with its neighbour").
"""

from collections.abc import Sequence

from uitkomst.measures.counts import Cell
from uitkomst.protection.policies import Thresholds

REASON = "merged"


def merge(cells: Sequence[Cell], thresholds: Thresholds) -> list[list[int]]:
    """The classes, in the order shown, as runs of indices that are told together."""
    runs = [[i] for i in range(len(cells))]

    def units(run: list[int]) -> int:
        return sum(cells[i].numerator or 0 for i in run)

    def small(run: list[int]) -> bool:
        return units(run) < thresholds.few or max(cells[i].persons_met for i in run) < thresholds.few_persons

    while len(runs) > 1 and any(small(run) for run in runs):
        at = min((i for i, run in enumerate(runs) if small(run)), key=lambda i: units(runs[i]))
        beside = [i for i in (at - 1, at + 1) if 0 <= i < len(runs)]
        other = min(beside, key=lambda i: units(runs[i]))
        first, second = sorted((at, other))
        runs[first : second + 1] = [runs[first] + runs[second]]
    return runs
