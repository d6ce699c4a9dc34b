"""Secondary protection: for a number that is pinned down too closely, find the cheapest other table, and hide what it changes.

The other table has the same structure, sums and reasons, and another value for the number. Once everything it changes is hidden,
nobody can tell it from the true one: that is the proof of protection. Source: definitions 6; the linear form of Fischetti &
Salazar 2000, J Am Stat Assoc 95:916-928 (cell suppression), as in methods 2.3.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import highspy
import numpy as np
from scipy import sparse

from uitkomst.protection.proof import Proof
from uitkomst.protection.state import State
from uitkomst.protection.statements import FREE, Elsewhere, Reading, Statement, Unit, build
from uitkomst.protection.structure import CLASS
from uitkomst.protection.system import EPS, Floats, Ints, Target, make_model

_PARTNERS = 4


class Repair:
    """Alternative tables of one family, found piece by piece; what they change is hidden."""

    def __init__(self, state: State, proof: Proof, reading: Reading, elsewhere: Elsewhere) -> None:
        self.state, self.proof = state, proof
        statements = list(believed(state, reading))
        hard = [s for s in statements if s.unit == FREE]
        self.system = build(state.table, state.columns, hard, elsewhere, float(state.truth.max()))
        self.matrix = sparse.csc_array(self.system.matrix())
        self.rows = sparse.csr_array(self.matrix)
        self.can_move = self.system.upper - self.system.lower > EPS
        self.shown: list[list[Statement]] = [[] for _ in range(state.table.size)]
        for s in statements:
            if s.unit != FREE:
                self.shown[s.unit[1]].append(s)
        self.pieces: dict[frozenset[int], _Piece] = {}

    def protect(self, attacker: int, number: int) -> int:
        """Hide what protects one target against one attacker; returns how many units were hidden, -1 when no table helps."""
        target, need = self.proof.targets[number], self.proof.targets[number].need
        hidden = 0
        if need.low is not None and need.high is not None:
            wishes = [(-np.inf, float(need.low))] if self.proof.watch.lowest[attacker, number] > need.low + EPS else []
            wishes += [(float(need.high), np.inf)] if self.proof.watch.highest[attacker, number] < need.high - EPS else []
            for low, high in wishes:
                hidden = _add(hidden, self._reach(target, attacker, low, high))
            return hidden
        up = np.ceil(self.proof.watch.lowest[attacker, number] - EPS) + need.values - 1
        down = np.floor(self.proof.watch.highest[attacker, number] + EPS) - need.values + 1
        found = self._reach(target, attacker, up, np.inf)
        return found if found >= 0 else self._reach(target, attacker, -np.inf, down)

    def _reach(self, target: Target, attacker: int, low: float, high: float) -> int:
        """Hide what the cheapest table with the target between low and high changes; -1 when there is none."""
        for cells in self._neighbourhoods(target, attacker):
            key = frozenset(cells.tolist())
            if key not in self.pieces:
                self.pieces[key] = _Piece(self, cells)
            found = self.pieces[key].solve(target, low, high)
            if found is not None:
                table, units = found
                hidden = sum(self.state.hide(unit, "secondary") for unit in units)
                for piece in self.pieces.values():
                    piece.forgive(units)
                self.proof.add(table)
                return hidden
        return -1

    def _neighbourhoods(self, target: Target, attacker: int) -> list[Ints]:
        """The cells that may change: first those near in time, of a few providers with much hidden; then all that hang together."""
        table, proof = self.state.table, self.proof
        together = table.block == table.block[target.cell]
        allowed = together & ((proof.owner != attacker) | (attacker == 0))
        full = np.flatnonzero(allowed)
        hidden = Counter(int(proof.owner[c]) for c in full if c in self.state.group or c >= table.published)
        mine = int(proof.owner[target.cell])
        partners = [owner for owner, _ in hidden.most_common() if owner not in (0, mine)][:_PARTNERS]
        around = frozenset[int]().union(*(t for t in set(table.time) if t & table.time[target.cell]))
        near = allowed & np.array([t <= around for t in table.time])
        few = np.flatnonzero(near & np.isin(proof.owner, [0, mine, *partners]))
        return [cells for cells in (few, np.flatnonzero(near)) if len(cells) < 0.7 * len(full)] + [full]


class _Piece:
    """A part of the table as one model: shown figures may deviate at a price, the rest of the table stays as it is."""

    def __init__(self, repair: Repair, cells: Ints) -> None:
        state = repair.state
        self.state = state
        width = state.columns.width
        inside = (cells[:, None] * width + np.arange(width)[None, :]).ravel()
        self.free = inside[repair.can_move[inside]]
        self.at = {int(c): i for i, c in enumerate(self.free)}
        self.shown = [s for cell in cells for s in repair.shown[cell]]
        rows = np.unique(repair.matrix[:, self.free].indices)
        sub = sparse.csr_array(repair.matrix[:, self.free].tocsr()[rows])
        constant = repair.rows[rows] @ state.truth - sub @ state.truth[self.free]
        low = [np.array(repair.system.low)[rows] - constant]
        high = [np.array(repair.system.high)[rows] - constant]
        extra, extra_low, extra_high = self._shown_rows(state)
        matrix = sparse.csr_array(sparse.block_array([[sub, None], [extra, _slacks(len(self.shown))]]))
        low.append(extra_low)
        high.append(extra_high)
        slack = 2 * len(self.shown)
        lower = np.concatenate([repair.system.lower[self.free], np.zeros(slack)])
        upper = np.concatenate([repair.system.upper[self.free], np.full(slack, highspy.kHighsInf)])
        self.model = make_model(matrix, np.concatenate(low), np.concatenate(high), lower, upper)
        prices = np.repeat([0.0 if _is_hidden(state, s.unit) else _price(state, s.unit) for s in self.shown], 2)
        cost = np.concatenate([np.zeros(len(self.free)), prices])
        self.model.changeColsCost(len(cost), np.arange(len(cost), dtype=np.int32), cost)
        self.by_cell: dict[int, list[int]] = {}
        for n, s in enumerate(self.shown):
            self.by_cell.setdefault(s.unit[1], []).append(n)

    def _shown_rows(self, state: State) -> tuple[sparse.csr_array, Floats, Floats]:
        columns: list[int] = []
        values: list[float] = []
        ends, low, high = [0], [], []
        for s in self.shown:
            constant = 0.0
            for column, value in zip(s.columns, s.values or (1.0,) * len(s.columns), strict=True):
                if column in self.at:
                    columns.append(self.at[column])
                    values.append(value)
                else:
                    constant += value * float(state.truth[column])
            ends.append(len(columns))
            low.append(s.low - constant)
            high.append(s.high - constant)
        shape = (len(self.shown), len(self.free))
        matrix = sparse.csr_array((np.array(values, float), np.array(columns, np.int32), np.array(ends, np.int32)), shape=shape)
        return matrix, np.array(low, float), np.array(high, float)

    def forgive(self, units: Sequence[Unit]) -> None:
        """What is hidden costs nothing from now on."""
        for unit in units:
            for n in self.by_cell.get(unit[1], ()):
                if self.shown[n].unit == unit or unit[0] == "group":
                    for column in (len(self.free) + 2 * n, len(self.free) + 2 * n + 1):
                        self.model.changeColCost(column, 0.0)

    def solve(self, target: Target, low: float, high: float) -> tuple[Floats, list[Unit]] | None:
        """The cheapest table with the target between low and high, and the units that it changes."""
        columns = np.array([self.at[c] for c in target.columns if c in self.at], dtype=np.int32)
        known = sum(float(self.state.truth[c]) for c in target.columns if c not in self.at)
        self.model.addRow(low - known, high - known, len(columns), columns, np.ones(len(columns)))
        self.model.run()
        fits = self.model.getModelStatus() == highspy.HighsModelStatus.kOptimal
        solution = np.array(self.model.getSolution().col_value) if fits else None
        self.model.deleteRows(1, np.array([self.model.getNumRow() - 1], dtype=np.int32))
        if solution is None:
            return None
        table = self.state.truth.copy()
        table[self.free] = solution[: len(self.free)]
        slack = solution[len(self.free) :].reshape(-1, 2).sum(axis=1)
        units = {self.shown[n].unit for n in np.flatnonzero(slack > EPS)}
        return table, [unit for unit in units if not _is_hidden(self.state, unit)]


def _slacks(count: int) -> sparse.csr_array:
    return sparse.csr_array(sparse.kron(sparse.eye_array(count), np.array([[-1.0, 1.0]])))


def _add(hidden: int, found: int) -> int:
    return hidden if found < 0 else hidden + found


def _is_hidden(state: State, unit: Unit) -> bool:
    kind, cell, variant = unit
    if kind == "reason":
        return (state.group.get(cell) or state.numerator.get((cell, variant), "secondary")) == "secondary"
    if cell in state.group:
        return True
    if kind == "numerator":
        return (cell, variant) in state.numerator
    return kind == "classes" and state.runs.get(cell, ()) is None


def hide_neighbour(state: State, target: Target) -> bool:
    """When no alternative helps: hide the cheapest shown cell on a line of this one, or the total."""
    cell, variant = target.cell, target.variant
    by_group = target.kind == "denominator" or cell in state.group
    what = "classes" if variant.startswith(CLASS) else "numerator"
    best: tuple[float, Unit] | None = None
    if not by_group:
        best = (_price(state, ("group", cell, "")) * 10, ("group", cell, ""))
    for n in state.table.lines_of[cell]:
        line = state.table.lines[n]
        for other in (*line.parts, line.total):
            unit: Unit = ("group", other, "") if by_group else (what, other, "" if what == "classes" else variant)
            if other == cell or _is_hidden(state, unit):
                continue
            price = _price(state, unit) * (10 if other == line.total else 1)
            if best is None or price < best[0]:
                best = (price, unit)
    return best is not None and state.hide(best[1], "secondary")


def _price(state: State, unit: Unit) -> float:
    kind, cell, variant = unit
    depth = (1 + state.table.depth[cell]) ** 2
    if kind == "reason":
        return 20.0 * depth
    if kind == "group":
        return (10 + state.denominator(cell)) * depth
    if kind == "classes" or not state.columns.has(variant):
        return 0.1 * (10 + state.denominator(cell)) * depth
    return 0.5 * (10 + state.count(cell, state.columns.met(cell, variant))) * depth


def believed(state: State, reading: Reading) -> Iterator[Statement]:
    """The statements; of what the attacker only bets on, those where the bet is right."""
    for s in reading.statements:
        if not s.soft or s.low - EPS <= state.truth[list(s.columns)].sum() <= s.high + EPS:
            yield s
