"""Funnel limits for a proportion: how far units of a given size may lie from the whole by chance alone.

Source: Spiegelhalter (2005), Stat Med 24:1185, appendix A.1.1. Score limits equal the ``sigma_adjustment`` of PHEindicatormethods.
Limits of a confidence interval are no funnel limits (Seaton & Manktelow 2012, Int J Qual Health Care 24:15).
"""

from __future__ import annotations

import math
from statistics import NormalDist

from scipy.stats import binom

Z_TWO_SD = 1.959963984540054
Z_THREE_SD = 3.090232306167813
"""Standard normal quantile of 0.999."""

_SMALL = 10
"""Below this many expected met or not met, the exact limits are used (methods 1.1)."""


def score_limits(whole: float, known: int, z: float = Z_TWO_SD) -> tuple[float, float]:
    """Limits around the share ``whole`` for a unit with ``known`` units, clipped to 0..1."""
    half = z * math.sqrt(whole * (1 - whole) / known)
    return max(0.0, whole - half), min(1.0, whole + half)


def binomial_limit(whole: float, known: int, probability: float) -> float:
    """The exact limit below which a share lies with this probability, interpolated between counts; clipped to 0..1."""
    count = int(binom.ppf(probability, known, whole))
    below, at = binom.cdf(count - 1, known, whole), binom.cdf(count, known, whole)
    step = (at - probability) / (at - below)
    return float(min(1.0, max(0.0, (count - step) / known)))


def funnel_limits(whole: float, known: int, two_sided: float = 0.05) -> tuple[float, float]:
    """Score limits, or the exact ones where fewer than 10 met or not met are expected."""
    if known * whole < _SMALL or known * (1 - whole) < _SMALL:
        return binomial_limit(whole, known, two_sided / 2), binomial_limit(whole, known, 1 - two_sided / 2)
    return score_limits(whole, known, NormalDist().inv_cdf(1 - two_sided / 2))
