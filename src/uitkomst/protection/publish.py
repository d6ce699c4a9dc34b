"""Measure and protect in one step: no count leaves this package (architecture, import rules)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from uitkomst.engine import Engine
from uitkomst.measures.collect import collect
from uitkomst.measures.definitions import load_definitions
from uitkomst.measures.measure import measure
from uitkomst.measures.request import Request
from uitkomst.protection.audit import Published
from uitkomst.protection.figure import Figure
from uitkomst.protection.own import own_figures
from uitkomst.protection.release import release
from uitkomst.snapshots import Snapshot
from uitkomst.vocabulary.verdicts import Audience

_COLUMNS = {
    "population": "BIGINT", "excluded": "BIGINT", "unknown": "BIGINT", "denominator": "BIGINT", "numerator": "BIGINT",
    "value": "DOUBLE", "coverage": "DOUBLE", "status": "VARCHAR", "reason": "VARCHAR", "marks": "VARCHAR",
    "spread": "DOUBLE", "design_effect": "DOUBLE",
}  # fmt: skip


_KEYS = ("indicator", "variant", "informant", "period")
_NUMBERS_READ = (*list(_COLUMNS)[:6], "lower", "upper", *list(_COLUMNS)[6:])


def publish(
    snapshot: Snapshot,
    request: Request,
    audience: Audience,
    *,
    earlier: Sequence[Published] = (),
    on_progress: Callable[[str], None] = lambda _: None,
) -> None:
    """Measure a request and make the engine table ``figures``, fit for the audience.

    earlier: releases that this audience got before. Raises CannotProtect when the rules cannot be met.
    """
    if audience is Audience.OWN:
        publish_own(snapshot, request, on_progress)
        return
    counts = collect(snapshot, request, on_progress)
    made = release(counts, audience.value, earlier=earlier, on_progress=on_progress)
    load_figures(snapshot.engine, request.dims, made.figures)
    snapshot.engine.drop("counts")


def publish_own(snapshot: Snapshot, request: Request, on_progress: Callable[[str], None] = lambda _: None) -> None:
    """Make the engine table ``figures`` for the holder of the records: nothing hidden, nothing rounded."""
    measure(snapshot, request, persons=False, on_progress=on_progress)
    clustered = [definition.id for definition in load_definitions().values() if definition.is_clustered]
    own_figures(snapshot.engine, request.dims, clustered)


def load_figures(engine: Engine, dims: tuple[str, ...], figures: Iterable[Figure]) -> None:
    """Make the engine table ``figures`` from protected figures, in the same columns as those of `own`."""
    keys = dict.fromkeys((*_KEYS, *dims), "VARCHAR")
    rows = (
        (f.indicator, f.variant, f.informant, f.period, *f.group, f.population, f.excluded, f.unknown, f.denominator, f.numerator,
         f.value, f.coverage, f.status, f.reason, ";".join(f.marks), f.spread, f.design_effect)
        for f in figures
    )  # fmt: skip
    engine.load("figures", keys | _COLUMNS, rows)


def read_figures(engine: Engine, dims: tuple[str, ...]) -> list[Figure]:
    """The engine table ``compared`` (figures with intervals) as figures, for the documents of one subject."""
    columns = ", ".join((*_KEYS, *dims, *_NUMBERS_READ))
    return [_figure(row, len(dims)) for row in engine.rows(f"SELECT {columns} FROM compared")]


def _figure(row: tuple[Any, ...], dims: int) -> Figure:
    named = dict(zip((*_KEYS, "group", *_NUMBERS_READ), (*row[:4], tuple(row[4 : 4 + dims]), *row[4 + dims :]), strict=True))
    named["marks"] = tuple(mark for mark in (named["marks"] or "").split(";") if mark)
    return Figure(**named)
