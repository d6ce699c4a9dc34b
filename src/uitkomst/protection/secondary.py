"""Secondary protection: for a number that is pinned down too closely, find the cheapest other table, and hide what it changes.

The other table has the same structure, sums and reasons, and another value for the number. Once everything it changes is hidden,
nobody can tell it from the true one: that is the proof of protection. Source: definitions 6; the linear form of Fischetti &
Salazar 2000, J Am Stat Assoc 95:916-928 (cell suppression), as in methods 2.3.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import highspy
import numpy as np

from uitkomst.protection.state import State
from uitkomst.protection.statements import FREE, Reading, Statement, Unit, build
from uitkomst.protection.system import EPS, Contradiction, Interval, System, Target, make_model

_INF = highspy.kHighsInf


class Repair:
    """Alternative tables of one family, as one model that is solved again for each number."""

    def __init__(self, state: State, reading: Reading, populations: Mapping[int, tuple[float, float]], own: str = "") -> None:
        self.state = state
        hard = [s for s in reading.statements if s.unit == FREE and not s.soft]
        hard += _soft_where_true(state, reading)
        would_be = _would_be_reasons(state)
        hard += [s for s in would_be if s.unit == FREE]
        self.soft_costs = [s for s in [*reading.statements, *would_be] if s.unit != FREE]
        system = build(state.table, state.columns, hard, populations)
        if own:
            fix_own(system, state, own)
        self.first_slack = len(system.lower)
        slacks = 2 * len(self.soft_costs)
        system.lower = np.concatenate([system.lower, np.zeros(slacks)])
        system.upper = np.concatenate([system.upper, np.full(slacks, np.inf)])
        cost = np.zeros(len(system.lower))
        for n, s in enumerate(self.soft_costs):
            more, less = self.first_slack + 2 * n, self.first_slack + 2 * n + 1
            values = s.values or (1.0,) * len(s.columns)
            system.add((*s.columns, more, less), (*values, -1.0, 1.0), s.low, s.high)
            cost[more] = cost[less] = _price(state, s.unit)
        self.cost = cost
        self.width = len(system.lower)
        self.target_row = len(system.low)
        self.model = make_model(system.matrix(), np.array(system.low), np.array(system.high), system.lower, system.upper)
        self.model.changeColsCost(self.width, np.arange(self.width, dtype=np.int32), cost)

    def protect(self, target: Target, found: Interval) -> int:
        """Hide what protects one number; returns how many units were hidden."""
        need = target.need
        hidden = 0
        if need.low is not None and need.high is not None:
            if found.lowest > need.low + EPS:
                hidden += max(0, self._reach(target, -np.inf, need.low))
            if found.highest < need.high - EPS:
                hidden += max(0, self._reach(target, need.high, np.inf))
            return hidden
        highest, lowest = round(found.highest - 0.499), round(found.lowest + 0.499)
        up, down = lowest + need.values - 1, highest - need.values + 1
        reached = self._reach(target, up, np.inf)
        return reached if reached >= 0 else max(0, self._reach(target, -np.inf, down))

    def _reach(self, target: Target, low: float, high: float) -> int:
        """Hide what an alternative with the target between low and high changes; -1 when there is none."""
        columns = np.array(target.columns, dtype=np.int32)
        self.model.addRow(low, high, len(columns), columns, np.ones(len(columns)))
        self.model.run()
        fits = self.model.getModelStatus() == highspy.HighsModelStatus.kOptimal
        solution = np.array(self.model.getSolution().col_value) if fits else None
        self.model.deleteRows(1, np.array([self.model.getNumRow() - 1], dtype=np.int32))
        if solution is None:
            return -1
        slack = solution[self.first_slack :].reshape(-1, 2).sum(axis=1)
        hidden = 0
        for n in np.flatnonzero(slack > EPS):
            unit = self.soft_costs[n].unit
            hidden += self.state.hide(unit, "secondary")
            self._forgive(unit)
        return hidden

    def _forgive(self, unit: Unit) -> None:
        """What is hidden costs nothing from now on."""
        kind, cell, _ = unit
        for n, s in enumerate(self.soft_costs):
            if s.unit == unit or (kind == "group" and s.unit[1] == cell):
                for column in (self.first_slack + 2 * n, self.first_slack + 2 * n + 1):
                    self.model.changeColCost(column, 0.0)


def fix_own(system: System, state: State, provider: str) -> None:
    """The attacker is a provider: its own cells are known."""
    width = state.columns.width
    for cell in range(state.table.size):
        if state.table.provider[cell] == provider:
            where = slice(cell * width, (cell + 1) * width)
            system.lower[where] = system.upper[where] = state.truth[where]


def hide_neighbour(state: State, target: Target) -> bool:
    """When no alternative helps: hide the cheapest shown cell on a line of this one, or the total."""
    kind, cell, variant = target.name  # type: ignore[misc]
    by_group = kind == "denominator" or cell in state.group
    best: tuple[float, Unit] | None = None
    if not by_group:
        best = (_price(state, ("group", cell, "")) * 10, ("group", cell, ""))
    for n in state.table.lines_of[cell]:
        line = state.table.lines[n]
        for other in (*line.parts, line.total):
            unit: Unit = ("group", other, "") if by_group else ("numerator", other, variant)
            if other == cell or other in state.group or (not by_group and (other, variant) in state.numerator):
                continue
            price = _price(state, unit) * (10 if other == line.total else 1)
            if best is None or price < best[0]:
                best = (price, unit)
    return best is not None and state.hide(best[1], "secondary")


def _price(state: State, unit: Unit) -> float:
    kind, cell, variant = unit
    depth = (1 + state.table.depth[cell]) ** 2
    if kind == "group":
        return (10 + state.denominator(cell)) * depth
    if kind == "classes" or not state.columns.has(variant):
        return 0.1 * (10 + state.denominator(cell)) * depth
    return 0.5 * (10 + float(state.truth[list(state.columns.met(cell, variant))].sum())) * depth


def _soft_where_true(state: State, reading: Reading) -> list[Statement]:
    return [
        Statement(s.columns, s.low, s.high, FREE)
        for s in reading.statements
        if s.soft and s.low - EPS <= state.truth[list(s.columns)].sum() <= s.high + EPS
    ]


def _would_be_reasons(state: State) -> list[Statement]:
    """A cell hidden now gets the reason `secondary`, which says that it is not too small and not few: alternatives must agree."""
    thresholds = state.policy.thresholds
    found = []
    for cell in range(state.table.published):
        if cell in state.group or not state.cells[cell]:
            continue
        found.append(Statement(state.columns.denominator(cell), thresholds.group, np.inf, FREE))
        for variant in state.cells[cell]:
            plain = state.family.kind == "ratio" and not variant.startswith("class:")
            if plain and state.columns.has(variant) and (cell, variant) not in state.numerator:
                for columns in (state.columns.met(cell, variant), state.columns.not_met(cell, variant)):
                    found.append(Statement(columns, thresholds.few, np.inf, ("group", cell, "")))
    return found


def repair(
    state: State,
    reading: Reading,
    populations: Mapping[int, tuple[float, float]],
    exposed: Sequence[tuple[Target, Interval]],
    own: str = "",
) -> int:
    """Hide what protects these numbers; returns how many units were hidden. Raises Contradiction when nothing is left to hide."""
    model = Repair(state, reading, populations, own)
    hidden = sum(model.protect(target, found) for target, found in exposed)
    if not hidden:
        hidden = sum(hide_neighbour(state, target) for target, _ in exposed[:1])
    if not hidden:
        raise Contradiction("nothing is left to hide")
    return hidden
