"""Counts for tests of protection: made of invented units, added up in the plainest way."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product

from uitkomst.measures.counts import Cell, CellKey, Counts
from uitkomst.vocabulary.periods import Period

REASONS = ("01", "02", "03", "04", "05")
BANDS = ((1, 4), (5, 6), (7, 8), (9, 10))


@dataclass(frozen=True)
class Unit:
    """One trajectory that ended: who, where in the table, when, and how (None: not known)."""

    client: int
    group: tuple[str, ...]
    half: str
    reason: str | None = None
    grade: int | None = None
    going_on: str | None = None


def cell(
    indicator: str,
    group: Sequence[str],
    denominator: int,
    numerator: int | None,
    *,
    variant: str = "",
    period: str = "2024-1",
    unknown: int = 0,
    excluded: int = 0,
    total: int | None = None,
) -> Cell:
    """A cell in which every unit is another client."""
    not_met = None if numerator is None else denominator - numerator
    return Cell(
        CellKey(indicator, variant, "", period, tuple(group)),
        denominator + unknown + excluded,
        excluded,
        unknown,
        denominator,
        numerator,
        total,
        persons=denominator,
        persons_met=numerator or 0,
        persons_not_met=not_met or 0,
        off_lowest=denominator,
        off_highest=denominator,
    )


def counts(cells: Iterable[Cell], dims: Sequence[str] = ("municipality",), **more: object) -> Counts:
    """Counts of these cells; every indicator adds up over periods unless told otherwise."""
    listed = tuple(cells)
    names = {c.key.period for c in listed}
    periods = {name: tuple(h.index for h in Period.parse(name).half_years) for name in names}
    additive = frozenset(c.key.indicator for c in listed)
    return Counts(tuple(dims), periods, listed, "test", **({"additive": additive} | more))  # type: ignore[arg-type]


def with_margins(
    indicator: str, table: dict[tuple[str, ...], tuple[int, int | None]], dims: Sequence[str], variant: str = "", period: str = "2024-1"
) -> list[Cell]:
    """All margins of inner cells (denominator, numerator)."""
    sums: dict[tuple[str, ...], list[int]] = defaultdict(lambda: [0, 0])
    ratio = any(numerator is not None for _, numerator in table.values())
    for inner, (denominator, numerator) in table.items():
        for mask in product((False, True), repeat=len(dims)):
            group = tuple("*" if out else value for out, value in zip(mask, inner, strict=True))
            sums[group][0] += denominator
            sums[group][1] += numerator or 0
    return [cell(indicator, g, d, n if ratio else None, variant=variant, period=period) for g, (d, n) in sums.items()]


def region(
    seed: int, municipalities: int, providers: int, halves: Sequence[str], clients: int, dims: Sequence[str] = ("municipality", "provider")
) -> list[Unit]:
    """Units of a fictitious region: big and small municipalities and providers."""
    rng = random.Random(seed)
    places = [f"{1000 + i}" for i in range(municipalities)]
    firms = [f"{10000000 + i}" for i in range(providers)]
    place_weights = [1 / (1 + i) ** 0.7 for i in range(municipalities)]
    firm_weights = [1 / (1 + i) for i in range(providers)]
    units = []
    for client in range(clients):
        place = rng.choices(places, place_weights)[0]
        for _ in range(1 if rng.random() < 0.8 else 2):
            firm = rng.choices(firms, firm_weights)[0]
            values = {"municipality": place, "provider": firm, "age_group": rng.choice(("0-3", "4-11", "12-17", "18-22"))}
            units.append(
                Unit(
                    client,
                    tuple(values[d] for d in dims),
                    rng.choice(list(halves)),
                    rng.choices((*REASONS, None), (60, 8, 7, 5, 10, 10))[0],
                    rng.choice((*range(4, 11), None, None, None, None, None)),
                    rng.choice(("01", "02", "03", "04", None, None, None)),
                )
            )
    return units


def measure(
    units: Sequence[Unit], dims: Sequence[str], periods: Sequence[str], indicators: Sequence[str], *, classes: bool = False
) -> Counts:
    """Counts of these units for `ended`, `dropout`, `response`, `usefulness` and `able_to_continue`, margins included."""
    parsed = {name: tuple(str(h) for h in Period.parse(name).half_years) for name in periods}
    members: dict[tuple[str, tuple[str, ...]], list[Unit]] = defaultdict(list)
    for unit in units:
        for name, halves in parsed.items():
            if unit.half in halves:
                for mask in product((False, True), repeat=len(dims)):
                    members[name, tuple("*" if out else v for out, v in zip(mask, unit.group, strict=True))].append(unit)
    cells = []
    for (name, group), inside in sorted(members.items()):
        for indicator in indicators:
            cells += _cells(indicator, name, group, inside, classes)
    return counts(cells, dims)


def _cells(indicator: str, period: str, group: tuple[str, ...], inside: list[Unit], classes: bool) -> list[Cell]:
    if indicator == "ended":
        return [_cell(indicator, "", period, group, inside, inside, None)]
    if indicator == "dropout":
        sets = {"": ("03", "04"), "client": ("03",), "early_end": ("02", "03", "04", "05")}
        sets |= {f"class:{r}": (r,) for r in REASONS} if classes else {}
        known = [u for u in inside if u.reason]
        return [_cell(indicator, v, period, group, inside, known, [u for u in known if u.reason in codes]) for v, codes in sets.items()]
    if indicator == "able_to_continue":
        sets = {"": ("03", "04"), "or_lighter": ("02", "03", "04"), "no_help": ("04",)}
        sets |= {f"class:0{i}": (f"0{i}",) for i in range(1, 5)} if classes else {}
        known = [u for u in inside if u.going_on]
        return [
            _cell(indicator, v, period, group, inside, known, [u for u in known if u.going_on in codes], "parent")
            for v, codes in sets.items()
        ]
    if indicator == "response":
        answered = [u for u in inside if u.grade or u.going_on]
        return [_cell(indicator, "", period, group, inside, inside, answered, "parent")]
    known = [u for u in inside if u.grade]
    found = [_cell(indicator, "", period, group, inside, known, None, "parent", scale=True)]
    if classes:
        for low, high in BANDS:
            met = [u for u in known if low <= (u.grade or 0) <= high]
            found.append(_cell(indicator, f"class:{low}-{high}", period, group, inside, known, met, "parent"))
    return found


def _cell(
    indicator: str,
    variant: str,
    period: str,
    group: tuple[str, ...],
    inside: list[Unit],
    known: list[Unit],
    met: list[Unit] | None,
    informant: str = "",
    scale: bool = False,
) -> Cell:
    met_units = met or []
    taken = set(map(id, met_units))
    grades = [u.grade or 0 for u in known] if scale else []
    return Cell(
        CellKey(indicator, variant, informant, period, group),
        len(inside),
        0,
        len(inside) - len(known),
        len(known),
        None if met is None else len(met_units),
        sum(grades) if scale else None,
        persons=len({u.client for u in known}),
        persons_met=len({u.client for u in met_units}),
        persons_not_met=len({u.client for u in known if id(u) not in taken}),
        off_lowest=sum(g != 1 for g in grades),
        off_highest=sum(g != 10 for g in grades),
        squares=sum(g * g for g in grades) if scale else None,
    )
