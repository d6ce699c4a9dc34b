"""What waits for a party of a conversation, for reminders: an expectation, minutes, an action whose day has passed, looking back.

For the worker, who has no part in any conversation: holds numbers and no text.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import F, Max, Q, QuerySet
from django.utils import timezone

from uitkomst.conversation.kinds import Part
from uitkomst.conversation.models import Conversation, ImprovementAction, Minutes, Party
from uitkomst.conversation.states import AFTER, ENDED, Phase

SOON = timedelta(days=5)
"""So long before the agreed date an expectation is asked for once more; without a date, a week after the step began."""
UNDATED = timedelta(days=7)
UNCONFIRMED = timedelta(days=3)
BACK_AFTER_LAST = timedelta(days=30)
"""Looking back is due so long after the day of the last action; without actions, a year after closing."""
BACK_AFTER = timedelta(days=365)
TOO_LATE = timedelta(days=180)
"""Of what has waited longer than this nobody is reminded any more."""


@dataclass(frozen=True, slots=True)
class Due:
    """Something that waits for one party. key: what it is, so that nobody is told of it twice."""

    key: str
    party: Party


def due(now: datetime) -> Iterator[Due]:
    """All that waits now, in every conversation."""
    yield from _expectations(now)
    yield from _minutes(now)
    yield from _actions(now)
    yield from _back(now)


def to_look_back(conversation_ids: Collection[UUID | str], now: datetime) -> set[UUID]:
    """Those of these closed conversations on which it is time to look back."""
    return set(_due_back(now).filter(pk__in=conversation_ids).values_list("pk", flat=True))


def _expectations(now: datetime) -> Iterator[Due]:
    asked = Q(conversation__expect_until__isnull=True, conversation__moved_at__lte=now - UNDATED)
    asked |= Q(conversation__expect_until__lte=now + SOON)
    phases = (Phase.EXPECTING, *AFTER)
    found = _parties().filter(asked, locked_at=None, conversation__phase__in=phases, conversation__moved_at__gte=now - TOO_LATE)
    for party in found:
        yield Due(f"expect:{party.conversation_id}:{party.pk}", party)


def _minutes(now: datetime) -> Iterator[Due]:
    newest = Minutes.objects.filter(conversation__phase=Phase.AGREEING).annotate(last=Max("conversation__minutes__version"))
    for minutes in newest.filter(version=F("last"), made_at__lte=now - UNCONFIRMED, made_at__gte=now - TOO_LATE):
        confirmed = minutes.confirmations.values("party_id")
        waiting = _parties().filter(conversation_id=minutes.conversation_id, locked_at__isnull=False).exclude(pk__in=confirmed)
        for party in waiting:
            yield Due(f"confirm:{minutes.conversation_id}:{minutes.version}:{party.pk}", party)


def _actions(now: datetime) -> Iterator[Due]:
    """Its day has passed, it is not done, and nothing was written about it since."""
    day = timezone.localdate(now)
    found = ImprovementAction.objects.filter(withdrawn_at=None, before__lt=day, before__gte=day - TOO_LATE)
    found = (
        found.filter(party__conversation__phase__in=ENDED).exclude(notes__state="done").exclude(notes__written_at__date__gte=F("before"))
    )
    parties = {party.pk: party for party in _parties().filter(pk__in=found.values("party_id"))}
    for action in found:
        yield Due(f"action:{action.pk}", parties[action.party_id])


def _back(now: datetime) -> Iterator[Due]:
    for party in _parties().filter(conversation__in=_due_back(now)).exclude(part=Part.CLIENT_COUNCIL):
        yield Due(f"back:{party.conversation_id}:{party.pk}", party)


def _due_back(now: datetime) -> QuerySet[Conversation]:
    """Closed, nothing follows on it yet, and the last action has had its month."""
    closed = Conversation.objects.filter(phase=Phase.CLOSED, later=None)
    closed = closed.annotate(last=Max("parties__actions__before", filter=Q(parties__actions__withdrawn_at=None)))
    day = timezone.localdate(now)
    after = Q(last__lte=day - BACK_AFTER_LAST, last__gte=day - BACK_AFTER_LAST - TOO_LATE)
    without = Q(last__isnull=True, closed_at__lte=now - BACK_AFTER, closed_at__gte=now - BACK_AFTER - TOO_LATE)
    return closed.filter(after | without)


def _parties() -> QuerySet[Party]:
    return Party.objects.select_related("organisation", "conversation").prefetch_related("participants")
