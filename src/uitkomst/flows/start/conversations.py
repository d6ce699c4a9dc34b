"""Conversations that wait for the reader's party: to prepare, to expect, to confirm; and those that are being held."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.utils import timezone

from uitkomst.conversation import queries
from uitkomst.conversation.due import to_look_back
from uitkomst.conversation.states import AFTER, Phase
from uitkomst.flows.conversation.show import ConversationListed, conversations
from uitkomst.flows.start.client_news import untold
from uitkomst.flows.start.waiting import Waiting
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.rights import Right, may

ORDER = 10
_SOON = timedelta(days=5)
_NEAR, _LONG = timedelta(days=14), timedelta(days=60)
_CODES = {Phase.PREPARING: "prepare_conversation", Phase.EXPECTING: "expect_conversation", Phase.AGREEING: "confirm_minutes"}


def waiting(actor: Actor, now: datetime) -> list[Waiting]:
    """What waits for this party, those with a date that is near first; held ones come after. Holds no figure and no text."""
    if not may(actor, Right.SEE_CONVERSATIONS):
        return []
    found = conversations(actor=actor, now=now)
    urgent = [one for one in found if one.waits_for_me]
    urgent.sort(key=lambda one: one.until or now + timedelta(days=3650))
    held = [one for one in found if not one.waits_for_me and one.phase in AFTER]
    return [
        *(_one(one, "expect_conversation_late" if one.behind else _CODES[one.phase], actor, now) for one in urgent),
        *_due(actor, now),
        *_tell(found, actor, now),
        *_back(found, actor, now),
        *(_one(one, "hold_conversation", actor, now) for one in held),
    ]


def _tell(found: list[ConversationListed], actor: Actor, now: datetime) -> list[Waiting]:
    """The newest conversation that was closed not long ago, when clients who asked to hear of it have not been told."""
    closed = [(one.closed_at, str(one.id)) for one in found if one.closed_at and now - one.closed_at <= _LONG]
    told = untold(actor, max(closed)[1], max(closed)[0]) if closed else None
    return [told] if told else []


def _back(found: list[ConversationListed], actor: Actor, now: datetime) -> list[Waiting]:
    """Closed conversations on which it is time to look back: in a next one."""
    closed = [one.id for one in found if one.phase is Phase.CLOSED]
    if not closed or not may(actor, Right.CONVERSE):
        return []
    ripe = to_look_back(closed, now)
    return [_one(one, "look_back", actor, now) for one in found if one.id in ripe]


def _due(actor: Actor, now: datetime) -> list[Waiting]:
    """Agreements of the own party whose day is near or has passed, and about which nothing was written since."""
    day = timezone.localdate(now)
    return [
        Waiting("follow_action", str(one.party.conversation_id), {"what": one.what, "when": one.before})
        for one in queries.actions_due(actor, day + _NEAR, timezone.make_aware(datetime.combine(day - _LONG, time())))
    ]


def _one(one: ConversationListed, code: str, actor: Actor, now: datetime) -> Waiting:
    others = [name for name in dict.fromkeys(one.names) if name != actor.organisation_name]
    details = {"names": ", ".join(others) or one.about, "period": one.period, "until": one.until}
    if one.until and now <= one.until <= now + _SOON and code == "expect_conversation":
        code = "expect_conversation_soon"
    return Waiting(code, str(one.id), details)
