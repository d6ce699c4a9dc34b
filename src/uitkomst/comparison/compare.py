"""Fill in the intervals of figures, from nothing but what the figures carry for their audience.

Source: decision D21; definitions 6 (open: only Wilson intervals, from rounded counts).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ..measures.definitions import Definition, load_definitions
from ..protection.figure import Figure
from .clustered_ratio import clustered_interval
from .t_interval import t_interval
from .wilson import wilson_interval


def compare(figures: Iterable[Figure]) -> list[Figure]:
    """The same figures with ``lower`` and ``upper`` where an interval can be given; intervals already there are kept.

    Ratio: Wilson. Scale: t interval from ``spread``, clipped to the scale. Units in clients (goals): with ``design_effect``, none
    without it. Counts and hidden values have none. Raises KeyError for an indicator that has no definition.
    """
    definitions = load_definitions()
    return [_with_interval(figure, definitions[figure.indicator]) for figure in figures]


def _with_interval(figure: Figure, definition: Definition) -> Figure:
    if figure.value is None or figure.lower is not None or (definition.kind == "count" and figure.variant == ""):
        return figure
    interval = _mean_interval(figure, definition) if figure.numerator is None else _share_interval(figure, definition)
    return figure if interval is None else replace(figure, lower=interval[0], upper=interval[1])


def _mean_interval(figure: Figure, definition: Definition) -> tuple[float, float] | None:
    if figure.value is None or figure.spread is None or figure.denominator is None or definition.scale is None:
        return None
    highest = float("inf") if definition.scale.max is None else definition.scale.max
    return t_interval(figure.value, figure.spread, figure.denominator, definition.scale.min, highest)


def _share_interval(figure: Figure, definition: Definition) -> tuple[float, float] | None:
    if figure.numerator is None or not figure.denominator:
        return None
    if _is_clustered(figure, definition):
        if figure.design_effect is None:
            return None
        return clustered_interval(figure.numerator, figure.denominator, figure.design_effect)
    return wilson_interval(figure.numerator, figure.denominator)


def _is_clustered(figure: Figure, definition: Definition) -> bool:
    return any(variant.clustered and variant.id == figure.variant for variant in definition.variants)
