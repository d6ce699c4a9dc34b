"""Collect: the counts of one request as cells, with the cells that each provider knows as its own. For `protection` only.

Source: definitions 6 (threat model: each provider in the release knows its own cells).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from uitkomst.measures.counting import COUNT_COLUMNS, NOT_ADDITIVE
from uitkomst.measures.counts import ALL, Cell, CellKey, Counts
from uitkomst.measures.measure import measure
from uitkomst.measures.request import Request
from uitkomst.snapshots import Snapshot

# What happens at other providers is not known to a provider: it has only its own links (decision D23).
_NOT_KNOWN_TO_ITSELF = frozenset({"no_return", "return_to_care"})
_NUMBERS = len(COUNT_COLUMNS) - 1


def collect(snapshot: Snapshot, request: Request, on_progress: Callable[[str], None] = lambda _: None) -> Counts:
    """Measure a request with distinct clients and hand the cells on; the engine table ``counts`` is left as measured."""
    indicators = measure(snapshot, request, persons=True, on_progress=on_progress)
    cells = tuple(_cells(snapshot, request.dims))
    return Counts(
        dims=request.dims,
        periods={period.name: tuple(half.index for half in period.half_years) for period in request.periods},
        cells=cells,
        snapshot=snapshot.name,
        parents=_parents(snapshot, request.dims),
        own_cells={} if request.scope.kind == "provider" else _own_cells(snapshot, request, cells),
        additive=frozenset(indicators) - NOT_ADDITIVE,
    )


def _cells(snapshot: Snapshot, dims: tuple[str, ...]) -> list[Cell]:
    columns = ", ".join(("indicator", "variant", "informant", "period", *dims, *COUNT_COLUMNS))
    return [_cell(row, len(dims)) for row in snapshot.engine.rows(f"SELECT {columns} FROM counts ORDER BY ALL")]


def _cell(row: tuple[Any, ...], dims: int) -> Cell:
    key = CellKey(row[0], row[1], row[2], row[3], tuple(row[4 : 4 + dims]))
    numbers = dict(zip(COUNT_COLUMNS[:-1], (n if n is None else int(n) for n in row[4 + dims : 4 + dims + _NUMBERS]), strict=True))
    marks = tuple(mark for mark in row[-1].split(";") if mark)
    return Cell(key, clusters=numbers["persons"] or 0, marks=marks, **numbers)  # type: ignore[arg-type]


def _parents(snapshot: Snapshot, dims: tuple[str, ...]) -> dict[str, dict[str, str]]:
    """For municipalities in this grouping: the region and province they lie in, where those are groupings too."""
    if "municipality" not in dims:
        return {}
    wanted = [dim for dim in ("youth_region", "province") if dim in dims]
    return {f"municipality<{dim}": dict(snapshot.engine.rows(f"SELECT code, {dim} FROM municipalities")) for dim in wanted}


def _own_cells(snapshot: Snapshot, request: Request, cells: tuple[Cell, ...]) -> dict[str, tuple[Cell, ...]]:
    if "provider" in request.dims:
        return _own_of_grouped(request.dims.index("provider"), cells)
    measure(snapshot, replace(request, dims=(*request.dims, "provider")), persons=True)
    own: dict[str, list[Cell]] = defaultdict(list)
    for cell in _cells(snapshot, (*request.dims, "provider")):
        *group, provider = cell.key.group
        if provider != ALL and cell.key.indicator not in _NOT_KNOWN_TO_ITSELF:
            own[provider].append(replace(cell, key=replace(cell.key, group=tuple(group))))
    return {provider: tuple(found) for provider, found in own.items()}


def _own_of_grouped(at: int, cells: tuple[Cell, ...]) -> dict[str, tuple[Cell, ...]]:
    own: dict[str, list[Cell]] = defaultdict(list)
    for cell in cells:
        provider = cell.key.group[at]
        if provider == ALL or cell.key.indicator in _NOT_KNOWN_TO_ITSELF:
            continue
        margin = (*cell.key.group[:at], ALL, *cell.key.group[at + 1 :])
        own[provider] += [cell, replace(cell, key=replace(cell.key, group=margin))]
    return {provider: tuple(found) for provider, found in own.items()}
