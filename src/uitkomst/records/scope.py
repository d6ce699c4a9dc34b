"""The one place where records are cut down to what an actor may reach. Every query starts here; without a right it starts empty."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet

from uitkomst.organisations.actor import Actor
from uitkomst.organisations.kinds import OrganisationKind
from uitkomst.organisations.rights import Right, may, reach
from uitkomst.records.models import AuditEvent, Delivery, Opening, ReleaseRecord, SnapshotRecord, Story


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


def openings_together(actor: Actor, right: Right = Right.SEE_FIGURES) -> QuerySet[Opening]:
    """All openings of the releases to which the own organisation is a party, each with its release and party."""
    mine = Opening.objects.filter(release_id=OuterRef("release_id"), party_id__in=_own(actor, right))
    together = Opening.objects.filter(Exists(mine)) if may(actor, right) else Opening.objects.none()
    return together.select_related("release__subject", "release__snapshot", "party").order_by("pk")


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


def _own(actor: Actor, right: Right) -> frozenset[int]:
    return frozenset({actor.organisation_id}) if may(actor, right) else frozenset()
