"""Rankability: which part of the differences between units is more than chance.

Source: van Dishoeck et al. (2011), BMJ Qual Saf 20:869. Under 50 % units cannot be told apart: no comparison is offered.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

WITHHELD_UNDER = 0.5


def rankability(between: float, within: Sequence[float]) -> float:
    """Share 0..1: variance between units over that plus the median variance within a unit. Raises ValueError without units."""
    if not within:
        raise ValueError("rankability needs at least one unit")
    total = between + median(within)
    return between / total if total > 0 else 0.0


def can_be_compared(between: float, within: Sequence[float]) -> bool:
    """Whether a comparison of units may be shown at all (product, principle 2)."""
    return len(within) > 1 and rankability(between, within) >= WITHHELD_UNDER
