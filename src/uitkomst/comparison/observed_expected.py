"""Observed over expected (indirect standardisation) with Byar's interval.

Source: Breslow & Day (1987), Statistical Methods in Cancer Research II, 2.3; PHE convention: Byar from 10 observed, exact below.
Two ratios are each against the whole, not against each other.
"""

from __future__ import annotations

import math

from scipy.stats import chi2

from .wilson import Z95


def byar_interval(observed: int, z: float = Z95) -> tuple[float, float]:
    """Limits of a count by Byar's approximation; 0 below for a count of 0."""
    above = observed + 1
    lower = 0.0 if observed == 0 else observed * (1 - 1 / (9 * observed) - z / (3 * math.sqrt(observed))) ** 3
    return lower, above * (1 - 1 / (9 * above) + z / (3 * math.sqrt(above))) ** 3


def exact_poisson_interval(observed: int, level: float = 0.95) -> tuple[float, float]:
    """Exact limits of a count."""
    tail = (1 - level) / 2
    lower = 0.0 if observed == 0 else float(chi2.ppf(tail, 2 * observed)) / 2
    return lower, float(chi2.ppf(1 - tail, 2 * observed + 2)) / 2


def observed_over_expected(observed: int, expected: float) -> tuple[float, float, float]:
    """Ratio with 95 % limits. Raises ValueError when nothing was expected."""
    if expected <= 0:
        raise ValueError("nothing was expected, so there is no ratio")
    lower, upper = byar_interval(observed) if observed >= 10 else exact_poisson_interval(observed)
    return observed / expected, lower / expected, upper / expected
