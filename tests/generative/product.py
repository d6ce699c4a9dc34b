"""What the product makes of the same deliveries, in the words of the twin. The only file here that knows the product."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path

from tests.reference.rows import Delivery, Row
from uitkomst.engine import Engine
from uitkomst.measures import JudgedUnit, judge
from uitkomst.snapshots import NothingToFreeze, Snapshot, freeze, link, load_reference, read_reference

TYPES = {
    "delivery": "INTEGER", "line": "INTEGER", "refused": "BOOLEAN", "client": "VARCHAR", "bsn_kind": "VARCHAR", "birth": "VARCHAR",
    "sex": "VARCHAR", "postcode": "VARCHAR", "municipality": "VARCHAR", "referrer": "VARCHAR", "form": "VARCHAR", "crisis": "BOOLEAN",
    "start_date": "DATE", "end_date": "DATE", "end_reason": "VARCHAR", "grade_young_person": "TINYINT", "grade_parent": "TINYINT",
    "going_on_young_person": "TINYINT", "going_on_parent": "TINYINT", "older_scale": "BOOLEAN", "team": "VARCHAR",
    "intervention": "VARCHAR", "target_group": "VARCHAR", "severity": "VARCHAR", "instrument": "VARCHAR",
    "instrument_informant": "VARCHAR", "t_begin": "INTEGER", "t_end": "INTEGER", "goals_agreed": "INTEGER",
    "goals_assessed": "INTEGER", "goals_achieved": "INTEGER",
}  # fmt: skip
DELIVERY_TYPES = {
    "delivery": "INTEGER", "file": "VARCHAR", "provider": "VARCHAR", "period": "INTEGER", "version": "INTEGER", "sha256": "VARCHAR",
    "rows": "INTEGER", "usable": "BOOLEAN", "reason": "VARCHAR",
}  # fmt: skip


@contextmanager
def snapshot_of_typed(rows: list[Row], deliveries: list[Delivery], tables: Path) -> Iterator[Snapshot | None]:
    """The snapshot of rows typed by the twin: tests assembly and measures apart from reading and checking."""
    with Engine(threads=1) as engine:
        load_reference(engine, read_reference(tables))
        engine.load("typed", TYPES, [tuple(getattr(row, f.name) for f in fields(Row)) for row in rows])
        engine.load(
            "deliveries",
            DELIVERY_TYPES,
            [(d.delivery, f"{d.delivery}.csv", d.provider, d.period, d.version, "", 0, d.usable, "") for d in deliveries],
        )
        try:
            yield freeze(engine)
        except NothingToFreeze:
            yield None


def units(snapshot: Snapshot, indicator: str, half_years: list[int], own_provider: str = "") -> list[JudgedUnit]:
    """Every unit of an indicator with verdict and reason."""
    return list(judge(link(snapshot, own_provider), indicator, half_years))
