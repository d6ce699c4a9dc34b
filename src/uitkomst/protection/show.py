"""Show: one cell and what is hidden of it become one figure.

Source: definitions 6; D21 (what an interval may use).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from uitkomst.measures.counts import Cell
from uitkomst.protection.figure import Figure
from uitkomst.protection.policies import Thresholds
from uitkomst.protection.rounding import round_to
from uitkomst.protection.statements import MERGED


@dataclass(frozen=True, slots=True)
class Hiding:
    """What is hidden of one row. merged: the classes told together with this one; taken: units in them (the carrier tells)."""

    group: str = ""
    numerator: str = ""
    merged: tuple[str, ...] = ()
    taken: int | None = None


def own_figure(cell: Cell) -> Figure:
    """The figure for the holder of the records: nothing hidden, nothing rounded (definitions 6, `own`)."""
    if cell.denominator == 0:
        return _figure(cell, cell, None, "hidden" if not _is_count(cell) else "shown", "" if _is_count(cell) else "no_answers")
    return _figure(cell, cell, _value(cell, None), "shown", "", spread=spread(cell), design_effect=design_effect(cell))


def show(cell: Cell, hiding: Hiding, thresholds: Thresholds, *, never_excluded: bool = False, never_unknown: bool = False) -> Figure:
    """The figure of one cell for an audience that is not `own`."""
    if hiding.group:
        return _figure(cell, None, None, "hidden", hiding.group)
    exact = thresholds.base == 1
    numerator = hiding.taken if hiding.taken is not None else cell.numerator
    counts = _Counts(
        population=shown_count(cell.population, thresholds),
        excluded=shown_count(cell.excluded, thresholds, structural=never_excluded),
        unknown=shown_count(cell.unknown, thresholds, structural=never_unknown),
        denominator=shown_count(cell.denominator, thresholds),
        numerator=None if hiding.numerator or numerator is None else shown_count(numerator, thresholds),
    )
    marks = (MERGED + "+".join(hiding.merged),) if hiding.merged else ()
    if hiding.numerator:
        return _figure(cell, counts, None, "hidden", hiding.numerator, marks=marks, merged=hiding.merged)
    value = _value(cell, counts)
    return _figure(
        cell,
        counts,
        value,
        "shown" if exact else "rounded",
        "",
        marks=marks,
        merged=hiding.merged,
        spread=_up_to_halves(spread(cell)) if exact else None,
        design_effect=_up_to_halves(design_effect(cell)) if exact else None,
    )


@dataclass(frozen=True, slots=True)
class _Counts:
    population: int | None
    excluded: int | None
    unknown: int | None
    denominator: int | None
    numerator: int | None


def shown_count(count: int, thresholds: Thresholds, *, structural: bool = False) -> int | None:
    """A count as the audience may see it; a structural zero is printed."""
    if thresholds.base == 1:
        return count
    if count < thresholds.group:
        return 0 if count == 0 and structural else None
    return round_to(count, thresholds.base)


def _is_count(cell: Cell) -> bool:
    return cell.numerator is None and cell.total is None


def _value(cell: Cell, counts: _Counts | None) -> float | None:
    denominator = cell.denominator if counts is None else counts.denominator
    numerator = cell.numerator if counts is None else counts.numerator
    if cell.total is not None:
        mean = cell.total / cell.denominator
        return mean if counts is None else round(mean, 1)
    if _is_count(cell):
        return None if denominator is None else float(denominator)
    return numerator / denominator if numerator is not None and denominator else None


def spread(cell: Cell) -> float | None:
    """Standard deviation of the values of a scale (n - 1), or None."""
    if cell.total is None or cell.squares is None or cell.denominator < 2:
        return None
    n = cell.denominator
    return math.sqrt(max(0.0, (cell.squares - cell.total**2 / n) / (n - 1)))


def design_effect(cell: Cell) -> float | None:
    """Variance of a ratio of sums over clients, relative to that of as many independent units (D21), or None.

    Linearised variance: Cochran 1977, Sampling Techniques, 6.3; clients are the clusters.
    """
    k, n = cell.numerator, cell.denominator
    if cell.clusters < 2 or not k or k == n:
        return None
    p = k / n
    residual = cell.cluster_xx - 2 * p * cell.cluster_xn + p * p * cell.cluster_nn
    return max(0.0, cell.clusters / (cell.clusters - 1) * residual / (n * p * (1 - p)))


def _up_to_halves(number: float | None) -> float | None:
    return None if number is None else math.ceil(2 * number - 1e-9) / 2


def _figure(
    cell: Cell,
    counts: Cell | _Counts | None,
    value: float | None,
    status: str,
    reason: str,
    *,
    marks: tuple[str, ...] = (),
    merged: tuple[str, ...] = (),
    spread: float | None = None,
    design_effect: float | None = None,
) -> Figure:
    key = cell.key
    denominator = counts.denominator if counts else None
    unknown = counts.unknown if counts else None
    known = None if denominator is None or unknown is None or denominator + unknown == 0 else denominator / (denominator + unknown)
    return Figure(
        indicator=key.indicator,
        variant=key.variant,
        informant=key.informant,
        period=key.period,
        group=key.group,
        population=counts.population if counts else None,
        excluded=counts.excluded if counts else None,
        unknown=unknown,
        denominator=denominator,
        numerator=counts.numerator if counts else None,
        value=value,
        lower=None,
        upper=None,
        coverage=known,
        status=status,  # type: ignore[arg-type]
        reason=reason,
        marks=(*cell.marks, *marks),
        merged=merged,
        spread=spread,
        design_effect=design_effect,
    )
