"""Earlier releases: what was hidden stays hidden, and what changed by 1 or 2 keeps its earlier value, marked.

Otherwise the difference between two releases would tell about one or two people. Source: definitions 6 (last rules of `partner`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from uitkomst.measures.counts import CellKey
from uitkomst.protection.audit import Published
from uitkomst.protection.figure import Figure
from uitkomst.protection.policies import Thresholds
from uitkomst.protection.state import State
from uitkomst.protection.statements import KEPT, merged_in
from uitkomst.protection.structure import CLASS

REASON = "earlier"


def by_key(releases: Sequence[Published], dims: Sequence[str]) -> dict[CellKey, Figure]:
    """The figures released before, by the keys of the new release; of several releases the last one holds."""
    found = {}
    for published in releases:
        for figure in published.figures:
            values = dict(zip(published.dims, figure.group, strict=True))
            if all(value == "*" or dim in dims for dim, value in values.items()):
                group = tuple(values.get(dim, "*") for dim in dims)
                found[CellKey(figure.indicator, figure.variant, figure.informant, figure.period, group)] = figure
    return found


def hide_as_before(state: State, before: Mapping[CellKey, Figure]) -> None:
    """Hide what an earlier release hid, classes that it took together included."""
    for number, cell in state.rows:
        figure = before.get(cell.key)
        if figure is None:
            continue
        variant = cell.key.variant
        if figure.denominator is None:
            state.hide(("group", number, ""), REASON)
        elif variant.startswith(CLASS):
            _hide_classes(state, number, variant, figure)
        elif figure.status == "hidden" and state.family.kind != "count":
            state.hide(("numerator", number, variant), REASON)


def _hide_classes(state: State, number: int, variant: str, figure: Figure) -> None:
    together = figure.merged or merged_in(figure.marks)
    if figure.numerator is None and not together:
        state.hide(("classes", number, ""), REASON)
    runs = state.runs.get(number)
    if runs is None or not together:
        return
    wanted = {state.family.classes.index(name) for name in together if name in state.family.classes}
    joined = sorted(i for run in runs if wanted & set(run) for i in run)
    state.runs[number] = sorted([run for run in runs if not wanted & set(run)] + [joined])


def keep(figure: Figure, before: Figure | None, thresholds: Thresholds) -> Figure:
    """The figure with the earlier value of each number that changed by no more than the audience may notice."""
    if before is None or figure.denominator is None or before.denominator is None:
        return figure
    population = _kept(figure.population, before.population, thresholds)
    excluded = _kept(figure.excluded, before.excluded, thresholds)
    denominator = _kept(figure.denominator, before.denominator, thresholds) or 0
    numerator = _kept(figure.numerator, before.numerator, thresholds)
    if (population, excluded, denominator, numerator) == (figure.population, figure.excluded, figure.denominator, figure.numerator):
        return figure
    unknown = figure.unknown
    if population is not None and excluded is not None and unknown is not None:
        unknown = max(0, population - excluded - denominator)
        population = denominator + excluded + unknown
    if numerator is not None and not figure.variant.startswith(CLASS) and min(numerator, denominator - numerator) < thresholds.few:
        numerator = None
        figure = replace(figure, status="hidden", reason=REASON, spread=None, design_effect=None)
    coverage = None if unknown is None or not denominator + unknown else denominator / (denominator + unknown)
    return replace(
        figure,
        population=population,
        excluded=excluded,
        unknown=unknown,
        denominator=denominator,
        numerator=numerator,
        value=_value(figure, before, denominator, numerator),
        coverage=coverage,
        marks=(*figure.marks, KEPT),
    )


def _kept(now: int | None, before: int | None, thresholds: Thresholds) -> int | None:
    if now is None or before is None or abs(now - before) > thresholds.keep:
        return now
    return before


def _value(figure: Figure, before: Figure, denominator: int, numerator: int | None) -> float | None:
    if figure.status == "hidden":
        return None
    if numerator is not None:
        return numerator / denominator if denominator else None
    if figure.value == figure.denominator:
        return float(denominator)
    return before.value if denominator == before.denominator and before.value is not None else figure.value
