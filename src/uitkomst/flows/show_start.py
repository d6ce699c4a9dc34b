"""The start page: at most three things that wait for this person, in the order of the work. Source: screens 9."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone

from uitkomst.flows.show_figures import ReleaseListed, releases
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.kinds import OrganisationKind
from uitkomst.organisations.rights import Right, may
from uitkomst.records import queries
from uitkomst.records.states import DeliveryState, SnapshotState
from uitkomst.vocabulary.periods import HalfYear

_MOST = 3


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits. code: deliver, follow_delivery, decide_delivery, freeze, follow_snapshot, write_expectation, write_story,
    read_mirror, read_region, see_deliveries, see_log, see_people. object_id: of the delivery, snapshot or release."""

    code: str
    object_id: str = ""
    details: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Start:
    """The start page of one person. waiting: at most three; rest: what else may be done, by the same codes."""

    waiting: tuple[Waiting, ...]
    rest: tuple[Waiting, ...]


def show_start(*, actor: Actor, now: datetime) -> Start:
    """What waits for this person. Holds no figure and no client, so it is not a look that is logged."""
    found = [*_deliveries(actor, now), *_snapshots(actor), *_releases(actor, now), *_others(actor)]
    return Start(tuple(found[:_MOST]), tuple(found[_MOST:]))


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


def _releases(actor: Actor, now: datetime) -> list[Waiting]:
    if not may(actor, Right.SEE_FIGURES):
        return []
    return [_release(release) for release in _newest(releases(actor=actor, now=now))]


def _newest(found: list[ReleaseListed]) -> list[ReleaseListed]:
    """The newest release of each subject, period and audience."""
    kept: dict[tuple[int, str, str], ReleaseListed] = {}
    for release in found:
        kept.setdefault((release.subject_id, release.opening_period, release.audience), release)
    return list(kept.values())


def _release(release: ReleaseListed) -> Waiting:
    details = {"subject": release.subject_name, "period": release.opening_period, "until": release.until}
    if release.asks_expectation:
        return Waiting("write_expectation", str(release.id), details)
    if release.sealed:
        return Waiting("sealed", str(release.id), details | {"why": release.why.value})
    is_region = release.subject_kind in (OrganisationKind.REGION, OrganisationKind.NATION)
    return Waiting("read_region" if is_region else "read_mirror", str(release.id), details)


def _others(actor: Actor) -> list[Waiting]:
    rights = (("see_log", Right.SEE_AUDIT_LOG), ("see_people", Right.SEE_PEOPLE))
    return [Waiting(code) for code, right in rights if may(actor, right)]
