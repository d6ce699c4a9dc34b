"""Reads of what is kept, each cut down to what the actor may reach (``scope``)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Count, F, Max, OuterRef, QuerySet, Subquery

from uitkomst.organisations.actor import Actor
from uitkomst.organisations.rights import Right
from uitkomst.records import scope
from uitkomst.records.models import Delivery, Expectation, Job, Opening, ReleaseRecord, SnapshotRecord, Story
from uitkomst.records.seals import Rule, Seal, Why, seal
from uitkomst.records.states import DeliveryState, SnapshotState


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job is. waiting: no worker has taken it yet; failed: given up, with its reason."""

    stage: str
    done: int
    total: int
    waiting: bool = False
    failed: str = ""


def deliveries(actor: Actor, right: Right = Right.SEE_DELIVERIES) -> QuerySet[Delivery]:
    """Deliveries that this actor may see, the newest first."""
    return scope.deliveries(actor, right).select_related("provider", "received_by", "decided_by")


def delivery(actor: Actor, delivery_id: UUID | str, right: Right = Right.SEE_DELIVERIES) -> Delivery | None:
    """One delivery, or None when it is not there or not for this actor."""
    try:
        return deliveries(actor, right).filter(pk=delivery_id).first()
    except (ValidationError, ValueError):
        return None


def delivery_progress(actor: Actor, delivery_id: UUID | str) -> Progress | None:
    """How far reading a delivery is; None when it has been read (or is not for this actor)."""
    found = delivery(actor, delivery_id)
    return _progress(f"check_delivery:{found.pk}") if found and found.state == DeliveryState.RECEIVED else None


def snapshot_progress(actor: Actor, snapshot_id: UUID | str) -> Progress | None:
    """How far a snapshot is; None when it is frozen, failed, or not for this actor."""
    found = snapshots(actor).filter(pk=snapshot_id).first()
    return _progress(f"freeze_period:{found.pk}") if found and found.state == SnapshotState.FREEZING else None


def _progress(key: str) -> Progress:
    job = Job.objects.filter(key=key).first()
    if job is None:
        return Progress("", 0, 0, waiting=True)
    return Progress(job.stage, job.done, job.total, waiting=job.state == "waiting", failed=job.error if job.state == "failed" else "")


def snapshots(actor: Actor) -> QuerySet[SnapshotRecord]:
    """Snapshots of the own organisation, the newest first."""
    return scope.snapshots(actor).select_related("organisation")


def releases(actor: Actor, right: Right = Right.SEE_FIGURES) -> QuerySet[ReleaseRecord]:
    """Releases to which the own organisation is a party, open or sealed, the newest first."""
    return scope.releases(actor, right).select_related("subject", "snapshot").prefetch_related("openings__party")


def release(actor: Actor, release_id: UUID | str, right: Right = Right.SEE_FIGURES) -> ReleaseRecord | None:
    """One release with its openings, or None when it is not there or the own organisation is no party to it. One query."""
    try:
        found = scope.openings_of(actor, release_id, right)
    except (ValidationError, ValueError):
        return None
    if not found:
        return None
    record = copy(_made(found[0].release_id))
    for name in scope.CHANGING:
        setattr(record, name, getattr(found[0], name))
    record.subject = next((opening.party for opening in found if opening.party_id == record.subject_id), record.subject)
    # As prefetch_related does it, without asking again what has just come along.
    openings = record.openings.all()
    openings._result_cache, openings._prefetch_done = found, True
    record._prefetched_objects_cache = {"openings": openings}
    return record


@lru_cache(maxsize=256)
def _made(release_id: UUID) -> ReleaseRecord:
    """A release as it was made: but for ``scope.CHANGING`` it stays so, and need not be read again."""
    return ReleaseRecord.objects.select_related("subject", "snapshot").get(pk=release_id)


def rules_of(record: ReleaseRecord) -> list[Rule]:
    """The rules by which a release opens, as ``seals`` reads them."""
    return [
        Rule(o.party_id, o.own_expectation, o.first, o.waits_for_first, o.days_alone, o.agreed_at, o.locked_at)
        for o in record.openings.all()
    ]


