"""Counts of every figure with all margins (definitions 2, 3 and 5), one unit at a time."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import product

from tests.reference import (
    able_to_continue,
    context,
    dropout,
    goals_achieved,
    no_return,
    problem_reduction,
    return_to_care,
    usefulness,
)
from tests.reference.assembly import World, assemble
from tests.reference.groups import group_of, in_scope
from tests.reference.rows import Delivery, Row, Tables
from tests.reference.units import EXCLUDED, KNOWN, MET, NOT_MET, UNKNOWN, Unit

OUTCOMES = (dropout, usefulness, able_to_continue, no_return, return_to_care, problem_reduction, goals_achieved)
COUNTED = ("begun", "ended", "active")
SCALES = {"usefulness": (1, 10), "duration": (None, None)}

Key = tuple[str, str, str, str, tuple[str, ...]]
"""indicator, variant, informant, name of the period, one value per dimension ('*' = summed over)."""


@dataclass(frozen=True)
class Sums:
    """What is known of one figure; names as in the product's counts."""

    population: int
    excluded: int
    unknown: int
    denominator: int
    numerator: int | None
    total: int | None
    persons: int
    persons_met: int
    persons_not_met: int
    off_lowest: int
    off_highest: int
    squares: int | None


def all_units(world: World, half_years: list[int]) -> list[Unit]:
    """Every unit of every indicator in these half-years."""
    found = [unit for outcome in OUTCOMES for unit in outcome.units(world)] + context.units(world, half_years)
    return [unit for unit in found if unit.half_year in half_years]


def figures(
    rows: list[Row],
    deliveries: list[Delivery],
    *,
    periods: dict[str, list[int]],
    dims: tuple[str, ...],
    tables: Tables,
    scope: str | None = None,
    own_provider: str | None = None,
) -> dict[Key, Sums]:
    """The counts of every indicator, period asked for (name -> half-years) and group, margins included."""
    world = assemble(rows, deliveries, tables)
    if own_provider is not None:
        world = world.of_provider(own_provider)
    return figures_of(world, periods=periods, dims=dims, scope=scope)


def figures_of(world: World, *, periods: dict[str, list[int]], dims: tuple[str, ...], scope: str | None = None) -> dict[Key, Sums]:
    """The same from a world that was assembled before."""
    cells: dict[Key, list[Unit]] = defaultdict(list)
    every = all_units(world, sorted({half_year for half_years in periods.values() for half_year in half_years}))
    for name, half_years in periods.items():
        for unit in once([unit for unit in every if unit.half_year in half_years]):
            if not in_scope(scope, unit.trajectory, unit.half_year, world):
                continue  # after the union: a scope must give what the same group has in a table of all groups
            values = [("*", group_of(dim, unit.trajectory, unit.half_year, world)) for dim in dims]
            for group in product(*values):
                cells[unit.indicator, unit.variant, unit.informant, name, group].append(unit)
    return {key: sums(key[0], units) for key, units in cells.items()}


def once(units: list[Unit]) -> list[Unit]:
    """ "the union of the units of its half-years, each judged as in its own half-year": a trajectory that is active or running in
    several of them counts once, with verdict and groups of its latest half-year in the union (D10)."""
    latest: dict[tuple[object, ...], Unit] = {}
    for unit in sorted(units, key=lambda u: u.half_year):
        verdict = (unit.verdict, unit.reason) if unit.indicator == "goals_achieved" else ()
        latest[unit.indicator, unit.variant, unit.informant, unit.trajectory.identity, unit.part, verdict] = unit
    return list(latest.values())


def sums(indicator: str, units: list[Unit]) -> Sums:
    """ "population = excluded + unknown + met + not_met (+ known); denominator = met + not_met (or known); numerator = met"."""
    count: dict[str, int] = defaultdict(int)
    persons: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for unit in units:
        count[unit.verdict] += unit.weight
        persons[unit.verdict].add(unit.trajectory.person)
    scale = indicator in SCALES
    lowest, highest = SCALES.get(indicator, (None, None))
    values = [unit.value for unit in units if unit.verdict == KNOWN and unit.value is not None]
    denominator = count[MET] + count[NOT_MET] + count[KNOWN]
    return Sums(
        population=count[EXCLUDED] + count[UNKNOWN] + denominator,
        excluded=count[EXCLUDED],
        unknown=count[UNKNOWN],
        denominator=denominator,
        numerator=None if scale or indicator in COUNTED else count[MET],
        total=sum(values) if values else None,
        persons=len(persons[MET] | persons[NOT_MET] | persons[KNOWN]),
        persons_met=len(persons[MET]),
        persons_not_met=len(persons[NOT_MET]),
        off_lowest=sum(v != lowest for v in values) if lowest is not None else 0,
        off_highest=sum(v != highest for v in values) if highest is not None else 0,
        squares=sum(v * v for v in values) if values else None,
    )


def clusters(units: list[Unit]) -> tuple[int, int, int, int]:
    """Sums over clients for the interval of `goals_achieved` (D21): clients, sum of x*x, of x*n and of n*n; x met, n known."""
    met: dict[tuple[str, str], int] = defaultdict(int)
    known: dict[tuple[str, str], int] = defaultdict(int)
    for unit in units:
        if unit.verdict in (MET, NOT_MET):
            known[unit.trajectory.person] += unit.weight
            met[unit.trajectory.person] += unit.weight if unit.verdict == MET else 0
    xx = sum(x * x for x in met.values())
    xn = sum(met[person] * n for person, n in known.items())
    nn = sum(n * n for n in known.values())
    return len(known), xx, xn, nn
