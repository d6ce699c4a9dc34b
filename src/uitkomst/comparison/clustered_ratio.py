"""A ratio whose units lie in clients (goals in clients): design effect and interval.

Source: Cochran, Sampling Techniques (1977), 6.3 and 9.4 (ratio of sums, linearised variance); decision D21.
"""

from __future__ import annotations

import math

from .t_interval import t_quantile


def linearised_variance(met: int, known: int, clusters: int, sum_xx: int, sum_xn: int, sum_nn: int) -> float | None:
    """Variance of met / known over ``clusters`` clients with x met of n known each; sums of x*x, x*n and n*n. None under 2 clients."""
    if clusters < 2 or known <= 0:
        return None
    ratio = met / known
    residual = sum_xx - 2 * ratio * sum_xn + ratio * ratio * sum_nn
    return clusters / (clusters - 1) * max(0.0, residual) / (known * known)


def design_effect(met: int, known: int, clusters: int, sum_xx: int, sum_xn: int, sum_nn: int) -> float | None:
    """How many times larger the variance is than if all units were independent. None where one of the two is not defined."""
    variance = linearised_variance(met, known, clusters, sum_xx, sum_xn, sum_nn)
    simple = met * (known - met) / known**3 if known else 0.0
    return None if variance is None or simple == 0 else variance / simple


def clustered_interval(met: int, known: int, effect: float, clusters: int | None = None) -> tuple[float, float] | None:
    """Interval of met / known with this design effect, clipped to 0..1.

    Degrees of freedom: clients - 1. An audience that may not know the number of clients gets known / effect - 1, the number of
    independent units that the design effect stands for.
    """
    if known <= 0:
        return None
    degrees = (clusters if clusters is not None else known / max(effect, 1.0)) - 1
    if degrees < 1:
        return None
    share = met / known
    half = t_quantile(degrees) * math.sqrt(effect * share * (1 - share) / known)
    return max(0.0, share - half), min(1.0, share + half)
