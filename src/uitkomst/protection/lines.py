"""Lines: every sum that holds between cells, whatever is measured in them.

A line says total = parts (+ rest): a margin over one dimension, a containing value (a region over its municipalities), or a
period over its half-years. Source: definitions 5 (linked hierarchies) and 6 ("all margins"); methods 2.3.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from uitkomst.vocabulary.periods import Period

ALL = "*"
Containments = Mapping[tuple[str, str], Mapping[str, str]]
"""(dimension, containing dimension) -> value -> containing value, e.g. ("municipality", "youth_region") -> {"0736": …}."""


class Place(NamedTuple):
    """Where a count stands: its half-years (indices) and one value per dimension."""

    time: tuple[int, ...]
    group: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """total = sum of the parts; dim names the dimension that is summed ("period" for time), rest the part nobody asked for."""

    total: Place
    parts: tuple[Place, ...]
    dim: str
    rest: Place | None = None


def time_of(period: str) -> tuple[int, ...]:
    """The half-years of a period, as indices. Raises ValueError for a period that does not exist."""
    return tuple(half.index for half in Period.parse(period).half_years)


def canonical(place: Place, dims: Sequence[str], containments: Containments) -> Place:
    """The same units, written in one way: a containing value that follows from the contained one is left out."""
    group = list(place.group)
    at = {dim: i for i, dim in enumerate(dims)}
    for (inner, outer), of in containments.items():
        if inner in at and outer in at and group[at[outer]] != ALL and of.get(group[at[inner]]) == group[at[outer]]:
            group[at[outer]] = ALL
    return Place(place.time, tuple(group))


def find_lines(places: Iterable[Place], dims: Sequence[str], containments: Containments, *, additive: bool) -> list[Line]:
    """All lines among these places. A place that is not there is a group without units, unless nobody asked for its period."""
    here = sorted(set(places))
    present = set(here)
    lines = _margins(here, present, dims) + _containing(here, present, dims, containments)
    if additive:
        lines += _periods(here, present)
    return list(dict.fromkeys(line for line in lines if line.parts != (line.total,)))


def _margins(here: list[Place], present: set[Place], dims: Sequence[str]) -> list[Line]:
    lines = []
    for i, dim in enumerate(dims):
        parts: dict[Place, list[Place]] = defaultdict(list)
        for place in here:
            if place.group[i] != ALL:
                parts[Place(place.time, (*place.group[:i], ALL, *place.group[i + 1 :]))].append(place)
        lines += [Line(total, tuple(found), dim) for total, found in parts.items() if total in present]
    return lines


def _containing(here: list[Place], present: set[Place], dims: Sequence[str], containments: Containments) -> list[Line]:
    """A value of a containing dimension is the sum of what it contains, where that is given apart (releases read together)."""
    lines = []
    at = {dim: i for i, dim in enumerate(dims)}
    for (inner, outer), of in containments.items():
        if inner not in at or outer not in at:
            continue
        i, o = at[inner], at[outer]
        parts: dict[Place, list[Place]] = defaultdict(list)
        for place in here:
            container = of.get(place.group[i])
            if container is not None and place.group[o] == ALL:
                group = list(place.group)
                group[i], group[o] = ALL, container
                parts[Place(place.time, tuple(group))].append(place)
        lines += [Line(total, tuple(found), inner) for total, found in parts.items() if total in present]
    return lines


def _periods(here: list[Place], present: set[Place]) -> list[Line]:
    times = sorted({place.time for place in here})
    cuts = {time: _cuts(time, [t for t in times if set(t) < set(time)]) for time in times}
    lines = []
    for place in here:
        for parts, rest in cuts[place.time]:
            found = tuple(Place(t, place.group) for t in parts if Place(t, place.group) in present)
            if found:
                lines.append(Line(place, found, "period", Place(rest, place.group) if rest else None))
    return lines


def _cuts(time: tuple[int, ...], inside: list[tuple[int, ...]]) -> list[tuple[tuple[tuple[int, ...], ...], tuple[int, ...]]]:
    """How a period is made of others that were asked for: from the shortest up, and from the longest down."""
    cuts = []
    for longest_first in (False, True):
        left = set(time)
        chosen = []
        for candidate in sorted(inside, key=lambda t: (-len(t) if longest_first else len(t), t)):
            if set(candidate) <= left:
                chosen.append(candidate)
                left -= set(candidate)
        if chosen:
            cuts.append((tuple(sorted(chosen)), tuple(sorted(left))))
    return cuts
