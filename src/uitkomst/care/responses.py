"""Answers of a whole provider, for what takes them out or brings them in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from uitkomst.care.models import Client, Informant, Invitation, Response, Trajectory

_AFTER_DAYS = 92
"""An answer so long after the end still belongs to that help."""


def sent(provider_id: int) -> Iterator[Response]:
    """What was sent at a provider, in the order of sending; not of clients who withdrew."""
    of = Response.objects.filter(invitation__trajectory__client__provider_id=provider_id, sent_at__isnull=False)
    of = of.filter(invitation__trajectory__client__withdrawn_at=None, invitation__trajectory__client__merged_into=None)
    found = of.select_related("invitation__trajectory__client", "invitation__informant").prefetch_related("answers")
    return found.order_by("sent_at", "pk").iterator(chunk_size=1000)


def help_on(client: Client, day: date) -> Trajectory | None:
    """The help of a client to which an answer of this day belongs: the one that ran, else the one that ended last before it."""
    found = [one for one in client.trajectories.all() if one.start_date <= day]
    running = [one for one in found if one.end_date is None or day <= one.end_date]
    ended = [one for one in found if one.end_date and one.end_date < day <= one.end_date + timedelta(days=_AFTER_DAYS)]
    return max(running or ended, key=lambda one: (one.end_date or day, one.start_date), default=None)


def asked(trajectory: Trajectory, informant: Informant, questionnaire: str, moment: str) -> list[Invitation]:
    """What this person was asked with this questionnaire at this moment; that which was answered first."""
    of = Invitation.objects.filter(trajectory=trajectory, informant=informant, questionnaire=questionnaire, moment=moment)
    return sorted(of.select_related("response"), key=lambda one: (one.answered_at is None, one.stopped_at is not None, one.due_on))
