"""Help that several providers give together: who else helps, and who asks the client the questions at the end."""

from __future__ import annotations

from datetime import datetime, timedelta

from uitkomst.care.models import Invitation, Trajectory
from uitkomst.care.operations import asking
from uitkomst.care.operations.clients import change, stop_invitations
from uitkomst.care.rules import LATE_DAYS
from uitkomst.care.states import Channel, Moment, StopReason


def put_together(trajectory: Trajectory, *, together_with: str, outcome_asked_by: str, by: int | None, now: datetime) -> bool:
    """Write it down, with what follows from it. False when it stood so already."""
    fields = {"together_with": together_with, "outcome_asked_by": outcome_asked_by}
    changed = change(trajectory.client, trajectory, "trajectory", fields, by=by, now=now)
    if "outcome_asked_by" in changed:
        follow(trajectory, now=now)
    return bool(changed)


def follow(trajectory: Trajectory, *, now: datetime) -> None:
    """The questions at the end stop when another provider asks them; what stopped for that, and not long ago, is asked after all."""
    at_end = Invitation.objects.filter(trajectory=trajectory, moment=Moment.END)
    if trajectory.outcome_asked_by:
        stop_invitations(at_end, StopReason.ELSEWHERE, now=now)
        return
    not_late = (now - timedelta(days=LATE_DAYS)).date()
    for invitation in at_end.filter(stop_reason=StopReason.ELSEWHERE, answered_at=None, due_on__gte=not_late):
        asking.open_again(invitation, Channel(invitation.channel), now=now)