def seal_of(record: ReleaseRecord, party_id: int, now: datetime) -> Seal:
    """Whether a release is open to a party now. What was withdrawn is open to nobody."""
    return _seal(record, rules_of(record), party_id, now)


def seals_of(record: ReleaseRecord, now: datetime) -> dict[int, Seal]:
    """The same for all parties, by their number."""
    rules = rules_of(record)
    return {rule.party: _seal(record, rules, rule.party, now) for rule in rules}


def _seal(record: ReleaseRecord, rules: list[Rule], party_id: int, now: datetime) -> Seal:
    if record.withdrawn_at is not None and record.withdrawn_at <= now:
        return Seal(Why.WITHDRAWN)
    return seal(rules, party_id, now)


def opening_of(record: ReleaseRecord, party_id: int) -> Opening | None:
    """The opening of a release for one party."""
    return next((opening for opening in record.openings.all() if opening.party_id == party_id), None)


def expectations_of(opening: Opening) -> dict[str, Expectation]:
    """What a party expects, by indicator."""
    return {expectation.indicator: expectation for expectation in Expectation.objects.filter(opening=opening)}


def newest_stories(organisation_id: int, period: str, indicator: str = "", *, named: bool = True) -> list[Story]:
    """The newest text of each story and local addition of an organisation about a period. One query.

    named: with the place and the writer; an overview does without.
    """
    same = Story.objects.filter(organisation_id=organisation_id, period=period)
    if indicator:
        same = same.filter(indicator=indicator)
    found: dict[tuple[str, int], Story] = {}
    for story in sorted(same.select_related("place", "written_by") if named else same, key=lambda one: one.version):
        found[story.indicator, story.place_id or 0] = story
    return [found[key] for key in sorted(found)]


def told_periods(organisation_id: int) -> frozenset[str]:
    """The periods about which an organisation wrote a story, beside whichever indicator. One query."""
    told = Story.objects.filter(organisation_id=organisation_id, place=None).exclude(text="")
    return frozenset(told.values_list("period", flat=True).distinct())


def accepted(provider_ids: frozenset[int]) -> list[Delivery]:
    """The accepted deliveries of providers, in a fixed order."""
    return list(
        Delivery.objects.filter(provider_id__in=provider_ids, state=DeliveryState.ACCEPTED)
        .select_related("provider")
        .order_by("provider__code", "period", "version", "pk")
    )


def accepted_one(provider_id: int, delivery_id: UUID) -> Delivery | None:
    """A delivery of a provider as long as it is accepted."""
    return Delivery.objects.filter(pk=delivery_id, provider_id=provider_id, state=DeliveryState.ACCEPTED).select_related("provider").first()


def newest_own(provider_ids: Collection[int], source: str = "file") -> list[Delivery]:
    """Of each of these providers the newest accepted delivery from one source that it received itself and that was read. One query."""
    own = Delivery.objects.filter(state=DeliveryState.ACCEPTED, source=source, received_for=F("provider")).exclude(rows_file="")
    newest = own.filter(provider_id=OuterRef("provider_id")).order_by("-period", "-version", "-pk").values("pk")[:1]
    return list(own.filter(provider_id__in=provider_ids, pk=Subquery(newest)).select_related("provider").order_by("provider__code"))


def earlier_accepted(record: Delivery) -> Delivery | None:
    """The accepted delivery to compare a new one with: the same period's before it, else that of the newest period before."""
    same = Delivery.objects.filter(provider_id=record.provider_id, state=DeliveryState.ACCEPTED, period__lte=record.period)
    return same.exclude(pk=record.pk).order_by("-period", "-version").first()


def snapshot_for_job(snapshot_id: UUID | str) -> SnapshotRecord:
    """The snapshot that a job works on."""
    return SnapshotRecord.objects.select_related("organisation", "frozen_by").get(pk=snapshot_id)


def delivery_for_job(delivery_id: UUID | str) -> Delivery:
    """The delivery that a job works on."""
    return Delivery.objects.select_related("provider").get(pk=delivery_id)


