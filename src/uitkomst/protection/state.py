"""State of a family while it is being protected: its true counts and what is hidden so far. Hiding only ever adds.

Source: definitions 6.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from uitkomst.measures.counts import Cell
from uitkomst.protection.figure import Figure
from uitkomst.protection.lines import Place
from uitkomst.protection.policies import Policy
from uitkomst.protection.show import Hiding, show
from uitkomst.protection.statements import Columns, Unit, small_need
from uitkomst.protection.structure import CLASS, Family
from uitkomst.protection.system import Floats, Need, Target
from uitkomst.protection.table import Table


class State:
    """One family: rows (cell number, Cell), truth (every count by column), and the hiding so far.

    group: cell -> reason; numerator: (cell, variant) -> reason; runs: cell -> classes told together (None: none told).
    """

    def __init__(self, family: Family, table: Table, rows: Iterable[tuple[Place, Cell]], policy: Policy) -> None:
        self.family, self.table, self.policy = family, table, policy
        self.columns = Columns(table)
        self.rows = [(table.places[place], cell) for place, cell in rows]
        self.cells: list[dict[str, Cell]] = [{} for _ in range(table.size)]
        for number, cell in self.rows:
            self.cells[number].setdefault(cell.key.variant, cell)
        self.group: dict[int, str] = {}
        self.numerator: dict[tuple[int, str], str] = {}
        self.runs: dict[int, list[list[int]] | None] = {}
        self._counts: dict[tuple[int, tuple[int, ...]], int] = {}
        self.truth = _truth(self)
        # Everybody who reads an open release is one of many; the parties to a conversation know their own part.
        self.owners_know = policy.audience == "partner"

    def any_cell(self, number: int) -> Cell | None:
        """One of the rows of a cell: population, denominator and clients are the same in all."""
        return next(iter(self.cells[number].values()), None)

    def count(self, number: int, columns: tuple[int, ...]) -> int:
        """The true sum of some columns of a cell, remembered."""
        found = self._counts.get((number, columns))
        if found is None:
            found = self._counts[number, columns] = round(float(self.truth[list(columns)].sum()))
        return found

    def denominator(self, number: int) -> int:
        return self.count(number, self.columns.denominator(number))

    def hide(self, unit: Unit, reason: str) -> bool:
        """Hide a unit unless it is hidden already; returns whether anything changed."""
        kind, number, variant = unit
        if number < 0 or number >= self.table.published:
            return False
        if kind == "reason":
            return self._relabel(number, variant, reason)
        if number in self.group:
            return False
        if kind == "group":
            self.group[number] = reason
        elif kind == "numerator":
            if (number, variant) in self.numerator:
                return False
            self.numerator[number, variant] = reason
        else:
            if self.runs.get(number, ()) is None:
                return False
            self.runs[number] = None
        return True

    def _relabel(self, number: int, variant: str, reason: str) -> bool:
        """Say something else about why a number is hidden."""
        if number in self.group:
            changed = self.group[number] != reason
            self.group[number] = reason
            return changed
        changed = self.numerator.get((number, variant), reason) != reason
        self.numerator[number, variant] = reason
        return changed

    def need_of(self, target: Target) -> Need:
        """How uncertain a hidden number must stay, whatever reason is given: by what it truly is."""
        thresholds = self.policy.thresholds
        kind, number, variant = target.kind, target.cell, target.variant
        if thresholds.window and kind == "denominator" and self.denominator(number) < thresholds.group:
            return small_need(self.columns.least[number], thresholds)
        if thresholds.window and (number, variant) in self.numerator and number not in self.group and self.family.kind == "ratio":
            columns = self.columns.met(number, variant) if kind == "numerator" else self.columns.not_met(number, variant)
            if self.count(number, columns) < thresholds.few:
                return Need(thresholds.values, 0, thresholds.few - 1)
        return target.need

    def hides_numerator(self, number: int, variant: str) -> bool:
        return number in self.group or (number, variant) in self.numerator

    def figures(self) -> Iterator[tuple[int, Figure]]:
        """Every row as it would be released now."""
        family, thresholds = self.family, self.policy.thresholds
        for number, cell in self.rows:
            hiding = self._hiding(number, cell.key.variant)
            yield (
                number,
                show(cell, hiding, thresholds, never_excluded=family.never_excluded, never_unknown=family.never_unknown),
            )

    def _hiding(self, number: int, variant: str) -> Hiding:
        if number in self.group:
            return Hiding(group=self.group[number])
        if not variant.startswith(CLASS):
            return Hiding(numerator=self.numerator.get((number, variant), ""))
        runs = self.runs.get(number)
        if runs is None:
            return Hiding(numerator="secondary")
        classes = self.family.classes
        at = classes.index(variant.removeprefix(CLASS))
        run = next(run for run in runs if at in run)
        if len(run) == 1:
            return Hiding()
        together = tuple(classes[i] for i in run)
        if at != run[0]:
            return Hiding(numerator="merged", merged=together)
        return Hiding(merged=together, taken=sum(self.cells[number][CLASS + name].numerator or 0 for name in together))


def _truth(state: State) -> Floats:
    """The true count of every column; parts nobody asked for are what their line leaves. Raises ValueError if sums do not hold."""
    table, columns, family = state.table, state.columns, state.family
    truth = np.zeros(table.size * columns.width)
    for number in range(table.published):
        cell = state.any_cell(number)
        if cell is None:
            continue
        truth[list(columns.excluded(number))] = cell.excluded
        truth[list(columns.unknown(number))] = cell.unknown
        _fill_atoms(state, number, cell, truth)
        if family.kind == "scale":
            base = state.cells[number].get("")
            truth[columns.sum(number)] = (base.total or 0) if base else 0
    width = columns.width
    grid = truth.reshape(table.size, width)
    for line in table.lines:
        if line.rest >= 0:
            grid[line.rest] = grid[line.total] - grid[list(line.parts)].sum(axis=0)
    for line in table.lines:
        gap = grid[line.total] - grid[list(line.all_parts)].sum(axis=0)
        if abs(gap).max() > 0.5 or (line.rest >= 0 and grid[line.rest].min() < 0):
            raise ValueError(f"the counts of {family.key.indicator} do not add up over a line of {len(line.parts)} cells")
    return truth


def _fill_atoms(state: State, number: int, cell: Cell, truth: Floats) -> None:
    """Solve the counts of the atoms from the numerators of the variants."""
    for at, partition in enumerate(state.family.partitions):
        where = list(state.columns.denominator(number, at))
        cells = {v: c for v, c in state.cells[number].items() if v in partition.variants}
        equations = [[1.0] * len(where)] + [[float(a in partition.variants[v]) for a in partition.atoms] for v in cells]
        counts = [float(cell.denominator)] + [float(c.numerator or 0) for c in cells.values()]
        solution = np.linalg.lstsq(np.array(equations), np.array(counts), rcond=None)[0]
        whole = np.round(solution)
        if abs(np.array(equations) @ whole - counts).max() > 1e-6 or whole.min() < 0:
            raise ValueError(f"the variants of {state.family.key.indicator} do not fit one distribution: {cell.key.group}")
        truth[where] = whole
