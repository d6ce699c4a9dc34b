"""Shares as natural frequencies: so many of every hundred, or of every ten.

Source: Gigerenzer & Hoffrage (1995), Psychol Rev 102:684: people reason better with frequencies than with percentages.
Words belong to presentation; here only the numbers.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Frequency:
    """``count`` of every ``base``; sign "<" or ">" when the share is above nothing (below all) but rounds to it."""

    count: int
    base: int
    sign: Literal["", "<", ">"] = ""


def of_hundred(share: float) -> Frequency:
    """A share 0..1 as so many of every 100; a small share is "fewer than 1", never 0, unless it is 0."""
    if 0 < share < 0.005:
        return Frequency(1, 100, "<")
    if 0.995 <= share < 1:
        return Frequency(99, 100, ">")
    return Frequency(half_up(share * 100), 100)


def of_ten_or_hundred(share: float) -> Frequency:
    """A rough share: so many of every 10 between a tenth and nine tenths, else of every 100."""
    tenths = half_up(share * 10)
    return Frequency(tenths, 10) if 1 <= tenths <= 9 and 0.1 <= share <= 0.9 else of_hundred(share)


def band_of_hundred(lower: float, upper: float) -> tuple[int, int]:
    """An interval as whole numbers of every 100, rounded outwards so that it never looks narrower than it is."""
    # 1e-9: 0.29 * 100 is 28.999999999999996 in floating point.
    return math.floor(lower * 100 + 1e-9), math.ceil(upper * 100 - 1e-9)


def half_up(value: float) -> int:
    """Round halves up, as readers do (Python rounds them to even)."""
    return math.floor(value + 0.5 + 1e-9)
