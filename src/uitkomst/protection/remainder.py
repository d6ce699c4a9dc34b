"""Remainders: the total of a line minus its shown parts is a group itself and must pass the rules.

Where it does not, a further part is hidden, the cheapest first, at last the total. Source: definitions 6.
"""

from __future__ import annotations

from collections.abc import Callable

from uitkomst.protection.state import State
from uitkomst.protection.statements import Unit
from uitkomst.protection.structure import CLASS
from uitkomst.protection.table import CellLine


def hide_remainders(state: State) -> int:
    """Hide further cells until the remainder of every line passes; returns how many were hidden."""
    hidden = 0
    queue = list(range(len(state.table.lines)))
    waiting = set(queue)
    while queue:
        n = queue.pop()
        waiting.discard(n)
        while unit := _failing(state, state.table.lines[n]):
            if not state.hide(unit, "secondary"):
                break
            hidden += 1
            for other in state.table.lines_of[unit[1]]:
                if other not in waiting:
                    waiting.add(other)
                    queue.append(other)
    return hidden


def _failing(state: State, line: CellLine) -> Unit | None:
    """What to hide next because of this line, or None when it passes."""
    if line.total in state.group:
        return None
    hidden = [p for p in line.all_parts if p in state.group or p >= state.table.published]
    if not _group_passes(state, line, hidden):
        return _choose(state, line, set(hidden), lambda cell: ("group", cell, ""))
    if state.family.kind == "count":
        return None
    for variant in state.cells[line.total]:
        if variant.startswith(CLASS) or (line.total, variant) in state.numerator:
            continue
        without = [p for p in line.all_parts if p >= state.table.published or state.hides_numerator(p, variant)]
        passes = _mean_passes if state.family.kind == "scale" else _share_passes
        if without and not passes(state, line, without, variant):
            taken = set(without)
            return _choose(state, line, taken, lambda cell, variant=variant: ("numerator", cell, variant))  # type: ignore[misc]
    return None


def _choose(state: State, line: CellLine, taken: set[int], unit: Callable[[int], Unit]) -> Unit:
    """The cheapest part that is still shown: few rows, and no line of its own that would now fail; else the total."""
    shown = [p for p in line.parts if p not in taken]
    return unit(min(shown, key=lambda p: _price(state, p)) if shown else line.total)


def _price(state: State, cell: int) -> float:
    alone = 0
    for n in state.table.lines_of[cell]:
        line = state.table.lines[n]
        if line.total != cell and line.total not in state.group and not any(p in state.group for p in line.parts):
            alone += 1
    return (10 + state.denominator(cell)) * (1 + alone) * (1 + state.table.depth[cell])


def _group_passes(state: State, line: CellLine, hidden: list[int]) -> bool:
    thresholds = state.policy.thresholds
    if not hidden or thresholds.base > 1:
        return True
    rows = sum(state.denominator(p) for p in hidden)
    population = sum(state.truth[list(state.columns.population(p))].sum() for p in hidden)
    if population == 0:
        return True
    if rows < thresholds.group or _persons(state, line, hidden, "persons") < thresholds.persons:
        return False
    # A provider that knows its own part must not be left with a remainder that is too small.
    owners = {state.table.provider[p] for p in hidden}
    if state.table.provider[line.total] or len(owners) < 2:
        return True
    for owner in owners - {""}:
        others = [p for p in hidden if state.table.provider[p] != owner]
        if sum(state.denominator(p) for p in others) < thresholds.group:
            return False
    return True


def _persons(state: State, line: CellLine, hidden: list[int], name: str, variant: str | None = None) -> int:
    """At least so many distinct clients are in the hidden parts together."""

    def count(cell: int) -> int:
        found = state.cells[cell].get(variant) if variant is not None else state.any_cell(cell)
        return getattr(found, name) if found else 0

    shown = [p for p in line.parts if p not in hidden]
    return max(count(line.total) - sum(count(p) for p in shown), *(count(p) for p in hidden), 0)


def _share_passes(state: State, line: CellLine, without: list[int], variant: str) -> bool:
    thresholds = state.policy.thresholds
    if thresholds.base > 1:
        return True
    met = sum(state.truth[list(state.columns.met(p, variant))].sum() for p in without)
    rows = sum(state.denominator(p) for p in without)
    if rows == 0:
        return True
    if met < thresholds.few or rows - met < thresholds.few:
        return False
    persons = (_persons(state, line, without, name, variant) for name in ("persons_met", "persons_not_met"))
    return all(p >= thresholds.few_persons for p in persons)


def _mean_passes(state: State, line: CellLine, without: list[int], variant: str) -> bool:
    thresholds = state.policy.thresholds
    if thresholds.base > 1:
        return True
    rows = sum(state.denominator(p) for p in without)
    if rows == 0:
        return True
    for name in ("off_lowest", "off_highest"):
        shown = [p for p in line.parts if p not in without]
        total = getattr(state.cells[line.total][variant], name)
        if total - sum(getattr(state.cells[p][variant], name) for p in shown) < thresholds.few_values:
            return False
    return True
