"""The XmR chart: does a series of half-years move more than it does by itself?

Source: Wheeler, Understanding Variation (2000); rules and labels of NHS England's NHSRplotthedots.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

_WIDTH = 2.66
"""3 / 1.128: limits in mean moving ranges."""
_SCREEN = 3.267
_RUN = 7
TRIAL_LIMITS_UNDER = 12
"""With fewer points the limits are trial limits."""


@dataclass(frozen=True)
class XmR:
    """Mean, limits, one signal per point ("", "outside", "trend", "two_in_three", "shift") and whether the limits are trial limits."""

    mean: float
    moving_range: float
    lower: float
    upper: float
    signals: tuple[str, ...]
    trial: bool


def xmr(values: Sequence[float], *, screened: bool = False, provisional: int = 0) -> XmR:
    """Chart of at least two values in time order. screened: drop outlying moving ranges once. provisional: how many of the
    last points never give a signal and do not count for the limits. Raises ValueError with fewer than two firm points."""
    firm = np.asarray(values[: len(values) - provisional], dtype=float)
    if len(firm) < 2:
        raise ValueError("a course needs at least two points")
    mean = float(firm.mean())
    ranges = np.abs(np.diff(firm))
    if screened:
        ranges = ranges[ranges < _SCREEN * ranges.mean()] if ranges.mean() > 0 else ranges
    moving_range = float(ranges.mean())
    half = _WIDTH * moving_range
    signals = _signals(firm, mean, half) + ("",) * provisional
    return XmR(mean, moving_range, mean - half, mean + half, signals, len(firm) < TRIAL_LIMITS_UNDER)


def _signals(values: np.ndarray, mean: float, half: float) -> tuple[str, ...]:
    above = np.sign(values - mean)
    steps = np.sign(np.diff(values))
    beyond = np.where(np.abs(values - mean) > half * 2 / 3, above, 0)
    labels = [""] * len(values)
    # The weakest label first: a stronger one replaces it (outside > trend > two in three > shift).
    _mark_runs(labels, above, _RUN, "shift")
    for start in range(len(values) - 2):
        window = beyond[start : start + 3]
        for side in (1, -1):
            if (window == side).sum() >= 2:
                _mark(labels, [start + i for i in range(3) if window[i] == side], "two_in_three")
    for start in range(len(steps) - _RUN + 2):
        run = steps[start : start + _RUN - 1]
        if run[0] != 0 and (run == run[0]).all():
            _mark(labels, range(start, start + _RUN), "trend")
    _mark(labels, [i for i, value in enumerate(values) if abs(value - mean) > half], "outside")
    return tuple(labels)


def _mark_runs(labels: list[str], sides: np.ndarray, length: int, label: str) -> None:
    for start in range(len(sides) - length + 1):
        run = sides[start : start + length]
        if run[0] != 0 and (run == run[0]).all():
            _mark(labels, range(start, start + length), label)


def _mark(labels: list[str], where: Sequence[int], label: str) -> None:
    for index in where:
        labels[index] = label
