"""Who answered beside who did not, by what was known at the start: shares and the standardised difference between them.

Not a test: the difference says how far two groups are apart, not whether that could be chance. Source: methods 1.2 (response and
selection: start covariates, flag above 0.1); Austin (2009), Stat Med 28:3083, for the difference of two shares and its limit of 0.1.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

LIMIT = 0.1
"""Further apart than this many standard deviations: the groups differ in this."""
FEWEST = 10
"""Fewer who answered, or who did not, are compared with nobody (definitions 6, too_small)."""


@dataclass(frozen=True, slots=True)
class Shares:
    """One group, as a share (0..1) of who answered and of who did not. difference: standardised, positive when there are more of it
    among who answered."""

    answered: float
    silent: float
    difference: float

    @property
    def apart(self) -> bool:
        """Whether who answered differs from who did not in this."""
        return abs(self.difference) > LIMIT


def standardised_difference(one: float, other: float) -> float:
    """Two shares apart, in standard deviations: (p1 - p2) / sqrt((p1(1-p1) + p2(1-p2)) / 2); 0 when neither varies and they are equal."""
    spread = (one * (1 - one) + other * (1 - other)) / 2
    if spread == 0:
        return 0.0 if one == other else math.copysign(math.inf, one - other)
    return (one - other) / math.sqrt(spread)


def compare_shares(groups: Mapping[str, tuple[int, int]], answered: int, silent: int) -> dict[str, Shares] | None:
    """Each group (name -> answered, silent) beside the whole. None when too few answered or did not to say anything.

    The groups need not add up to the whole: a hidden group is simply not among them.
    """
    if answered < FEWEST or silent < FEWEST:
        return None
    found = {}
    for name, (of_answered, of_silent) in groups.items():
        # Rounded numbers (open) may pass their whole by a little.
        one, other = min(1.0, of_answered / answered), min(1.0, of_silent / silent)
        found[name] = Shares(one, other, standardised_difference(one, other))
    return found
