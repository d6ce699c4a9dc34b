"""The t interval of a mean.

Source: Student (1908), Biometrika 6:1; decision D21.
"""

from __future__ import annotations

import math

from scipy.special import stdtrit


def t_quantile(degrees: float, level: float = 0.95) -> float:
    """Two-sided quantile of Student's t; degrees of freedom above 0, need not be whole."""
    return float(stdtrit(degrees, 0.5 + level / 2))


def t_interval(
    mean: float, spread: float, known: int, lowest: float = -math.inf, highest: float = math.inf, level: float = 0.95
) -> tuple[float, float] | None:
    """Lower and upper limit of a mean of ``known`` values with standard deviation ``spread``, clipped to the scale.

    None when fewer than two values are known: then there is no spread to go by.
    """
    if known < 2:
        return None
    half = t_quantile(known - 1, level) * spread / math.sqrt(known)
    return max(lowest, mean - half), min(highest, mean + half)
