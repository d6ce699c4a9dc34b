"""A team talk that is near, in which no change was agreed yet."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from uitkomst.care import team_talks
from uitkomst.flows.start.waiting import Waiting
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.rights import Right, may

ORDER = 25
_SOON, _JUST = timedelta(days=14), timedelta(days=7)


def waiting(actor: Actor, now: datetime) -> list[Waiting]:
    """The first of them for each team; holds no client."""
    if not may(actor, Right.CARE):
        return []
    today = timezone.localdate(now)
    near = team_talks.unfinished(actor, today, first=today - _JUST, last=today + _SOON)
    kept = {talk.team_id: talk for talk in reversed(near)}
    return [Waiting("team_talk", str(talk.pk), {"subject": talk.team.name, "day": talk.held_on}) for talk in kept.values()]
