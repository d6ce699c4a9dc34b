"""Withdrawing what was published: by who made it, with a reason, and with everything that holds the same figures.

The file stays, because later releases are tried against what readers have seen; nobody can open it any more (``seals``).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from uitkomst.organisations.actor import Actor
from uitkomst.organisations.rights import Right, may
from uitkomst.records.models import ReleaseRecord, SnapshotRecord

LONGEST_WHY = 400


def made_by(actor: Actor) -> QuerySet[ReleaseRecord]:
    """What was made of the snapshots of the own organisation, for mirrors and conversations alike, the newest first."""
    if not may(actor, Right.FREEZE):
        return ReleaseRecord.objects.none()
    mine = ReleaseRecord.objects.filter(snapshot__organisation_id=actor.organisation_id)
    return mine.select_related("subject", "snapshot").prefetch_related("openings__party")


def one_made_by(actor: Actor, release_id: UUID | str) -> ReleaseRecord | None:
    """One of these, or None when it is not there or made by somebody else."""
    try:
        return made_by(actor).filter(pk=release_id).first()
    except (ValidationError, ValueError):
        return None


def same_figures(record: ReleaseRecord, *, whole: bool = False) -> list[ReleaseRecord]:
    """What stands or falls with a release: everything about the same subject of the same snapshot; whole: of that snapshot."""
    same = ReleaseRecord.objects.filter(snapshot_id=record.snapshot_id, withdrawn_at=None)
    same = same if whole else same.filter(subject_id=record.subject_id)
    return list(same.select_related("subject").order_by("subject__name", "published_at", "pk"))


def withdraw(found: Sequence[ReleaseRecord], *, why: str, now: datetime) -> int:
    """From now on nobody can open these. What was withdrawn before keeps its own day and reason. Returns how many."""
    still = ReleaseRecord.objects.filter(pk__in=[one.pk for one in found], withdrawn_at=None)
    return still.update(withdrawn_at=now, withdrawn_why=why)


def usable(found: Sequence[SnapshotRecord], subject_id: int) -> list[SnapshotRecord]:
    """The snapshots of which figures about a subject may be made for other readers.

    What was withdrawn is not published anew from the same snapshot, nor from another over the same period that was frozen before: it
    may hold the same fault. A snapshot that is frozen after the withdrawal can be used.
    """
    fallen = ReleaseRecord.objects.filter(subject_id=subject_id, withdrawn_at__isnull=False)
    until: dict[str, datetime] = {}
    for period, moment in fallen.values_list("snapshot__opening_period", "withdrawn_at"):
        until[period] = max(moment, until.get(period, moment))
    return [one for one in found if one.opening_period not in until or one.asked_at > until[one.opening_period]]


def withdrawn_for(conversation_id: UUID | str) -> list[ReleaseRecord]:
    """What was withdrawn of the figures that were made for a conversation, the newest first; for the flows of that conversation."""
    found = ReleaseRecord.objects.filter(made_for=str(conversation_id), withdrawn_at__isnull=False)
    return list(found.select_related("subject").order_by("-withdrawn_at", "subject__name", "pk"))
