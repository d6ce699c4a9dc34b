"""Remainders: the total of a line minus its shown parts is a group itself and must pass the rules.

Where it does not, a further part is hidden, the cheapest first, at last the total. So too where one hidden part would be left alone,
and where a provider that knows its own part would be left with a remainder that does not pass. Source: definitions 6.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

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
    asked = state.table.published
    hidden = [p for p in line.all_parts if p in state.group or p >= asked]
    if hidden and not _group_passes(state, line, hidden):
        return _choose(state, line, hidden, lambda cell: ("group", cell, ""))
    for variant in state.cells[line.total]:
        if variant.startswith(CLASS):
            if not _shows_class(state, line.total, variant):
                continue
            without = [p for p in line.all_parts if p >= asked or not _shows_class(state, p, variant)]
            if without and not _share_passes(state, line, without, variant):
                closed = [p for p in line.parts if p in state.group or state.runs.get(p, ()) is None]
                return _choose(state, line, closed, lambda cell: ("classes", cell, ""))
        elif state.family.kind != "count" and (line.total, variant) not in state.numerator:
            without = [p for p in line.all_parts if p >= asked or state.hides_numerator(p, variant)]
            passes = _mean_passes if state.family.kind == "scale" else _share_passes
            if without and not passes(state, line, without, variant):
                return _choose(state, line, without, lambda cell, variant=variant: ("numerator", cell, variant))  # type: ignore[misc]
    return None


def _shows_class(state: State, cell: int, variant: str) -> bool:
    """Whether the class is told on its own."""
    if cell in state.group or not state.cells[cell]:
        return False
    runs = state.runs.get(cell)
    at = state.family.classes.index(variant.removeprefix(CLASS))
    return runs is not None and [at] in runs


def _choose(state: State, line: CellLine, taken: Sequence[int], unit: Callable[[int], Unit]) -> Unit:
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
    if thresholds.base > 1 or not sum(state.count(p, state.columns.population(p)) for p in hidden):
        return True
    rows = [state.denominator(p) for p in hidden]
    if sum(rows) < thresholds.group or _persons(state, line, hidden, "persons") < thresholds.persons:
        return False
    return _not_alone(state, line, hidden, rows, thresholds.group)


def _not_alone(state: State, line: CellLine, hidden: list[int], amounts: list[int], least: int) -> bool:
    """Whether no hidden part is left alone: for everybody, and for each provider that knows its own part."""
    if len(hidden) == 1:
        return hidden[0] >= state.table.published
    if state.table.provider[line.total]:
        return True
    owners = [state.table.provider[p] for p in hidden]
    for owner in set(owners) - {""}:
        others = [amount for amount, of in zip(amounts, owners, strict=True) if of != owner]
        if len(others) == 1 or (others and sum(others) < least):
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
    rows = [state.denominator(p) for p in without]
    if thresholds.base > 1 or not sum(rows):
        return True
    met = [state.count(p, state.columns.met(p, variant)) for p in without]
    not_met = [n - k for n, k in zip(rows, met, strict=True)]
    if min(sum(met), sum(not_met)) < thresholds.few:
        return False
    persons = (_persons(state, line, without, name, variant) for name in ("persons_met", "persons_not_met"))
    if any(p < thresholds.few_persons for p in persons):
        return False
    least = thresholds.values - 1
    return _not_alone(state, line, without, met, least) and _not_alone(state, line, without, not_met, least)


def _mean_passes(state: State, line: CellLine, without: list[int], variant: str) -> bool:
    thresholds = state.policy.thresholds
    rows = sum(state.denominator(p) for p in without)
    if thresholds.base > 1 or rows == 0:
        return True
    shown = [p for p in line.parts if p not in without]
    for name in ("off_lowest", "off_highest"):
        total = getattr(state.cells[line.total][variant], name)
        if total - sum(getattr(state.cells[p][variant], name) for p in shown) < thresholds.few_values:
            return False
    return True
