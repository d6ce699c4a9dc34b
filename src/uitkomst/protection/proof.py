"""Proof: other tables that fit everything released. What such tables show as possible, no attacker can rule out.

While a release is made the truth is known, so that a piece of the table can be varied while the rest stays as it is: small programs
instead of one large one. A table that leaves a provider's own cells alone holds against that provider too. Tables stay valid when
more is hidden. Source: definitions 6 (protection levels, own cells of providers); methods 2.3 and 2.4.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import highspy
import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from uitkomst.protection.state import State
from uitkomst.protection.system import EPS, Floats, Ints, System, Target, Watch, make_model, reduce, sums_of

Flags = npt.NDArray[np.bool_]


class Proof:
    """For each attacker and hidden number the lowest and highest value that is known to be possible.

    attackers: "" (everybody) and the providers that know their own cells. Arrays are attackers x targets.
    """

    def __init__(self, state: State, providers: Sequence[str]) -> None:
        self.state = state
        self.attackers = ["", *providers]
        self.owner = np.array([self.attackers.index(p) if p in providers else 0 for p in state.table.provider])
        self.tables: list[Floats] = []
        self.leaves_alone: list[Flags] = []
        self.targets: list[Target] = []
        # Any weights will do; the same ones every time make the same release every time.
        self.random = np.random.default_rng(1)

    def ask(self, targets: Sequence[Target]) -> None:
        """Set the hidden numbers to be judged; tables found before count for them too."""
        self.targets = list({t.name: t for t in targets}.values())
        self.sums = sums_of([t.columns for t in self.targets], len(self.state.truth))
        self.cell = np.array([t.cell for t in self.targets], dtype=np.int64)
        self.watch = Watch([t.need for t in self.targets])
        true_values = self.sums @ self.state.truth
        self.watch.lowest = np.tile(true_values, (len(self.attackers), 1))
        self.watch.highest = self.watch.lowest.copy()
        for table, alone in zip(self.tables, self.leaves_alone, strict=True):
            self._count(table, alone)

    def add(self, table: Floats) -> None:
        """Take in a table that fits everything released."""
        changed = abs(table - self.state.truth).reshape(self.state.table.size, -1).max(axis=1) > EPS
        alone = np.ones(len(self.attackers), bool)
        alone[self.owner[changed]] = False
        alone[0] = True
        self.tables.append(table)
        self.leaves_alone.append(alone)
        self._count(table, alone)

    def _count(self, table: Floats, alone: Flags) -> None:
        values = self.sums @ table
        self.watch.lowest[alone] = np.minimum(self.watch.lowest[alone], values)
        self.watch.highest[alone] = np.maximum(self.watch.highest[alone], values)

    def wish(self, attackers: Flags) -> Floats:
        """For each target that is open against these attackers the direction in which a value is still to be found."""
        return self.watch.wish(self.open() & attackers[:, None], self.random)

    def open(self) -> Flags:
        """Attackers x targets: which are not yet proven to be protected. Its own cells and totals are no secret to a provider."""
        number = np.arange(len(self.attackers))[:, None]
        owner = self.owner[self.cell][None, :]
        return np.asarray(self.watch.open() & ((number == 0) | ((owner != 0) & (owner != number))))


class Varied:
    """The part of a system that may vary (some cells), everything else as it truly is; split into independent blocks."""

    def __init__(self, system: System, matrix: sparse.csc_array, state: State, free: Ints) -> None:
        self.state, self.free = state, free
        sub = sparse.csc_array(matrix[:, free])
        rows = np.unique(sub.indices)
        sub = sparse.csr_array(sub.tocsr()[rows])
        low, high = np.array(system.low)[rows], np.array(system.high)[rows]
        truth = state.truth[free]
        constant = matrix.tocsr()[rows] @ state.truth - sub @ truth
        low, high = low - constant, high - constant
        _, labels = connected_components(sparse.block_array([[None, abs(sub)], [abs(sub).T, None]]), directed=False)
        row_label, column_label = labels[: len(rows)], labels[len(rows) :]
        self.blocks: list[tuple[Ints, highspy.Highs]] = []
        for label in np.unique(column_label):
            mine = np.flatnonzero(column_label == label)
            lines = np.flatnonzero(row_label == label)
            block = sparse.csr_array(sub[lines][:, mine])
            columns = free[mine]
            model = make_model(block, low[lines], high[lines], system.lower[columns], system.upper[columns])
            self.blocks.append((columns, model))

    def search(self, proof: Proof, attackers: Flags, tries: int = 20) -> None:
        """Look for tables in which many open targets are higher, or lower, and add them to the proof, while that helps."""
        left = proof.open()[attackers].sum()
        for attempt in range(tries):
            weight = proof.sums.T @ proof.wish(attackers)
            if not weight[self.free].any():
                return
            table = self.state.truth.copy()
            for columns, model in self.blocks:
                if weight[columns].any():
                    solution = minimise(model, -weight[columns])
                    if solution is not None:
                        table[columns] = solution
            proof.add(table)
            if attempt % 2:
                before, left = left, proof.open()[attackers].sum()
                if left > 0.9 * before:
                    return


def minimise(model: highspy.Highs, cost: Floats) -> Floats | None:
    """The solution of lowest cost, or None."""
    model.changeColsCost(len(cost), np.arange(len(cost), dtype=np.int32), cost)
    model.run()
    if model.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    return np.array(model.getSolution().col_value)


def searches(proof: Proof, halves: int = 60) -> Iterator[tuple[Flags, Flags]]:
    """Which cells vary and against which attackers, search after search, as long as targets are open.

    First halves of the providers, drawn again and again while that helps: what holds while one half stays put, holds against each
    provider in it. Then everything, then everything but one provider.
    """
    count = len(proof.attackers)
    numbers = np.arange(count)
    left = proof.open().sum()
    for draw in range(halves if count > 3 else 0):
        if draw % 6 == 0:
            before, left = left, proof.open().sum()
            if not left or (draw and left > 0.85 * before):
                break
        moving = (numbers == 0) | (proof.random.permutation(count) * 2 < count)
        yield moving[proof.owner], ~moving | (numbers == 0)
    for number in range(count):
        if proof.open()[number].any():
            yield (proof.owner != number) | (number == 0), numbers == number
        if not number and proof.open()[0].any():
            # What everybody can compute is repaired first; no use in trying it against each provider.
            return


def find_tables(proof: Proof, system: System) -> None:
    """Search for tables until all targets are proven, or the searches are over."""
    # Counts are whole numbers, which makes some bounds tighter than a linear program knows.
    tight = reduce(system)
    system = replace(system, lower=tight.lower, upper=tight.upper)
    matrix = sparse.csc_array(system.matrix())
    width = proof.state.columns.width
    can_move = system.upper - system.lower > EPS
    for moving, against in searches(proof):
        free = np.flatnonzero(np.repeat(moving, width) & can_move)
        if len(free):
            Varied(system, matrix, proof.state, free).search(proof, against)