def earlier_releases(subject_id: int, audience: str, scope_text: str) -> list[ReleaseRecord]:
    """Releases about the same, for the same audience, the newest first."""
    return list(ReleaseRecord.objects.filter(subject_id=subject_id, audience=audience, scope=scope_text).select_related("snapshot"))


def deliveries_in(record: SnapshotRecord) -> list[Delivery]:
    """The deliveries that a snapshot was made of, in a fixed order."""
    return list(record.deliveries.select_related("provider").order_by("provider__code", "period", "version", "pk"))


def own_deliveries_in(snapshot_id: UUID, provider_id: int) -> dict[str, frozenset[UUID]]:
    """The deliveries of one provider in a snapshot, by period; for that provider itself."""
    found: dict[str, set[UUID]] = {}
    for pk, period in Delivery.objects.filter(snapshots=snapshot_id, provider_id=provider_id).values_list("pk", "period"):
        found.setdefault(period, set()).add(pk)
    return {period: frozenset(ids) for period, ids in found.items()}


def is_published(record: SnapshotRecord, subject_id: int, audience: str, scope_text: str, made_for: str = "") -> bool:
    """Whether this release of a snapshot is there already."""
    same = ReleaseRecord.objects.filter(snapshot=record, subject_id=subject_id, audience=audience, scope=scope_text)
    return same.filter(made_for=made_for).exists()


def made_before(record: SnapshotRecord, subject_id: int, audience: str, scope_text: str, indicators: Sequence[str]) -> ReleaseRecord | None:
    """A release of the same figures for other readers, not withdrawn, that holds these indicators (none: all): its file serves again.

    Rather one that holds no others. What was made for a conversation holds only what was asked there; a mirror holds all there is.
    """
    same = ReleaseRecord.objects.filter(snapshot=record, subject_id=subject_id, audience=audience, scope=scope_text, withdrawn_at=None)
    asked = set(indicators)
    fitting = [one for one in same if not one.made_for or (asked and asked <= set(one.indicators))]
    return min(fitting, key=lambda one: len(one.indicators), default=None)


def releases_made_for(conversation_id: UUID | str) -> list[ReleaseRecord]:
    """The releases made for the parties of one conversation, the newest first; for the flows of that conversation."""
    found = ReleaseRecord.objects.filter(made_for=str(conversation_id)).select_related("subject", "snapshot")
    return list(found.prefetch_related("openings__party"))


def state_made_for(conversation_id: UUID | str) -> str:
    """Differs when the releases of a conversation do: a newer one was made, or one was withdrawn. One query; holds no figure."""
    found = ReleaseRecord.objects.filter(made_for=str(conversation_id))
    return "/".join(map(str, found.aggregate(n=Count("pk"), last=Max("published_at"), gone=Max("withdrawn_at")).values()))


def frozen_snapshots(owner_ids: Sequence[int], provider_id: int | None = None) -> list[SnapshotRecord]:
    """Frozen snapshots of these owners, those of the first owner first, the newest first; with deliveries of a provider when named."""
    found = SnapshotRecord.objects.filter(organisation_id__in=owner_ids, state=SnapshotState.FROZEN)
    if provider_id is not None:
        found = found.filter(deliveries__provider_id=provider_id).distinct()
    return sorted(found.order_by("-asked_at"), key=lambda record: owner_ids.index(record.organisation_id))


def release_for_document(release_id: UUID | str) -> ReleaseRecord:
    """A release whose seal has been judged by ``flows.show_figures``, which alone asks for it."""
    return ReleaseRecord.objects.select_related("subject", "snapshot").get(pk=release_id)


def accepted_since(actor: Actor, moment: datetime | None) -> bool:
    """Whether a delivery that this actor freezes was accepted or withdrawn after a moment."""
    decided = scope.deliveries(actor, Right.FREEZE).filter(decided_at__isnull=False)
    if moment is None:
        return decided.filter(state=DeliveryState.ACCEPTED).exists()
    return decided.filter(decided_at__gt=moment).exists()
