"""The one place where records are cut down to what an actor may reach. Every query starts here; without a right it starts empty."""

from __future__ import annotations

from uuid import UUID

from django.db.models import F, QuerySet

from uitkomst.organisations.actor import Actor
from uitkomst.organisations.kinds import OrganisationKind
from uitkomst.organisations.rights import Right, may, reach
from uitkomst.records.models import AuditEvent, Delivery, Opening, ReleaseRecord, SnapshotRecord, Story

CHANGING = ("withdrawn_at", "withdrawn_why")
"""All of a release that can change after it was made."""


def deliveries(actor: Actor, right: Right = Right.SEE_DELIVERIES) -> QuerySet[Delivery]:
    """Deliveries of the own provider; for a hub, of those beneath it."""
    return Delivery.objects.filter(provider_id__in=reach(actor, right))


def snapshots(actor: Actor) -> QuerySet[SnapshotRecord]:
    """Snapshots that the own organisation froze."""
    return SnapshotRecord.objects.filter(organisation_id__in=_own(actor, Right.FREEZE) | _own(actor, Right.SEE_FIGURES))


def openings(actor: Actor, right: Right = Right.SEE_FIGURES) -> QuerySet[Opening]:
    """The openings by which the own organisation is a party to a release."""
    return Opening.objects.filter(party_id__in=_own(actor, right))


def releases(actor: Actor, right: Right = Right.SEE_FIGURES) -> QuerySet[ReleaseRecord]:
    """Releases to which the own organisation is a party; whether they are open is for ``seals``."""
    return ReleaseRecord.objects.filter(pk__in=openings(actor, right).values("release_id"))


def openings_of(actor: Actor, release_id: UUID | str, right: Right = Right.SEE_FIGURES) -> list[Opening]:
    """The openings of a release, each with its party and what can have changed of the release; none when the own one is not there."""
    changing = {name: F(f"release__{name}") for name in CHANGING}
    # Sorted here: the database has one release's few rows, and to ask it for an order costs each page more than to put them in one.
    found = sorted(Opening.objects.filter(release_id=release_id).select_related("party").annotate(**changing), key=lambda one: one.pk)
    return found if {opening.party_id for opening in found} & _own(actor, right) else []


def stories(actor: Actor) -> QuerySet[Story]:
    """Stories of the own organisation. Those of others are reached through a release that is open."""
    return Story.objects.filter(organisation_id__in=_own(actor, Right.SEE_FIGURES))


def audit_events(actor: Actor) -> QuerySet[AuditEvent]:
    """What people of the own organisation did; for the nation's auditor, the whole log."""
    if not may(actor, Right.SEE_AUDIT_LOG):
        return AuditEvent.objects.none()
    if actor.organisation_kind is OrganisationKind.NATION:
        return AuditEvent.objects.all()
    return AuditEvent.objects.filter(organisation_id=str(actor.organisation_id))


def events_of_nobody(actor: Actor) -> QuerySet[AuditEvent]:
    """Lines of the worker and of clients who came by link. To be cut down to records of the own organisation by who asks."""
    none_of_ours = AuditEvent.objects.filter(organisation_id="")
    return none_of_ours if may(actor, Right.SEE_AUDIT_LOG) else none_of_ours.none()


def _own(actor: Actor, right: Right) -> frozenset[int]:
    return frozenset({actor.organisation_id}) if may(actor, right) else frozenset()
