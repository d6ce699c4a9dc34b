"""Deliveries and snapshots that wait for somebody."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from uitkomst.flows.start.waiting import Waiting
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.rights import Right, may
from uitkomst.records import queries
from uitkomst.records.states import DeliveryState, SnapshotState
from uitkomst.vocabulary.periods import HalfYear

ORDER = 10


def waiting(actor: Actor, now: datetime) -> list[Waiting]:
    """Deliveries to make, to follow or to decide on; then what can be frozen."""
    return [*_deliveries(actor, now), *_snapshots(actor)]


def _deliveries(actor: Actor, now: datetime) -> list[Waiting]:
    if not may(actor, Right.SEE_DELIVERIES):
        return []
    found = queries.deliveries(actor)
    if not may(actor, Right.DELIVER):
        number = found.values("provider_id").distinct().count()
        return [Waiting("see_deliveries", details={"providers": number, "deliveries": found.count()})]
    waiting = [
        Waiting("decide_delivery", str(d.pk), {"file_name": d.file_name, "period": d.period})
        for d in found.filter(state=DeliveryState.CHECKED)
    ]
    waiting += [Waiting("follow_delivery", str(d.pk), {"file_name": d.file_name}) for d in found.filter(state=DeliveryState.RECEIVED)]
    due = HalfYear.of(timezone.localdate(now)).previous
    if not found.filter(period=str(due), state__in=(DeliveryState.CHECKED, DeliveryState.ACCEPTED, DeliveryState.RECEIVED)).exists():
        # The protocol asks for a half-year's delivery in the two months after it (version 7, 7.3).
        waiting.append(Waiting("deliver", details={"period": str(due)}))
    return waiting


def _snapshots(actor: Actor) -> list[Waiting]:
    if not may(actor, Right.FREEZE):
        return []
    newest = queries.snapshots(actor).first()
    if newest and newest.state == SnapshotState.FREEZING:
        return [Waiting("follow_snapshot", str(newest.pk), {"period": newest.opening_period})]
    if queries.accepted_since(actor, newest.asked_at if newest else None):
        return [Waiting("freeze")]
    return []
