"""Stored deliveries: checked rows kept as one Parquet file per delivery, and read back to freeze a snapshot of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from uitkomst.checks.check import TYPED
from uitkomst.engine import Engine, quote
from uitkomst.intake.read import DELIVERIES
from uitkomst.vocabulary.periods import HalfYear

_COMPARED = tuple(name for name in TYPED if name not in ("delivery", "line", "refused", "client", "bsn_kind"))
_SAME = "client, form, start_date"


@dataclass(frozen=True, slots=True)
class StoredDelivery:
    """One accepted delivery: its name, the SHA-256 of the file as it came, and the file with its rows."""

    file: str
    provider: str
    period: str
    version: int
    sha256: str
    rows: int
    path: Path


@dataclass(frozen=True, slots=True)
class Differences:
    """One delivery beside the one before it, in trajectories of clients with a number.

    gone: with an end date; silently_ended: gone without one.
    """

    new: int
    gone: int
    changed: int
    silently_ended: int


def store_rows(engine: Engine, out: Path, delivery: int = 1) -> None:
    """Write the rows of one delivery in ``typed`` to a file: pseudonymised, in the order of the file, all with delivery 1."""
    engine.write(f"SELECT * REPLACE (1 AS delivery) FROM typed WHERE delivery = {delivery:d} ORDER BY line", out)


def load_stored(engine: Engine, stored: Sequence[StoredDelivery]) -> None:
    """Make the tables ``deliveries`` and ``typed`` of stored deliveries, as reading their files would have; the engine must reach them."""
    described = (
        (number, d.file, d.provider, HalfYear.parse(d.period).index, d.version, d.sha256, d.rows, True, "")
        for number, d in enumerate(stored, start=1)
    )
    engine.load("deliveries", DELIVERIES, described)
    engine.load("typed", TYPED, ())
    for number, delivery in enumerate(stored, start=1):
        path = quote(str(delivery.path.resolve()))
        engine.run(f"INSERT INTO typed BY NAME SELECT * REPLACE ({number} AS delivery) FROM read_parquet({path}) ORDER BY line")


def differences(engine: Engine, now: Path, before: Path) -> Differences:
    """Compare two stored deliveries by client, form of help and start (definitions 1, silent end: gone without an end date)."""
    for name, path in (("rows_now", now), ("rows_before", before)):
        engine.drop(name)
        engine.run(
            f"CREATE TABLE {name} AS SELECT {_SAME}, arg_max((end_date, {', '.join(_COMPARED)}), line) AS said, "
            f"arg_max(end_date, line) AS end_date FROM read_parquet({quote(str(path.resolve()))}) "
            "WHERE NOT refused AND client <> '' AND start_date IS NOT NULL GROUP BY ALL"
        )
    row = engine.rows(
        f"""SELECT count(*) FILTER (b.client IS NULL), count(*) FILTER (n.client IS NULL AND b.end_date IS NOT NULL),
                   count(*) FILTER (n.client IS NOT NULL AND b.client IS NOT NULL AND n.said IS DISTINCT FROM b.said),
                   count(*) FILTER (n.client IS NULL AND b.end_date IS NULL)
            FROM rows_now n FULL JOIN rows_before b USING ({_SAME})"""
    )[0]
    return Differences(*(int(number) for number in row))
