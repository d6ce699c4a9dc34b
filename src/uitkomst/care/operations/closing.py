"""Close a trajectory."""

from __future__ import annotations

from datetime import date, datetime

from uitkomst.care.models import Trajectory
from uitkomst.care.operations.clients import change


def close(trajectory: Trajectory, *, end_date: date, end_reason: str, what_next: str, by: int, now: datetime) -> bool:
    """The help has ended. False when it was closed before (a second click)."""
    if not Trajectory.objects.filter(pk=trajectory.pk, closed_at=None).update(closed_at=now, closed_by_id=by):
        return False
    fields = {"end_date": end_date, "end_reason": end_reason, "what_next": what_next}
    change(trajectory.client, trajectory, "trajectory", fields, by=by, now=now)
    return True
