"""Figures: counts fit for one audience. The only numbers that leave this package.

Source: definitions 6. A hidden number is never 0 and never a bare None: it has a reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Status = Literal["shown", "rounded", "hidden"]


@dataclass(frozen=True, slots=True)
class Figure:
    """One row of a release. Fields that are None are hidden (or do not exist, as the numerator of a scale).

    value: share 0..1 (ratio), mean (scale) or count (context counts). lower, upper: 95 % interval, same unit.
    coverage: denominator / (denominator + unknown). status says what happened to the value; reason why it is hidden:
    too_small, few, nearly_all, few_persons, secondary, no_answers (denominator 0), earlier.
    merged: on a class of a distribution, the classes taken together with it.
    spread: standard deviation as far as the audience may use it for an interval (scale only).
    design_effect: of a clustered ratio, as far as the audience may use it.
    """

    indicator: str
    variant: str
    informant: str
    period: str
    group: tuple[str, ...]
    population: int | None
    excluded: int | None
    unknown: int | None
    denominator: int | None
    numerator: int | None
    value: float | None
    lower: float | None
    upper: float | None
    coverage: float | None
    status: Status
    reason: str
    marks: tuple[str, ...]
    merged: tuple[str, ...] = ()
    spread: float | None = None
    design_effect: float | None = None


FIGURE_COLUMNS_BEFORE_DIMS = ("indicator", "variant", "informant", "period")
FIGURE_COLUMNS_AFTER_DIMS = (
    "population", "excluded", "unknown", "denominator", "numerator", "value", "lower", "upper", "coverage",
    "status", "reason", "marks", "audience", "snapshot", "definitions_version",
)  # fmt: skip
