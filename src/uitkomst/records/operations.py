"""Writes of what is kept. Each runs in the transaction of the flow that calls it, and checks the state that it starts from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max

from uitkomst.organisations.actor import Actor
from uitkomst.records.models import Delivery, Expectation, Opening, ReleaseRecord, SnapshotRecord, Story
from uitkomst.records.seals import Rule
from uitkomst.records.states import DELIVERY_MOVES, DeliveryState, SnapshotState

_ALIVE = (DeliveryState.RECEIVED, DeliveryState.CHECKED, DeliveryState.ACCEPTED)


class WrongState(Exception):
    """The record is not (any more) in a state in which this can be done."""

    def __init__(self, record: Delivery | SnapshotRecord) -> None:
        self.record = record
        super().__init__(record.state)


class Changed(Exception):
    """Somebody else wrote in between; ``latest`` is what stands there now."""

    def __init__(self, latest: Story | None) -> None:
        self.latest = latest
        super().__init__("changed")


def add_delivery(
    actor: Actor,
    *,
    now: datetime,
    provider_id: int,
    file_name: str,
    period: str,
    version: int,
    sha256: str,
    size: int,
    source: str = "file",
) -> tuple[Delivery, bool]:
    """A received file, or the one that has the same content already: (delivery, whether it is new). source: see models.Delivery."""
    same = {"provider_id": provider_id, "period": period, "version": version, "sha256": sha256}
    if found := Delivery.objects.filter(**same, state__in=_ALIVE).first():
        return found, False
    try:
        with transaction.atomic():
            made = Delivery.objects.create(
                **same,
                received_for_id=actor.organisation_id,
                file_name=file_name,
                size=size,
                source=source,
                received_by_id=actor.person_id,
                received_at=now,
            )
            return made, True
    except IntegrityError:
        return Delivery.objects.get(**same, state__in=_ALIVE), False


def mark_read(delivery_id: UUID | str, *, now: datetime, state: DeliveryState, **fields: Any) -> Delivery | None:
    """What reading gave: checked or refused. None when the delivery no longer waits to be read (done before, or withdrawn)."""
    delivery = Delivery.objects.select_for_update().get(pk=delivery_id)
    if delivery.state != DeliveryState.RECEIVED:
        return None
    delivery.state, delivery.checked_at = state, now
    for name, value in fields.items():
        setattr(delivery, name, value)
    delivery.save()
    return delivery


def decide(delivery_id: UUID | str, *, to: DeliveryState, actor: Actor, now: datetime) -> Delivery:
    """Accept or withdraw. Raises WrongState when that cannot follow on its state, or when another of its version is accepted."""
    delivery = Delivery.objects.select_for_update(of=("self",)).get(pk=delivery_id)
    if to not in DELIVERY_MOVES[DeliveryState(delivery.state)]:
        raise WrongState(delivery)
    other = Delivery.objects.filter(
        provider_id=delivery.provider_id, period=delivery.period, version=delivery.version, state=DeliveryState.ACCEPTED
    )
    if to is DeliveryState.ACCEPTED and (taken := other.first()):
        raise WrongState(taken)
    delivery.state, delivery.decided_by_id, delivery.decided_at = to, actor.person_id, now
    delivery.save(update_fields=["state", "decided_by", "decided_at"])
    return delivery


def add_snapshot(
    actor: Actor, *, now: datetime, request_key: str, opening_period: str, deliveries: Sequence[Delivery]
) -> tuple[SnapshotRecord, bool]:
    """A snapshot to be made, or the one that was asked for with the same deliveries already."""
    record, made = SnapshotRecord.objects.get_or_create(
        request_key=request_key,
        defaults={
            "organisation_id": actor.organisation_id,
            "opening_period": opening_period,
            "frozen_by_id": actor.person_id,
            "asked_at": now,
        },
    )
    if made:
        record.deliveries.set(deliveries)
    return record, made


def restart_snapshot(record: SnapshotRecord) -> bool:
    """A snapshot that failed may be tried again."""
    return bool(SnapshotRecord.objects.filter(pk=record.pk, state=SnapshotState.FAILED).update(state=SnapshotState.FREEZING, reason=""))


def name_snapshot(snapshot_id: UUID | str, *, name: str, folder: str, periods: Sequence[str]) -> None:
    """The files of a snapshot are there; its figures come next."""
    SnapshotRecord.objects.filter(pk=snapshot_id, state=SnapshotState.FREEZING).update(name=name, folder=folder, periods=list(periods))


def mark_frozen(snapshot_id: UUID | str, *, now: datetime) -> bool:
    """A snapshot and its figures are there. False when they were before."""
    waiting = SnapshotRecord.objects.filter(pk=snapshot_id, state=SnapshotState.FREEZING)
    return bool(waiting.update(state=SnapshotState.FROZEN, frozen_at=now))


def mark_not_frozen(snapshot_id: UUID | str, reason: str) -> None:
    """The snapshot, or its figures, could not be made."""
    SnapshotRecord.objects.filter(pk=snapshot_id).update(state=SnapshotState.FAILED, reason=reason)


def add_release(*, now: datetime, snapshot: SnapshotRecord, subject_id: int, rules: Sequence[Rule], **fields: Any) -> ReleaseRecord | None:
    """A release with the rule by which it opens to each party. None when it was published before (then nothing changes)."""
    record, made = ReleaseRecord.objects.get_or_create(
        snapshot=snapshot,
        subject_id=subject_id,
        audience=fields.pop("audience"),
        scope=fields.pop("scope"),
        made_for=fields.pop("made_for", ""),
        defaults={**fields, "published_by_id": snapshot.frozen_by_id, "published_at": now},
    )
    if not made:
        return None
    Opening.objects.bulk_create(
        Opening(
            release=record,
            party_id=rule.party,
            own_expectation=rule.own_expectation,
            first=rule.first,
            waits_for_first=rule.waits_for_first,
            days_alone=rule.days_alone,
            agreed_at=rule.agreed_at,
            locked_at=rule.locked_at,
        )
        for rule in rules
    )
    return record


def write_expectations(
    opening_id: int, lines: Mapping[str, tuple[Decimal | None, Decimal | None, str]], *, actor: Actor, now: datetime
) -> Opening | None:
    """Write what is expected per indicator: (low, high, why). None when the expectation is locked already."""
    opening = Opening.objects.select_for_update().get(pk=opening_id)
    if opening.locked_at:
        return None
    for indicator, (low, high, why) in lines.items():
        Expectation.objects.update_or_create(
            opening=opening,
            indicator=indicator,
            defaults={"low": low, "high": high, "why": why, "written_by_id": actor.person_id, "written_at": now},
        )
    return opening


def lock_expectation(opening_id: int, *, actor: Actor, now: datetime) -> Opening | None:
    """Lock what is expected: from now on it cannot change. None when it was locked already."""
    opening = Opening.objects.select_for_update().get(pk=opening_id)
    if opening.locked_at:
        return None
    opening.locked_at, opening.locked_by_id = now, actor.person_id
    opening.save(update_fields=["locked_at", "locked_by"])
    return opening


def lock_as_known(release_id: UUID | str, locked: Mapping[int, datetime]) -> None:
    """Lock the openings of a release for parties whose expectation was locked elsewhere (organisation -> when); never unlocks."""
    for party_id, moment in locked.items():
        Opening.objects.filter(release_id=release_id, party_id=party_id, locked_at=None).update(locked_at=moment)


def write_story(
    *, organisation_id: int, indicator: str, period: str, place_id: int | None, text: str, version: int | None, actor: Actor, now: datetime
) -> Story:
    """A new text of a story. version: the one that the writer read (None: do not look). Raises Changed when there is a newer one."""
    same = Story.objects.filter(organisation_id=organisation_id, indicator=indicator, period=period, place_id=place_id)
    newest = same.aggregate(newest=Max("version"))["newest"] or 0
    if version is not None and version != newest:
        raise Changed(same.filter(version=newest).first())
    try:
        with transaction.atomic():
            return Story.objects.create(
                organisation_id=organisation_id,
                indicator=indicator,
                period=period,
                place_id=place_id,
                text=text,
                version=newest + 1,
                written_by_id=actor.person_id,
                written_at=now,
            )
    except IntegrityError:
        raise Changed(same.order_by("-version").first()) from None
