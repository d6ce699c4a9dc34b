"""Read and check a received delivery: the job behind an upload. Doing it again changes nothing."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from uitkomst import intake
from uitkomst.engine import Engine
from uitkomst.flows.check_deliveries import read_and_check, report
from uitkomst.intake import Found
from uitkomst.records import audit, files, operations, queries
from uitkomst.records.states import DeliveryState
from uitkomst.records.types import Delivery
from uitkomst.snapshots.stored import differences, store_rows
from uitkomst.vocabulary.client_keys import read_key


def check_received(*, now: datetime, delivery_id: str, on_progress: Callable[[str, int, int], None]) -> None:
    """Turn the file as it came into pseudonymised rows and findings, and remove it. Raises Problem, DiskFull."""
    delivery = queries.delivery_for_job(delivery_id)
    path = files.received(delivery_id, delivery.file_name)
    if delivery.state != DeliveryState.RECEIVED:
        files.forget_received(delivery_id)
        return
    with files.working() as work:
        found = intake.find([path], on_progress)
        with Engine([*found.folders, work, files.folder("rows")], database=work / "work.duckdb") as engine:
            read_and_check(engine, found, key=_key(), on_progress=on_progress)
            outcome = keep_read(engine, work, delivery)
    with transaction.atomic():
        done = operations.mark_read(delivery_id, now=now, **outcome)
        if done:
            audit.record(
                None, now=now, action="U", event="delivery.checked", object_type="delivery", object_id=delivery_id, detail=done.state
            )
    files.forget_received(delivery_id)


def _key() -> bytes:
    """The key of this installation; where no BSN may come, a key of this moment: whatever slipped through can be linked to nothing."""
    return read_key() if settings.BSN_FILES in ("provider", "hub") else secrets.token_bytes(32)


def keep_read(engine: Engine, work: Path, delivery: Delivery, number: int = 1) -> dict[str, Any]:
    """Keep findings and (of a usable file) rows of one delivery that was read; what its record then says.

    number: of the delivery in the engine. The engine must reach ``work`` and the folder of kept rows.
    """
    seen = report(engine, Found((), ()), list_all=False, delivery=number)
    file = seen.files[0]
    engine.write(
        f"""SELECT f.line, f.code, f.level, f.field, f.value, coalesce(t.client, '') AS client FROM findings f
            LEFT JOIN typed t ON t.delivery = f.delivery AND t.line = f.line AND t.bsn_kind = 'real'
            WHERE f.delivery = {number:d} ORDER BY ALL""",
        work / "findings.parquet",
    )
    outcome: dict[str, Any] = {
        "state": DeliveryState.CHECKED if seen.usable else DeliveryState.REFUSED,
        "reason": file.reason,
        "rows_read": file.read,
        "rows_usable": file.accepted,
        "rows_refused": file.refused,
        "signals": seen.signals,
        "repairs": seen.repairs,
        "report": {"groups": [group.as_data() for group in seen.groups]},
        "findings_file": files.keep("findings", work / "findings.parquet"),
    }
    if seen.usable:
        store_rows(engine, work / "rows.parquet", number)
        outcome["report"]["differences"] = _differences(engine, work / "rows.parquet", queries.earlier_accepted(delivery))
        outcome["rows_file"] = files.keep("rows", work / "rows.parquet")
    return outcome


def _differences(engine: Engine, rows: Path, earlier: Delivery | None) -> dict[str, Any] | None:
    if earlier is None or not earlier.rows_file:
        return None
    found = differences(engine, rows, files.kept("rows", earlier.rows_file))
    return {"period": earlier.period, "version": earlier.version, **asdict(found)}
