"""Table: the cells of one family as numbers in a row, with the lines between them.

Places that must hold the same units (a line with one part) are one cell. Source: definitions 6; methods 2.3.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from uitkomst.protection.lines import ALL, Line, Place, find_lines
from uitkomst.protection.structure import Family


@dataclass(frozen=True, slots=True)
class CellLine:
    """A line in cell numbers. rest: a cell that nobody asked for, or -1."""

    total: int
    parts: tuple[int, ...]
    rest: int = -1

    @property
    def all_parts(self) -> tuple[int, ...]:
        return self.parts if self.rest < 0 else (*self.parts, self.rest)


class Table:
    """Cells and lines of one family.

    places: place -> cell number. published: how many of the cells occur as rows; the cells after them are the parts nobody asked for.
    provider: provider that a cell belongs to wholly, or "" (own-cell attack). depth: how many dimensions a cell sums over.
    """

    def __init__(
        self,
        family: Family,
        places: Iterable[Place],
        dims: Sequence[str],
        containments: Mapping[tuple[str, str], Mapping[str, str]],
        *,
        additive: bool,
    ) -> None:
        self.family = family
        here = sorted(set(places))
        lines = find_lines(here, dims, containments, additive=additive)
        roots = _same_units(here, lines)
        self.places: dict[Place, int] = {}
        numbers: dict[Place, int] = {}
        for place in here:
            self.places[place] = numbers.setdefault(roots[place], len(numbers))
        self.published = len(numbers)
        rests: dict[tuple[Place, tuple[int, ...]], int] = {}
        for line in lines:
            if line.rest is not None:
                rests.setdefault((roots[line.total], line.rest.time), self.published + len(rests))
        self.size = self.published + len(rests)
        self.lines = self._number(lines, roots, rests)
        self.lines_of: list[list[int]] = [[] for _ in range(self.size)]
        for n, cell_line in enumerate(self.lines):
            for cell in (cell_line.total, *cell_line.all_parts):
                self.lines_of[cell].append(n)
        self.block = self._blocks()
        self.time: list[frozenset[int]] = [frozenset()] * self.size
        for place, cell in self.places.items():
            self.time[cell] |= frozenset(place.time)
        for (_, time), cell in rests.items():
            self.time[cell] = frozenset(time)
        self.least = self._least()
        self.provider = self._providers(dims)
        self.depth = [0] * self.size
        for place, cell in self.places.items():
            self.depth[cell] = max(self.depth[cell], sum(value == ALL for value in place.group) + len(place.time) - 1)

    def _number(self, lines: list[Line], roots: dict[Place, Place], rests: dict[tuple[Place, tuple[int, ...]], int]) -> list[CellLine]:
        found: dict[CellLine, None] = {}
        for line in lines:
            total = self.places[line.total]
            parts = tuple(sorted(self.places[p] for p in line.parts))
            rest = -1 if line.rest is None else rests[roots[line.total], line.rest.time]
            if parts != (total,):
                found[CellLine(total, parts, rest)] = None
        return list(found)

    def _blocks(self) -> npt.NDArray[np.int64]:
        """Number of the block of cells that hang together by lines."""
        pairs = [(line.total, part) for line in self.lines for part in line.all_parts]
        first, second = (np.array(side, dtype=np.int64) for side in zip(*pairs, strict=True)) if pairs else (np.zeros(0, int),) * 2
        graph = sparse.coo_array((np.ones(len(first)), (first, second)), shape=(self.size, self.size))
        return np.asarray(connected_components(graph, directed=False)[1], dtype=np.int64)

    def _least(self) -> list[int]:
        """So many units a cell holds at least, because so many rows lie in it: a group without units is not a row."""
        least = [1] * self.published + [0] * (self.size - self.published)
        changed = True
        while changed:
            changed = False
            for line in self.lines:
                inside = sum(least[p] for p in line.all_parts)
                if inside > least[line.total]:
                    least[line.total], changed = inside, True
        return least

    def _providers(self, dims: Sequence[str]) -> list[str]:
        provider = [""] * self.size
        if "provider" in dims:
            at = list(dims).index("provider")
            for place, cell in self.places.items():
                if place.group[at] != ALL:
                    provider[cell] = place.group[at]
            for line in self.lines:
                if line.rest >= 0:
                    provider[line.rest] = provider[line.total]
        return provider


def _same_units(here: list[Place], lines: list[Line]) -> dict[Place, Place]:
    """For each place the one that stands for all places with the same units."""
    leader = {place: place for place in here}

    def find(place: Place) -> Place:
        while leader[place] != place:
            leader[place] = leader[leader[place]]
            place = leader[place]
        return place

    for line in lines:
        if len(line.parts) == 1 and line.rest is None:
            leader[find(line.total)] = find(line.parts[0])
    return {place: find(place) for place in here}
