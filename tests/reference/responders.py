"""Slow twin of who answered beside who did not: every trajectory a 0 or a 1, no shortcut (methods 1.2)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from statistics import fmean, pvariance


def beside(answered: Sequence[str], silent: Sequence[str], group: str) -> tuple[float, float, float]:
    """The share of a group among both, and how far apart in standard deviations. Each is the group of every trajectory, one by one."""
    one, other = ([1.0 if of == group else 0.0 for of in side] for side in (answered, silent))
    spread = ((pvariance(one) + pvariance(other)) / 2) ** 0.5
    return fmean(one), fmean(other), (fmean(one) - fmean(other)) / spread if spread else 0.0


def split(rows: Iterable[dict[str, str]], column: str, dim: str) -> tuple[list[str], list[str]]:
    """The group of each ended trajectory that has an answer in this column, and of each that has not."""
    ended = [row for row in rows if row["datum_einde"]]
    return [row[dim] for row in ended if row[column]], [row[dim] for row in ended if not row[column]]
