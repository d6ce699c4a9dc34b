"""Read and check a received delivery: the job behind an upload. Doing it again changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from django.db import transaction

from uitkomst import intake
from uitkomst.engine import Engine
from uitkomst.flows.check_deliveries import CheckReport, Group, read_and_check, report
from uitkomst.records import audit, files, operations, queries
from uitkomst.records.states import DeliveryState
from uitkomst.records.types import Delivery
from uitkomst.snapshots.stored import differences, store_rows
from uitkomst.vocabulary.client_keys import read_key

FINDINGS_QUERY = "SELECT line, code, level, field, value FROM findings ORDER BY line, level, code, field"


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
            read_and_check(engine, found, key=read_key(), on_progress=on_progress)
            seen = report(engine, found, list_all=False)
            kept = _keep(engine, work, delivery, seen)
    with transaction.atomic():
        done = operations.mark_read(delivery_id, now=now, **_outcome(seen, kept))
        if done:
            audit.record(
                None, now=now, action="U", event="delivery.checked", object_type="delivery", object_id=delivery_id, detail=done.state
            )
    files.forget_received(delivery_id)


def _keep(engine: Engine, work: Path, delivery: Delivery, seen: CheckReport) -> dict[str, object]:
    """Keep rows (of a usable file) and findings; what the delivery then knows about them."""
    engine.write(FINDINGS_QUERY, work / "findings.parquet")
    kept: dict[str, object] = {"findings_file": files.keep("findings", work / "findings.parquet")}
    if not seen.usable:
        return kept
    store_rows(engine, work / "rows.parquet")
    earlier = queries.earlier_accepted(delivery)
    if earlier and earlier.rows_file:
        found = differences(engine, work / "rows.parquet", files.kept("rows", earlier.rows_file))
        kept["differences"] = {
            "period": earlier.period,
            "version": earlier.version,
            "new": found.new,
            "gone": found.gone,
            "changed": found.changed,
            "silently_ended": found.silently_ended,
        }
    kept["rows_file"] = files.keep("rows", work / "rows.parquet")
    return kept


def _outcome(seen: CheckReport, kept: dict[str, object]) -> dict[str, object]:
    differing = kept.pop("differences", None)
    file = seen.files[0]
    return {
        "state": DeliveryState.CHECKED if seen.usable else DeliveryState.REFUSED,
        "reason": file.reason,
        "rows_read": file.read,
        "rows_usable": file.accepted,
        "rows_refused": file.refused,
        "signals": seen.signals,
        "repairs": seen.repairs,
        "report": {"groups": [_group(group) for group in seen.groups], "differences": differing},
        **kept,
    }


def _group(group: Group) -> dict[str, object]:
    example = group.example
    return {
        "code": group.code,
        "level": group.level,
        "number": group.number,
        "example": {"line": example.line, "field": example.field, "value": example.value},
    }
