"""Measure and protect in one step: no count leaves this package (architecture, import rules)."""

from __future__ import annotations

from collections.abc import Callable

from uitkomst.engine import Engine
from uitkomst.measures.definitions import load_definitions
from uitkomst.measures.measure import measure
from uitkomst.measures.request import Request
from uitkomst.protection.figure import Figure
from uitkomst.protection.own import own_figures
from uitkomst.snapshots import Snapshot

_COLUMNS = {
    "population": "BIGINT", "excluded": "BIGINT", "unknown": "BIGINT", "denominator": "BIGINT", "numerator": "BIGINT",
    "value": "DOUBLE", "coverage": "DOUBLE", "status": "VARCHAR", "reason": "VARCHAR", "marks": "VARCHAR",
    "spread": "DOUBLE", "design_effect": "DOUBLE",
}  # fmt: skip


def publish_own(snapshot: Snapshot, request: Request, on_progress: Callable[[str], None] = lambda _: None) -> None:
    """Make the engine table ``figures`` for the holder of the records: nothing hidden, nothing rounded."""
    measure(snapshot, request, persons=False, on_progress=on_progress)
    clustered = [definition.id for definition in load_definitions().values() if definition.is_clustered]
    own_figures(snapshot.engine, request.dims, clustered)
    snapshot.engine.drop("counts")


def load_figures(engine: Engine, dims: tuple[str, ...], figures: list[Figure]) -> None:
    """Make the engine table ``figures`` from protected figures, in the same columns as those of `own`."""
    keys = dict.fromkeys(("indicator", "variant", "informant", "period", *dims), "VARCHAR")
    rows = (
        (f.indicator, f.variant, f.informant, f.period, *f.group, f.population, f.excluded, f.unknown, f.denominator, f.numerator,
         f.value, f.coverage, f.status, f.reason, ";".join(f.marks), f.spread, f.design_effect)
        for f in figures
    )  # fmt: skip
    engine.load("figures", keys | _COLUMNS, rows)


def read_figures(engine: Engine, dims: tuple[str, ...]) -> list[Figure]:
    """The engine table ``figures`` (or ``compared``, with intervals) as figures, for documents of one subject."""
    table = "compared" if engine.has("compared") else "figures"
    bounds = "lower, upper" if table == "compared" else "NULL AS lower, NULL AS upper"
    columns = ", ".join(("indicator, variant, informant, period", *dims, *list(_COLUMNS)[:6], bounds, *list(_COLUMNS)[6:]))
    return [_figure(row, len(dims)) for row in engine.rows(f"SELECT {columns} FROM {table}")]


def _figure(row: tuple[object, ...], dims: int) -> Figure:
    group, rest = row[4 : 4 + dims], list(row[4 + dims :])
    rest[11] = tuple(mark for mark in str(rest[11] or "").split(";") if mark)
    *numbers, spread, design_effect = rest
    return Figure(*row[:4], group, *numbers, spread=spread, design_effect=design_effect)  # type: ignore[arg-type]
