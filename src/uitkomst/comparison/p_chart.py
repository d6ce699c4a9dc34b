"""The p-chart, and Laney's p' for large units.

Source: Montgomery, Introduction to Statistical Quality Control, 7.2; Laney (2002), Quality Engineering 14:531. With thousands of
units per point a p-chart is far too tight; p' widens it by what the series itself shows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class PChart:
    """Mean share; lower and upper limit per point; sigma_z: how many times wider than chance alone (1 for a p-chart)."""

    mean: float
    lower: tuple[float, ...]
    upper: tuple[float, ...]
    sigma_z: float


def p_chart(met: Sequence[int], known: Sequence[int], exclude: Sequence[int] = ()) -> PChart:
    """Limits at three standard deviations, clipped to 0..1. exclude: points (from 0) left out of the mean."""
    return _chart(met, known, exclude, 1.0)


def laney_chart(met: Sequence[int], known: Sequence[int]) -> PChart:
    """Limits of p': the standard deviation is multiplied by the mean moving range of z / 1.128. Needs two points."""
    counts, sizes = np.asarray(met, dtype=float), np.asarray(known, dtype=float)
    mean = counts.sum() / sizes.sum()
    z = (counts / sizes - mean) / np.sqrt(mean * (1 - mean) / sizes)
    return _chart(met, known, (), float(np.abs(np.diff(z)).mean() / 1.128))


def _chart(met: Sequence[int], known: Sequence[int], exclude: Sequence[int], sigma_z: float) -> PChart:
    counts, sizes = np.asarray(met, dtype=float), np.asarray(known, dtype=float)
    kept = np.setdiff1d(np.arange(len(counts)), np.asarray(exclude, dtype=int))
    mean = float(counts[kept].sum() / sizes[kept].sum())
    half = 3 * sigma_z * np.sqrt(mean * (1 - mean) / sizes)
    return PChart(mean, tuple(np.maximum(0.0, mean - half).tolist()), tuple(np.minimum(1.0, mean + half).tolist()), sigma_z)
