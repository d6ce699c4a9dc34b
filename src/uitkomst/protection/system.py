"""System: what an attacker knows, as linear equations and bounds, and how far that pins down a hidden number.

One column is one unknown count; shown figures, sums and reasons are rows. Feasible intervals are the minimum and maximum of a
linear program (HiGHS), so they contain every table of whole numbers that fits. Source: methods 2.4; Fischetti & Salazar 2000,
J Am Stat Assoc 95:916-928 (attacker problems).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import highspy
import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.sparse.csgraph import connected_components

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
EPS = 1e-6
_TRIES = 60


@dataclass(frozen=True, slots=True)
class Need:
    """How uncertain a sum of columns must stay: it can be ``low`` and it can be ``high``; or it has ``values`` whole values.

    above: from this lower bound on, ``values`` suffices (a group that proves to be larger than the window).
    """

    values: int = 3
    low: int | None = None
    high: int | None = None
    above: int | None = None

    def met_by(self, lowest: float, highest: float) -> bool:
        """Whether an attainable lowest and highest value leave enough uncertainty."""
        enough = np.floor(highest + EPS) - np.ceil(lowest - EPS) + 1 >= self.values
        if self.low is None or self.high is None:
            return bool(enough)
        if self.above is not None and lowest >= self.above:
            return bool(enough)
        return lowest <= self.low + EPS and highest >= self.high - EPS


Name = tuple[int, str, int, str]


@dataclass(frozen=True, slots=True)
class Target:
    """One hidden number: the sum of some columns, and how uncertain it must stay.

    kind: "denominator", "numerator", "not_met" or "sum" of a cell and variant. source: number of the release that hides it.
    """

    kind: str
    cell: int
    variant: str
    columns: tuple[int, ...]
    need: Need
    source: int = 0

    @property
    def name(self) -> Name:
        return (self.source, self.kind, self.cell, self.variant)


@dataclass(frozen=True, slots=True)
class Interval:
    """What the attacker can say about a target: its lowest and highest value. proven: both are the real extremes."""

    lowest: float
    highest: float
    proven: bool


class Contradiction(ValueError):
    """What is published cannot all be true. about: the indicators, where they are known."""

    def __init__(self, why: str, about: Sequence[str] = ()) -> None:
        self.about = tuple(about)
        super().__init__(why)


@dataclass
class System:
    """Columns with bounds and rows ``low <= sum(coefficient * column) <= high``; soft rows hold unless they contradict the rest."""

    lower: Floats
    upper: Floats
    starts: list[int] = field(default_factory=lambda: [0])
    columns: list[int] = field(default_factory=list)
    values: list[float] = field(default_factory=list)
    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)
    soft: list[bool] = field(default_factory=list)

    def add(self, columns: Iterable[int], values: Iterable[float], low: float, high: float, *, soft: bool = False) -> None:
        """Add one row."""
        self.columns.extend(columns)
        self.values.extend(values)
        self.starts.append(len(self.columns))
        self.low.append(low)
        self.high.append(high)
        self.soft.append(soft)

    def total(self, columns: Sequence[int], low: float, high: float, *, soft: bool = False) -> None:
        """Add the row: the sum of these columns lies between low and high."""
        self.add(columns, [1.0] * len(columns), low, high, soft=soft)

    def matrix(self) -> sparse.csr_array:
        """The rows as a sparse matrix."""
        return sparse.csr_array(
            (np.array(self.values, float), np.array(self.columns, np.int32), np.array(self.starts, np.int32)),
            shape=(len(self.low), len(self.lower)),
        )


@dataclass
class Reduced:
    """A system after following every row that leaves one possibility: tighter bounds, and which columns are known."""

    matrix: sparse.csr_array
    low: Floats
    high: Floats
    soft: npt.NDArray[np.bool_]
    lower: Floats
    upper: Floats

    @property
    def free(self) -> npt.NDArray[np.bool_]:
        return self.upper - self.lower > EPS


def reduce(system: System, rounds: int = 40) -> Reduced:
    """Tighten bounds row by row until nothing changes (or enough rounds): most numbers that are given away show up here."""
    matrix = system.matrix()
    low, high = np.array(system.low), np.array(system.high)
    lower, upper = system.lower.copy(), system.upper.copy()
    soft = np.array(system.soft, bool)
    rows = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    cols, vals = matrix.indices, matrix.data
    hard_entries = ~soft[rows] if len(rows) else np.zeros(0, bool)
    rows, cols, vals = rows[hard_entries], cols[hard_entries], vals[hard_entries]
    positive = vals > 0
    # Sums of large bounds lose their last digits; stay on the careful side of that.
    size = np.bincount(rows, abs(vals) * np.maximum(abs(lower[cols]), abs(upper[cols])), matrix.shape[0])
    blur = EPS + 1e-12 * size[rows] / abs(vals)
    for _ in range(rounds):
        least = np.where(positive, vals * lower[cols], vals * upper[cols])
        most = np.where(positive, vals * upper[cols], vals * lower[cols])
        row_least = np.bincount(rows, least, matrix.shape[0])
        row_most = np.bincount(rows, most, matrix.shape[0])
        # The room that the other columns of the row leave to this one.
        room_high = (high[rows] - (row_least[rows] - least)) / vals
        room_low = (low[rows] - (row_most[rows] - most)) / vals
        new_upper, new_lower = upper.copy(), lower.copy()
        np.minimum.at(new_upper, cols, np.where(positive, room_high, room_low) + blur)
        np.maximum.at(new_lower, cols, np.where(positive, room_low, room_high) - blur)
        # A count is a whole number.
        new_upper = np.minimum(upper, np.floor(new_upper))
        new_lower = np.maximum(lower, np.ceil(new_lower))
        if (new_lower > new_upper + EPS).any():
            raise Contradiction("what is published contradicts itself")
        if (new_upper >= upper - EPS).all() and (new_lower <= lower + EPS).all():
            break
        lower, upper = new_lower, new_upper
    return Reduced(matrix, low, high, soft, lower, upper)


def intervals(system: System, targets: Sequence[Target]) -> dict[Name, Interval]:
    """For each target how far the attacker gets. Targets that are safe get attainable values, the others the real extremes.

    Raises Contradiction when no table fits.
    """
    reduced = reduce(system)
    free = reduced.free
    known = np.where(free, 0.0, reduced.lower)
    label = _components(reduced, free, targets)
    grouped: dict[int, list[Target]] = {}
    found: dict[Name, Interval] = {}
    for target in targets:
        open_columns = [c for c in target.columns if free[c]]
        if open_columns:
            grouped.setdefault(int(label[open_columns[0]]), []).append(target)
        else:
            value = float(known[list(target.columns)].sum())
            found[target.name] = Interval(value, value, True)
    for number, members in grouped.items():
        part = _Part(reduced, np.flatnonzero((label == number) & free))
        found |= part.attack(members, [float(known[list(t.columns)].sum()) for t in members])
    return found


def _components(reduced: Reduced, free: npt.NDArray[np.bool_], targets: Sequence[Target]) -> Ints:
    """Number of the independent block that each column lies in: blocks share no unknown and no target."""
    asked = sums_of([t.columns for t in targets], len(free))
    only_free = sparse.csr_array(abs(sparse.vstack([reduced.matrix, asked])) @ sparse.diags_array(free.astype(float)))
    only_free.eliminate_zeros()
    rows, cols = only_free.shape
    graph = sparse.block_array([[None, only_free], [only_free.T, None]], format="csr") if rows else sparse.csr_array((cols, cols))
    _, labels = connected_components(graph, directed=False)
    return np.asarray(labels[rows:], dtype=np.int64)


class _Part:
    """One independent block as a HiGHS model, attacked target by target with warm starts."""

    def __init__(self, reduced: Reduced, columns: Ints) -> None:
        self.columns = columns
        self.place = {int(c): i for i, c in enumerate(columns)}
        sub = reduced.matrix[:, columns].tocsr()
        touched = np.flatnonzero(np.diff(sub.indptr))
        sub = sub[touched]
        fixed = np.where(reduced.free, 0.0, reduced.lower)
        shift = (reduced.matrix[touched] @ fixed) if len(touched) else np.zeros(0)
        self.low, self.high = reduced.low[touched] - shift, reduced.high[touched] - shift
        self.soft = reduced.soft[touched]
        self.model = make_model(sub, self.low, self.high, reduced.lower[columns], reduced.upper[columns])
        if self._run() is None:
            self._drop_soft()

    def _drop_soft(self) -> None:
        for row in np.flatnonzero(self.soft):
            self.model.changeRowBounds(int(row), -highspy.kHighsInf, highspy.kHighsInf)
        if self._run() is None:
            raise Contradiction("what is published contradicts itself")

    def _run(self, cost: Floats | None = None) -> Floats | None:
        if cost is not None:
            self.model.changeColsCost(len(cost), np.arange(len(cost), dtype=np.int32), cost)
        self.model.run()
        if self.model.getModelStatus() == highspy.HighsModelStatus.kOptimal:
            return np.array(self.model.getSolution().col_value)
        return None

    def attack(self, targets: Sequence[Target], base: Sequence[float]) -> dict[Name, Interval]:
        """Attainable values first, many targets at a time; those not cleared in that way one by one. base: the known part of each."""
        watch = Watch([t.need for t in targets])
        spots = [[self.place[c] for c in t.columns if c in self.place] for t in targets]
        sums = sums_of(spots, len(self.columns))
        constant = np.array(base)

        def look(cost: Floats) -> None:
            solution = self._run(cost)
            if solution is None:
                raise Contradiction("what is published contradicts itself")
            watch.see(sums @ solution + constant)

        look(np.zeros(len(self.columns)))
        random = np.random.default_rng(1)
        left = watch.open().sum()
        for attempt in range(_TRIES):
            if not left:
                break
            look(-(sums.T @ watch.wish(watch.open(), random)))
            if attempt % 3 == 2:
                before, left = left, watch.open().sum()
                if left > 0.9 * before:
                    break
        proven = np.zeros(len(targets), bool)
        for i in np.flatnonzero(watch.open()):
            cost = np.zeros(len(self.columns))
            cost[spots[i]] = 1.0
            for sign in (1.0, -1.0):
                if watch.open()[i]:
                    look(sign * cost)
            proven[i] = watch.open()[i]
        return {t.name: Interval(float(watch.lowest[i]), float(watch.highest[i]), bool(proven[i])) for i, t in enumerate(targets)}


class Watch:
    """The lowest and highest value seen of many targets at once, and which of them are not yet uncertain enough."""

    def __init__(self, needs: Sequence[Need]) -> None:
        self.values = np.array([n.values for n in needs])
        self.window = np.array([n.low is not None for n in needs], bool)
        self.at_least = np.array([-np.inf if n.high is None else n.high for n in needs])
        self.at_most = np.array([np.inf if n.low is None else n.low for n in needs])
        self.above = np.array([np.inf if n.above is None else n.above for n in needs])
        self.lowest = np.full(len(needs), np.inf)
        self.highest = np.full(len(needs), -np.inf)

    def see(self, values: Floats) -> None:
        """Take in one possible value of every target."""
        self.lowest = np.minimum(self.lowest, values)
        self.highest = np.maximum(self.highest, values)

    def open(self) -> npt.NDArray[np.bool_]:
        """Which targets are not yet uncertain enough (works on rows of attackers x targets as well)."""
        enough = np.floor(self.highest + EPS) - np.ceil(self.lowest - EPS) + 1 >= self.values
        in_window = (self.lowest <= self.at_most + EPS) & (self.highest >= self.at_least - EPS)
        safe = np.where(self.window, in_window | (enough & (self.lowest >= self.above)), enough)
        return np.asarray(~safe)

    def wish(self, still: npt.NDArray[np.bool_], random: np.random.Generator) -> Floats:
        """For each open target a weight: positive where a higher value is still to be found, negative where a lower."""
        still = np.atleast_2d(still)
        higher = (still & (self.highest < np.minimum(self.at_least, self.highest + 1) - EPS)).sum(axis=0)
        lower = (still & (self.lowest > np.maximum(self.at_most, self.lowest - 1) + EPS)).sum(axis=0)
        up = random.random(len(higher)) < (higher + 0.01) / (higher + lower + 0.02)
        return np.where(up, 1.0, -1.0) * still.any(axis=0) * random.uniform(0.5, 1.5, len(higher))


def sums_of(spots: Sequence[Sequence[int]], width: int) -> sparse.csr_array:
    """A matrix that adds up these columns, one row per target."""
    ends = np.cumsum([0] + [len(spot) for spot in spots])
    columns = np.array([c for spot in spots for c in spot], dtype=np.int32)
    return sparse.csr_array((np.ones(len(columns)), columns, ends), shape=(len(spots), width))


def make_model(matrix: sparse.csr_array, low: Floats, high: Floats, lower: Floats, upper: Floats) -> highspy.Highs:
    """A quiet HiGHS model of these rows and bounds, without costs."""
    lp = highspy.HighsLp()
    lp.num_row_, lp.num_col_ = matrix.shape
    lp.col_cost_ = np.zeros(matrix.shape[1])
    lp.col_lower_, lp.col_upper_ = lower, upper
    lp.row_lower_, lp.row_upper_ = low, high
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = matrix.indptr.astype(np.int32)
    lp.a_matrix_.index_ = matrix.indices.astype(np.int32)
    lp.a_matrix_.value_ = matrix.data
    model = highspy.Highs()  # type: ignore[no-untyped-call]
    model.setOptionValue("output_flag", False)
    model.setOptionValue("threads", 1)
    model.passModel(lp)
    return model
