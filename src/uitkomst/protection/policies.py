"""Policies: which rules, in which order and with which thresholds, protect the figures for each audience.

After the presets of the R package GaussSuppression: a policy is a list of exchangeable stages plus its numbers.
Source: definitions 6.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Protected = Literal["partner", "open"]


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The numbers of one audience.

    group, persons: a shown group has at least so many rows, and so many clients. few, few_persons: the same for met and not met.
    window: every denominator that a too small group must still be able to have (None: ``values`` is enough).
    values: so many values must stay possible for any other hidden count. base: rounding (1 = exact).
    few_values: so many values of a mean differ from each end of its scale; mean_from: and it has so many values.
    keep: a figure that changes by no more than this keeps its earlier value.
    """

    group: int
    persons: int
    few: int
    few_persons: int
    values: int
    window: tuple[int, int] | None
    base: int
    few_values: int
    mean_from: int
    keep: int

    @property
    def slack(self) -> int:
        """How far a shown number can lie from the true one."""
        return self.base // 2


@dataclass(frozen=True, slots=True)
class Policy:
    """rules: names of files in ``library/``, judged in this order; the first that hides gives the reason."""

    audience: Protected
    rules: tuple[str, ...]
    thresholds: Thresholds


_RULES = ("too_small", "few", "nearly_all", "few_persons", "mean_extremes", "small_classes")

POLICIES: dict[str, Policy] = {
    "partner": Policy(
        "partner",
        (*_RULES, "variant_difference"),
        Thresholds(group=10, persons=10, few=3, few_persons=3, values=3, window=(1, 9), base=1, few_values=3, mean_from=10, keep=2),
    ),
    "open": Policy(
        "open",
        _RULES,
        Thresholds(group=8, persons=8, few=8, few_persons=8, values=3, window=None, base=5, few_values=3, mean_from=10, keep=2),
    ),
}
