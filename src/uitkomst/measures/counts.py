"""Counts: what is measured, before protection. Only `measures` and `protection` may see these (import rules).

Source: definitions 3 (population = excluded + unknown + met + not met) and 6 (persons are distinct clients).
"""

from __future__ import annotations

from dataclasses import dataclass, field

ALL = "*"
"""Group value of a dimension that is summed over."""


@dataclass(frozen=True, slots=True, order=True)
class CellKey:
    """Which figure: indicator and variant, informant, period, and one value per dimension (``*`` = summed over).

    A class of a distribution is a variant ``class:NAME`` of its indicator.
    """

    indicator: str
    variant: str
    informant: str
    period: str
    group: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """The counts of one figure. Rows are units (trajectories, trajectory x informant, goals); persons are distinct clients.

    numerator is None on a scale; total is the sum of the values on a scale (grades, days), None elsewhere.
    off_lowest / off_highest: how many known values differ from the lowest / highest possible value (scale only).
    squares, clusters, cluster_*: sums for intervals (sum of squares; number of clients; sums of x*x, x*n, n*n over clients).
    """

    key: CellKey
    population: int
    excluded: int
    unknown: int
    denominator: int
    numerator: int | None
    total: int | None = None
    persons: int = 0
    persons_met: int = 0
    persons_not_met: int = 0
    off_lowest: int = 0
    off_highest: int = 0
    squares: int | None = None
    clusters: int = 0
    cluster_xx: int = 0
    cluster_xn: int = 0
    cluster_nn: int = 0
    marks: tuple[str, ...] = ()

    @property
    def not_met(self) -> int | None:
        return None if self.numerator is None else self.denominator - self.numerator


@dataclass(frozen=True)
class Counts:
    """All cells of one request, with what is needed to protect them.

    dims: names of the dimensions, in the order of ``CellKey.group``.
    periods: name of each period asked for -> indices of its half-years.
    parents: dimension -> {value -> value of the containing dimension}, e.g. municipality -> {"0736": "Utrecht-West"}.
    own_cells: provider -> its own cells of the same keys (its part of each count), for the attacker who knows them.
    additive: indicator ids whose units fall in exactly one half-year, so that periods add up (D10).
    """

    dims: tuple[str, ...]
    periods: dict[str, tuple[int, ...]]
    cells: tuple[Cell, ...]
    snapshot: str
    parents: dict[str, dict[str, str]] = field(default_factory=dict)
    own_cells: dict[str, tuple[Cell, ...]] = field(default_factory=dict)
    additive: frozenset[str] = frozenset()
