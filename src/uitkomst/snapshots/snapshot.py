"""The snapshot: frozen trajectories, prepared so that figures need no window function.

Source: definitions 1; a snapshot is named by the content of the deliveries it was made of.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from uitkomst.engine import Engine, quote

# What is kept, and the order in which it is kept: rows of one client lie together.
_TABLES = {"prepared": "client, start_date, provider, form", "places": "trajectory, period", "delivered": "provider, period"}


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Frozen trajectories in an engine: tables ``prepared``, ``places``, ``delivered`` and, linked, ``trajectories``.

    name: 12 hex digits, the same for the same deliveries and reference tables. periods: indices of the half-years delivered.
    linked_for: the provider whose own trajectories alone were linked, or "" for all providers.
    """

    engine: Engine
    name: str
    periods: tuple[int, ...]
    linked_for: str = ""

    @property
    def newest(self) -> int:
        return self.periods[-1]

    def follow_up(self, period: int) -> tuple[int, int]:
        """How many providers with a valid delivery of this half-year also have one of the next: (with, all)."""
        row = self.engine.rows(
            """SELECT count(*) FILTER (next.provider IS NOT NULL), count(*) FROM delivered d
               LEFT JOIN delivered next ON next.provider = d.provider AND next.period = d.period + 1 WHERE d.period = ?""",
            [period],
        )[0]
        return int(row[0]), int(row[1])

    def save(self, folder: Path) -> None:
        """Write the snapshot as Parquet files and a small description; the description comes last."""
        folder.mkdir(parents=True, exist_ok=True)
        for table, order in _TABLES.items():
            self.engine.write(f"SELECT * FROM {table} ORDER BY {order}", folder / f"{table}.parquet")
        unfinished = folder / ".snapshot.json.part"
        unfinished.write_text(json.dumps({"name": self.name, "periods": self.periods}), encoding="utf-8")
        unfinished.replace(folder / "snapshot.json")


def snapshot_name(engine: Engine, *more: str) -> str:
    """A short name from the contents of the valid deliveries (and whatever else shapes the trajectories)."""
    digest = hashlib.sha256("\n".join(more).encode())
    for row in engine.rows("SELECT d.provider, d.period, d.sha256 FROM valid v JOIN deliveries d USING (delivery) ORDER BY ALL"):
        digest.update(repr(row).encode())
    return digest.hexdigest()[:12]


def open_snapshot(engine: Engine, folder: Path) -> Snapshot:
    """Open a saved snapshot; the engine must have been opened for its folder. Raises ValueError when there is none."""
    description = folder / "snapshot.json"
    if not description.is_file():
        raise ValueError(f"{folder} holds no snapshot (snapshot.json is missing)")
    about = json.loads(description.read_text(encoding="utf-8"))
    for table in _TABLES:
        path = quote(str((folder / f"{table}.parquet").resolve()))
        engine.run(f"CREATE OR REPLACE VIEW {table} AS SELECT * FROM read_parquet({path})")
    return Snapshot(engine, about["name"], tuple(about["periods"]))
