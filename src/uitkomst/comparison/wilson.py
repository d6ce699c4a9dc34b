"""The Wilson score interval of a proportion.

Source: Wilson (1927), J Am Stat Assoc 22:209; as used by Public Health England's PHEindicatormethods.
"""

from __future__ import annotations

import math

Z95 = 1.959963984540054
"""Standard normal quantile of 0.975."""


def wilson_interval(met: int | float, known: int | float, z: float = Z95) -> tuple[float, float]:
    """Lower and upper limit (shares 0..1) for ``met`` of ``known``; clipped, so that 0 and 1 are reached exactly.

    Counts may be effective counts (not whole). Raises ValueError when known is not above 0 or met lies outside 0..known.
    """
    if known <= 0 or not 0 <= met <= known:
        raise ValueError(f"no interval for {met} of {known}")
    share = met / known
    z2 = z * z
    centre = share + z2 / (2 * known)
    half = z * math.sqrt(share * (1 - share) / known + z2 / (4 * known * known))
    scale = 1 + z2 / known
    # Rounding error would leave 1e-17 at met = 0 and 1 - 1e-16 at met = known.
    lower = 0.0 if met == 0 else max(0.0, (centre - half) / scale)
    upper = 1.0 if met == known else min(1.0, (centre + half) / scale)
    return lower, upper
