"""A ratio whose units lie in clients (goals in clients): design effect and interval.

Source: Cochran, Sampling Techniques (1977), 6.3 and 9.4 (ratio of sums, linearised variance); decision D21.
"""

from __future__ import annotations

from .wilson import wilson_interval


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


def clustered_interval(met: int, known: int, effect: float) -> tuple[float, float] | None:
    """Interval of met / known with this design effect: Wilson's, with the effective number known / effect. None without units.

    An effect under 1 counts as 1: clients that happen to be alike do not make a figure more certain.
    """
    if known <= 0:
        return None
    effect = max(effect, 1.0)
    return wilson_interval(met / effect, known / effect)
