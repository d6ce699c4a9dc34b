"""The attacker: what can be computed from one or more releases, by anybody who knows the definitions.

Reads figures only, as a reader would; it does not know how they were protected. Source: definitions 6 (threat model); methods 2.4.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil, floor

from uitkomst.protection.answers import holder_of, most_by_place
from uitkomst.protection.figure import Figure
from uitkomst.protection.lines import Containments, Place, canonical, time_of
from uitkomst.protection.policies import POLICIES
from uitkomst.protection.statements import Columns, Elsewhere, Reading, around, build, read
from uitkomst.protection.structure import Family, FamilyKey, describe, family_key, population_of
from uitkomst.protection.system import EPS, Contradiction, Interval, Name, Target, intervals
from uitkomst.protection.table import Table

NOT_ADDITIVE = frozenset({"active", "running_two_years"})


@dataclass(frozen=True)
class Published:
    """One release as its readers have it. name: how to call it; dims: the dimensions, in the order of ``Figure.group``."""

    name: str
    audience: str
    dims: tuple[str, ...]
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Exposure:
    """A hidden number that the attacker pins down too closely: its lowest and highest possible value (equal: known exactly).

    what: "denominator", "numerator", "not_met" or "sum" (of the values behind a mean). release: the release that hides it.
    """

    release: str
    figure: Figure
    what: str
    lowest: int
    highest: int


@dataclass(frozen=True)
class Audit:
    """The outcome of an attack. hidden: how many hidden numbers were attacked; apart: releases that could not be true together."""

    exposed: tuple[Exposure, ...]
    hidden: int
    apart: bool = False


def audit(releases: Sequence[Published], containments: Containments | None = None, *, not_additive: frozenset[str] = NOT_ADDITIVE) -> Audit:
    """Attack releases together. containments: which values lie in which (municipality in youth region), see ``lines``.

    Releases that contradict each other (another snapshot, another scope) are attacked one by one. Raises Contradiction when a single
    release cannot be true, ValueError for an audience that has nothing to attack or a period that does not exist.
    """
    for release in releases:
        if release.audience not in POLICIES:
            raise ValueError(f"{release.name}: audience '{release.audience}' is not protected, so there is nothing to attack")
    try:
        return _attack(releases, containments or {}, not_additive)
    except Contradiction:
        if len(releases) == 1:
            raise
    alone = [_attack([release], containments or {}, not_additive) for release in releases]
    return Audit(tuple(e for a in alone for e in a.exposed), sum(a.hidden for a in alone), apart=True)


def _attack(releases: Sequence[Published], containments: Containments, not_additive: frozenset[str]) -> Audit:
    dims = tuple(dict.fromkeys(dim for release in releases for dim in release.dims))
    families: dict[FamilyKey, list[tuple[int, Place, Figure]]] = defaultdict(list)
    for n, release in enumerate(releases):
        for figure in release.figures:
            place = _place(figure, release.dims, dims, containments)
            families[family_key(figure.indicator, figure.variant, figure.informant)].append((n, place, figure))
    populations = _populations(families, releases)
    exposed: list[Exposure] = []
    hidden = 0
    for key, rows in families.items():
        family = describe_rows(key, [figure for _, _, figure in rows])
        table = Table(family, {place for _, place, _ in rows}, dims, containments, additive=key.indicator not in not_additive)
        readings, found = _attack_family(family, table, rows, releases, _elsewhere(key, table, families, populations, releases))
        hidden += len(found)
        exposed += _exposures(rows, readings, found, table, releases)
    return Audit(tuple(exposed), hidden)


def _place(figure: Figure, own_dims: Sequence[str], dims: Sequence[str], containments: Containments) -> Place:
    values = dict(zip(own_dims, figure.group, strict=True))
    group = tuple(values.get(dim, "*") for dim in dims)
    return canonical(Place(time_of(figure.period), group), dims, containments)


def describe_rows(key: FamilyKey, figures: Sequence[Figure]) -> Family:
    """The family of these rows, from what they look like where no definition exists."""
    plain = [f for f in figures if not f.variant.startswith("class:")]
    ratio = any(f.numerator is not None or f.reason in ("few", "nearly_all") for f in plain)
    scale = not ratio and any(f.value is not None and f.value != f.denominator for f in plain)
    return describe(key, {f.variant for f in figures}, scale=scale, count=not ratio and not scale)


def _populations(
    families: Mapping[FamilyKey, list[tuple[int, Place, Figure]]], releases: Sequence[Published]
) -> dict[str, dict[Place, tuple[float, float]]]:
    """Population figures that any row shows, by population and place."""
    found: dict[str, dict[Place, tuple[float, float]]] = defaultdict(dict)
    for key, rows in families.items():
        known = found[population_of(key)]
        for n, place, figure in rows:
            if figure.population is not None:
                thresholds = POLICIES[releases[n].audience].thresholds
                low, high = around(figure.population, thresholds, kept="kept_earlier" in figure.marks)
                before = known.get(place, (low, high))
                known[place] = (max(low, before[0]), min(high, before[1]))
    return found


def _elsewhere(
    key: FamilyKey,
    table: Table,
    families: Mapping[FamilyKey, list[tuple[int, Place, Figure]]],
    populations: Mapping[str, Mapping[Place, tuple[float, float]]],
    releases: Sequence[Published],
) -> Elsewhere:
    """What the rows of other families say about the cells of this one."""
    holder = holder_of(key)
    rows = families.get(holder, []) if holder else []
    answers = most_by_place((place, figure, POLICIES[releases[n].audience].thresholds) for n, place, figure in rows)
    return Elsewhere(
        {table.places[p]: bounds for p, bounds in populations[population_of(key)].items() if p in table.places},
        {table.places[p]: high for p, high in answers.items() if p in table.places},
    )


def _attack_family(
    family: Family,
    table: Table,
    rows: list[tuple[int, Place, Figure]],
    releases: Sequence[Published],
    elsewhere: Elsewhere,
) -> tuple[list[Target], dict[Name, Interval]]:
    columns = Columns(table)
    together = Reading()
    for n, release in enumerate(releases):
        mine = [(table.places[place], figure) for m, place, figure in rows if m == n]
        reading = read(mine, columns, family, POLICIES[release.audience].thresholds)
        together.statements += reading.statements
        together.targets += [replace(target, source=n) for target in reading.targets]
    targets = list({target.name: target for target in together.targets}.values())
    system = build(table, columns, together.statements, elsewhere)
    return targets, intervals(system, targets)


def _exposures(
    rows: list[tuple[int, Place, Figure]],
    targets: list[Target],
    found: Mapping[Name, Interval],
    table: Table,
    releases: Sequence[Published],
) -> list[Exposure]:
    by_cell: dict[tuple[int, int], list[Figure]] = defaultdict(list)
    for n, place, figure in rows:
        by_cell[n, table.places[place]].append(figure)
    exposed = []
    for target in targets:
        interval = found[target.name]
        if target.need.met_by(interval.lowest, interval.highest):
            continue
        n, what, cell, variant = target.name
        figure = next((f for f in by_cell[n, cell] if f.variant == variant), by_cell[n, cell][0])
        exposed.append(Exposure(releases[n].name, figure, what, ceil(interval.lowest - EPS), floor(interval.highest + EPS)))
    return exposed
