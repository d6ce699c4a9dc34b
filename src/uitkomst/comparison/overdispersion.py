"""Over-dispersion: how much units differ beyond chance, and funnel limits that allow for it.

Source: Spiegelhalter (2005), Stat Med 24:1185; Spiegelhalter et al. (2012), JRSS A 175:1 (additive, DerSimonian-Laird).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Dispersion:
    """whole: share over all units. phi: mean squared z. tau2: variance between units, on the arcsine scale."""

    whole: float
    phi: float
    tau2: float


def dispersion(met: Sequence[int], known: Sequence[int], winsorise: float = 0.1) -> Dispersion:
    """Dispersion of units with ``met`` of ``known``. winsorise: share pulled in at both ends (0: none)."""
    counts, sizes = np.asarray(met, dtype=float), np.asarray(known, dtype=float)
    whole = float(counts.sum() / sizes.sum())
    z = 2 * np.sqrt(sizes) * (np.arcsin(np.sqrt(counts / sizes)) - math.asin(math.sqrt(whole)))
    if winsorise:
        z = np.clip(z, *np.quantile(z, [winsorise, 1 - winsorise]))
    units = len(z)
    phi = float((z * z).mean())
    weights = 4 * sizes
    excess = units * phi - (units - 1)
    tau2 = max(0.0, excess / float(weights.sum() - (weights**2).sum() / weights.sum()))
    return Dispersion(whole, phi, tau2)


def overdispersed_limits(whole: float, known: int, tau2: float, z: float) -> tuple[float, float]:
    """Funnel limits with the variance between units added, taken back from the arcsine scale (not monotone outside 0..pi/2)."""
    centre = math.asin(math.sqrt(whole))
    half = z * math.sqrt(1 / (4 * known) + tau2)
    return math.sin(max(0.0, centre - half)) ** 2, math.sin(min(math.pi / 2, centre + half)) ** 2
