"""Freeze: the accepted deliveries become a snapshot, and its figures are published. Asked by a person, done by a job."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from uitkomst.engine import Engine
from uitkomst.flows.one_act import one_act
from uitkomst.flows.publish_figures import publish_figures, subjects_of
from uitkomst.flows.refusals import Refused
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.rights import Right, reach
from uitkomst.records import audit, files, jobs, operations, queries
from uitkomst.records.states import SnapshotState
from uitkomst.records.types import Delivery, SnapshotRecord
from uitkomst.snapshots import freeze, load_reference, read_reference
from uitkomst.snapshots.stored import StoredDelivery, load_stored
from uitkomst.vocabulary.periods import HalfYear, Period


def possible_periods(actor: Actor) -> list[str]:
    """What can be frozen: two years first, then years, then half-years, the newest first; only what has an accepted delivery."""
    halves = sorted({delivery.period for delivery in queries.accepted(reach(actor, Right.FREEZE))}, reverse=True)
    years = list(dict.fromkeys(half[:4] for half in halves))
    pairs = [f"{int(year) - 1}..{year}" for year in years if str(int(year) - 1) in years]
    return [*pairs, *years, *halves]


def freeze_period(*, actor: Actor, now: datetime, period: str) -> SnapshotRecord:
    """Ask for a snapshot of all accepted deliveries, opening on a period. Asked twice with the same deliveries, it is one snapshot.

    Raises MayNot, Refused (wrong_period, nothing_accepted, nothing_in_period).
    """
    with one_act(actor, Right.FREEZE, now=now, action="C", event="snapshot.asked", about="snapshot") as act:
        asked = _period(period)
        deliveries = queries.accepted(reach(actor, Right.FREEZE))
        if not deliveries:
            raise Refused("nothing_accepted")
        if not {str(half) for half in asked.half_years} & {delivery.period for delivery in deliveries}:
            raise Refused("nothing_in_period", period=period)
        key = _request_key(actor, asked, deliveries)
        record, is_new = operations.add_snapshot(actor, now=now, request_key=key, opening_period=asked.name, deliveries=deliveries)
        act.object_id, act.detail = str(record.pk), asked.name
        again = record.state == SnapshotState.FAILED and operations.restart_snapshot(record)
        act.unlogged = not (is_new or again)
        jobs.ask("freeze_period", str(record.pk), {"snapshot_id": str(record.pk)}, now, again=again)
        return record


def _period(text: str) -> Period:
    try:
        return Period.parse(text)
    except ValueError:
        raise Refused("wrong_period_asked", period=text[:20]) from None


def _request_key(actor: Actor, period: Period, deliveries: Sequence[Delivery]) -> str:
    said = [str(actor.organisation_id), period.name, *(str(delivery.pk) for delivery in deliveries)]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()


def make_snapshot(*, now: datetime, snapshot_id: str, on_progress: Callable[[str, int, int], None]) -> None:
    """The job: freeze, then publish for each subject. Taken up again half-way, it goes on where it was."""
    record = queries.snapshot_for_job(snapshot_id)
    if record.state == SnapshotState.FREEZING and not record.name:
        _freeze(record, now, on_progress)
        record = queries.snapshot_for_job(snapshot_id)
    if record.state != SnapshotState.FREEZING:
        return
    subjects = subjects_of(record.organisation_id, timezone.localdate(now), record.opening_period)
    for at, subject in enumerate(subjects):
        on_progress("publish", at, len(subjects))
        publish_figures(now=now, snapshot_id=snapshot_id, subject=subject)
    with transaction.atomic():
        if operations.mark_frozen(snapshot_id, now=now):
            audit.record(
                None, now=now, action="U", event="snapshot.frozen", object_type="snapshot", object_id=snapshot_id, detail=record.name
            )


def _freeze(record: SnapshotRecord, now: datetime, on_progress: Callable[[str, int, int], None]) -> None:
    """Assemble the trajectories and keep them as a folder named by its content."""
    stored = [_stored(delivery) for delivery in queries.deliveries_in(record)]
    on_progress("freeze", 0, len(stored))
    with files.working() as work:
        with Engine([files.folder("rows"), work], database=work / "work.duckdb") as engine:
            load_reference(engine, read_reference())
            load_stored(engine, stored)
            snapshot = freeze(engine)
            snapshot.save(work / "snapshot")
        folder = files.keep_folder("snapshots", work / "snapshot", snapshot.name)
    operations.name_snapshot(
        record.pk, name=snapshot.name, folder=folder, periods=[str(HalfYear.from_index(index)) for index in snapshot.periods]
    )


def _stored(delivery: Delivery) -> StoredDelivery:
    return StoredDelivery(
        file=delivery.file_name,
        provider=delivery.provider.code,
        period=delivery.period,
        version=delivery.version,
        sha256=delivery.sha256,
        rows=delivery.rows_read,
        path=files.kept("rows", delivery.rows_file),
    )
