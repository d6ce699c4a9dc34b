"""Statements: what the rows of a release say about the counts of a family, reasons included, and what must stay hidden.

The reason `secondary` says nothing about size: a number that is too small gets it too where its own reason would say too much.
Reads published figures only (never counts), so that the attacker stands apart from how the release was made.
Source: definitions 6 (threat model, reasons, protection levels).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np

from uitkomst.protection.figure import Figure
from uitkomst.protection.policies import Thresholds
from uitkomst.protection.structure import CLASS, Family
from uitkomst.protection.system import Need, System, Target
from uitkomst.protection.table import Table

Unit = tuple[str, int, str]
"""What is hidden together: ("group", cell, ""), ("numerator", cell, variant) or ("classes", cell, ""); ("reason", cell, variant) is
what a reason says; FREE is what nothing can take back."""

KEPT = "kept_earlier"
MERGED = "merged:"
FREE = ("", -1, "")


@dataclass(frozen=True, slots=True)
class Statement:
    """The sum of some columns of one cell lies between low and high. soft: most likely, but not certain."""

    columns: tuple[int, ...]
    low: float
    high: float
    unit: Unit
    soft: bool = False
    values: tuple[float, ...] = ()


@dataclass(frozen=True)
class Elsewhere:
    """What other families show, by cell of this one: the population (lowest, highest), and the most that the denominator can be."""

    populations: Mapping[int, tuple[float, float]] = field(default_factory=dict)
    answers: Mapping[int, float] = field(default_factory=dict)


@dataclass
class Reading:
    """All that a release says about one family: statements, hidden numbers, and which rows are hidden in which way."""

    statements: list[Statement] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)


class Columns:
    """Where each count of each cell stands in the system."""

    def __init__(self, table: Table) -> None:
        family = table.family
        kinds: list[tuple[str, int, str]] = [("excluded", 0, ""), ("unknown", 0, "")]
        for number, partition in enumerate(family.partitions):
            kinds += [("atom", number, atom) for atom in partition.atoms]
        if family.kind == "scale":
            kinds.append(("sum", 0, ""))
        self.kinds = kinds
        # Where the denominator is the population, everybody can count the rows inside a cell.
        self.least = table.least if family.is_population else [0] * table.size
        self.width = len(kinds)
        at = {kind: i for i, kind in enumerate(kinds)}
        self._excluded, self._unknown = at["excluded", 0, ""], at["unknown", 0, ""]
        self._atoms = [[at["atom", n, a] for a in p.atoms] for n, p in enumerate(family.partitions)]
        self._sum = at.get(("sum", 0, ""), -1)
        self._met: dict[str, list[int]] = {}
        self._not_met: dict[str, list[int]] = {}
        for number, partition in enumerate(family.partitions):
            for variant, met in partition.variants.items():
                self._met[variant] = [at["atom", number, a] for a in partition.atoms if a in met]
                self._not_met[variant] = [at["atom", number, a] for a in partition.atoms if a not in met]

    def excluded(self, cell: int) -> tuple[int, ...]:
        return (cell * self.width + self._excluded,)

    def unknown(self, cell: int) -> tuple[int, ...]:
        return (cell * self.width + self._unknown,)

    def denominator(self, cell: int, partition: int = 0) -> tuple[int, ...]:
        return tuple(cell * self.width + i for i in self._atoms[partition])

    def population(self, cell: int) -> tuple[int, ...]:
        return self.excluded(cell) + self.unknown(cell) + self.denominator(cell)

    def met(self, cell: int, variant: str) -> tuple[int, ...]:
        return tuple(cell * self.width + i for i in self._met[variant])

    def not_met(self, cell: int, variant: str) -> tuple[int, ...]:
        return tuple(cell * self.width + i for i in self._not_met[variant])

    def sum(self, cell: int) -> int:
        return cell * self.width + self._sum

    def has(self, variant: str) -> bool:
        return variant in self._met


def around(value: int, thresholds: Thresholds, *, kept: bool = False) -> tuple[float, float]:
    """The interval that a shown count stands for: rounding, and a figure kept from an earlier release."""
    slack = thresholds.slack + (thresholds.keep if kept else 0)
    if value == 0 and thresholds.base > 1:
        return 0, 0
    return max(0, value - slack), value + slack


def read(figures: Iterable[tuple[int, Figure]], columns: Columns, family: Family, thresholds: Thresholds) -> Reading:
    """What (cell number, figure) pairs of one family say. What several rows say alike is taken once."""
    reading = Reading()
    said: set[tuple[object, ...]] = set()
    for cell, figure in figures:
        group = (
            cell,
            figure.population,
            figure.excluded,
            figure.unknown,
            figure.denominator,
            figure.reason if figure.denominator is None else "",
        )
        if group not in said:
            said.add(group)
            if figure.denominator is None:
                _read_hidden_group(cell, figure, columns, thresholds, reading)
            else:
                _read_group(cell, figure, columns, thresholds, reading)
        if figure.denominator is None:
            _read_hidden_numerator(cell, figure, columns, family, thresholds, reading)
        else:
            _read_numerator(cell, figure, columns, family, thresholds, reading)
    return reading


def _read_group(cell: int, figure: Figure, columns: Columns, thresholds: Thresholds, reading: Reading) -> None:
    unit = ("group", cell, "")
    kept = KEPT in figure.marks
    for value, where in (
        (figure.excluded, columns.excluded(cell)),
        (figure.unknown, columns.unknown(cell)),
        (figure.denominator, columns.denominator(cell)),
        (figure.population, columns.population(cell)),
    ):
        if value is None:
            reading.statements.append(Statement(where, 0, thresholds.group - 1, FREE))
        elif kept and where == columns.unknown(cell):
            # What is left when other numbers are kept is off by as much as they are together.
            reading.statements.append(Statement(where, max(0, value - 3 * thresholds.keep), value + 3 * thresholds.keep, unit))
        else:
            reading.statements.append(Statement(where, *around(value, thresholds, kept=kept), unit))


def _read_hidden_group(cell: int, figure: Figure, columns: Columns, thresholds: Thresholds, reading: Reading) -> None:
    denominator = columns.denominator(cell)
    need = Need(thresholds.values)
    reading.statements.append(Statement(columns.population(cell), 1, np.inf, FREE))
    if figure.reason == "too_small":
        # Fewer rows than the threshold, or fewer clients with perhaps more rows: the attacker bets on the first.
        reading.statements.append(Statement(denominator, 0, thresholds.group - 1, ("reason", cell, ""), soft=True))
        need = small_need(columns.least[cell], thresholds)
    elif figure.reason == "population":
        need = small_need(columns.least[cell], thresholds)
    elif figure.reason == "no_answers":
        reading.statements.append(Statement(denominator, 0, 0, FREE))
        return
    reading.targets.append(Target("denominator", cell, "", denominator, need))


def small_need(least: int, thresholds: Thresholds) -> Need:
    """How uncertain the size of a too small group must stay."""
    if thresholds.window is None:
        return Need(thresholds.values)
    low, high = thresholds.window
    return Need(min(thresholds.values, high - least + 1), max(low, least), high, above=thresholds.group)


def _read_hidden_numerator(cell: int, figure: Figure, columns: Columns, family: Family, thresholds: Thresholds, reading: Reading) -> None:
    if figure.reason == "no_answers":
        return
    if family.kind == "scale" and not figure.variant:
        reading.targets.append(Target("sum", cell, "", (columns.sum(cell),), Need(thresholds.values)))
    elif columns.has(figure.variant):
        reading.targets.append(Target("numerator", cell, figure.variant, columns.met(cell, figure.variant), Need(thresholds.values)))


def _read_numerator(cell: int, figure: Figure, columns: Columns, family: Family, thresholds: Thresholds, reading: Reading) -> None:
    if figure.variant.startswith(CLASS):
        _read_class(cell, figure, columns, thresholds, reading)
    elif family.kind == "scale":
        _read_mean(cell, figure, columns, thresholds, reading)
    elif family.kind == "ratio":
        _read_share(cell, figure, columns, thresholds, reading)


def _read_share(cell: int, figure: Figure, columns: Columns, thresholds: Thresholds, reading: Reading) -> None:
    met, not_met = columns.met(cell, figure.variant), columns.not_met(cell, figure.variant)
    if figure.numerator is not None:
        low, high = around(figure.numerator, thresholds, kept=KEPT in figure.marks)
        reading.statements.append(Statement(met, low, high, ("numerator", cell, figure.variant)))
        return
    few = thresholds.few
    need = Need(thresholds.values)
    unit = ("reason", cell, figure.variant)
    if figure.reason == "few":
        reading.statements.append(Statement(met, 0, few - 1, unit))
        need = need if thresholds.window is None else Need(thresholds.values, 0, few - 1)
    elif figure.reason == "nearly_all":
        reading.statements.append(Statement(not_met, 0, few - 1, unit))
        need = need if thresholds.window is None else Need(thresholds.values, 0, few - 1)
        reading.targets.append(Target("not_met", cell, figure.variant, not_met, need))
        return
    reading.targets.append(Target("numerator", cell, figure.variant, met, need))


def _read_mean(cell: int, figure: Figure, columns: Columns, thresholds: Thresholds, reading: Reading) -> None:
    """A mean with one decimal times the number of values bounds the sum behind it."""
    total = columns.sum(cell)
    if figure.value is None:
        reading.targets.append(Target("sum", cell, "", (total,), Need(thresholds.values)))
        return
    denominator = columns.denominator(cell)
    slack = 0.05 + (0.1 if KEPT in figure.marks else 0.0) + 1e-9
    unit = ("numerator", cell, figure.variant)
    low, high = -(figure.value - slack), -(figure.value + slack)
    reading.statements.append(Statement((total, *denominator), 0, np.inf, unit, values=(1.0, *[low] * len(denominator))))
    reading.statements.append(Statement((total, *denominator), -np.inf, 0, unit, values=(1.0, *[high] * len(denominator))))


def merged_in(marks: Iterable[str]) -> tuple[str, ...]:
    """The classes that a mark ``merged:1-4+5-6`` names."""
    for mark in marks:
        if mark.startswith(MERGED):
            return tuple(mark.removeprefix(MERGED).split("+"))
    return ()


def _read_class(cell: int, figure: Figure, columns: Columns, thresholds: Thresholds, reading: Reading) -> None:
    met = columns.met(cell, figure.variant)
    together = figure.merged or merged_in(figure.marks)
    if figure.numerator is None:
        reading.targets.append(Target("numerator", cell, figure.variant, met, Need(thresholds.values)))
        return
    if together:
        met = tuple(c for name in together for c in columns.met(cell, CLASS + name))
        # The carrier of a merged class hides its own count too.
        own = columns.met(cell, figure.variant)
        reading.targets.append(Target("numerator", cell, figure.variant, own, Need(thresholds.values)))
    low, high = around(figure.numerator, thresholds, kept=KEPT in figure.marks)
    reading.statements.append(Statement(met, low, high, ("classes", cell, "")))


def build(table: Table, columns: Columns, statements: Iterable[Statement], elsewhere: Elsewhere, most: float = 0) -> System:
    """The system of one family: structure, lines, statements, and what other families show.

    most: a count that may occur, where the statements name only smaller ones.
    """
    statements = list(statements)
    family = table.family
    shown = [s.high for s in statements if np.isfinite(s.high)] + [high for _, high in elsewhere.populations.values()]
    largest = 2 * max([most, *shown]) + 1000
    top = family.scale[1] if family.scale and family.scale[1] is not None else 0
    size = table.size * columns.width
    system = System(np.zeros(size), np.full(size, largest))
    for cell in range(table.size):
        _structure(system, cell, columns, family, largest * max(top, 1) if top else 1e7)
    for line in table.lines:
        parts = line.all_parts
        for kind in range(columns.width):
            where = [line.total * columns.width + kind, *(p * columns.width + kind for p in parts)]
            system.add(where, [1.0] + [-1.0] * len(parts), 0, 0)
    for cell, (low, high) in elsewhere.populations.items():
        system.total(columns.population(cell), low, high)
    for cell, high in elsewhere.answers.items():
        system.total(columns.denominator(cell), 0, high)
    for s in statements:
        _state(system, s)
    return system


def _structure(system: System, cell: int, columns: Columns, family: Family, most: float) -> None:
    if family.never_excluded:
        system.upper[list(columns.excluded(cell))] = 0
    if family.never_unknown:
        system.upper[list(columns.unknown(cell))] = 0
    first = columns.denominator(cell)
    for number in range(1, len(family.partitions)):
        other = columns.denominator(cell, number)
        system.add((*first, *other), [1.0] * len(first) + [-1.0] * len(other), 0, 0)
    if family.scale is None:
        return
    total = columns.sum(cell)
    system.upper[total] = most
    bands = [family.bands.get(atom) for atom in family.partitions[0].atoms]
    lows = [band[0] if band else family.scale[0] for band in bands]
    system.add((total, *first), [1.0] + [-float(low) for low in lows], 0, np.inf)
    if family.scale[1] is not None:
        highs = [band[1] if band else family.scale[1] for band in bands]
        system.add((total, *first), [1.0] + [-float(high) for high in highs], -np.inf, 0)


def _state(system: System, statement: Statement) -> None:
    if len(statement.columns) == 1 and not statement.values and not statement.soft:
        column = statement.columns[0]
        system.lower[column] = max(system.lower[column], statement.low)
        system.upper[column] = min(system.upper[column], statement.high)
    else:
        values = statement.values or (1.0,) * len(statement.columns)
        system.add(statement.columns, values, statement.low, statement.high, soft=statement.soft)
