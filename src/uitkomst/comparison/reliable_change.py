"""Reliable change and clinical cut-offs.

Source: Jacobson & Truax (1991), J Consult Clin Psychol 59:12. Standard deviation and reliability belong to an instrument, an
informant and a norm group: they come from a table with its source, never from a default.
"""

from __future__ import annotations

import math

RELIABLE = 1.96


def standard_error_of_difference(spread: float, reliability: float) -> float:
    """Standard error of the difference of two scores: SD * sqrt(2) * sqrt(1 - r). Raises ValueError for r outside 0..1 or SD <= 0."""
    if not 0 <= reliability < 1 or spread <= 0:
        raise ValueError(f"no standard error with standard deviation {spread} and reliability {reliability}")
    return spread * math.sqrt(2) * math.sqrt(1 - reliability)


def reliable_change_index(begin: float, end: float, spread: float, reliability: float) -> float:
    """Change in standard errors of the difference; reliable from 1.96 on, in either direction."""
    return (end - begin) / standard_error_of_difference(spread, reliability)


def cut_offs(
    mean_dysfunctional: float, spread_dysfunctional: float, mean_functional: float, spread_functional: float
) -> tuple[float, float, float]:
    """Cut-offs a, b and c: two SD off the dysfunctional mean, two SD off the functional mean, and the weighted middle."""
    side = 1 if mean_functional > mean_dysfunctional else -1
    a = mean_dysfunctional + side * 2 * spread_dysfunctional
    b = mean_functional - side * 2 * spread_functional
    middle = (spread_functional * mean_dysfunctional + spread_dysfunctional * mean_functional) / (spread_functional + spread_dysfunctional)
    return a, b, middle
