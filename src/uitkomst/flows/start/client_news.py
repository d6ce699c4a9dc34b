"""What became of it: letters that a practitioner hands over, and a conversation of which clients who asked have not heard yet."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from uitkomst.care import news
from uitkomst.conversation.discussed import closed_about
from uitkomst.flows.care.news_letter import readers_among
from uitkomst.flows.start.waiting import Waiting
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.rights import Right, may

ORDER = 12
_LONG = timedelta(days=60)


def waiting(actor: Actor, now: datetime) -> list[Waiting]:
    """Numbers only: no name of a client stands here."""
    found = []
    if may(actor, Right.CARE) and (letters := news.to_hand_over(actor, now)):
        found.append(Waiting("hand_over_news", details={"number": len(letters)}))
    if may(actor, Right.KEEP_REGISTER) and (talk := _untold(actor, now)):
        found.append(talk)
    return found


def _untold(actor: Actor, now: datetime) -> Waiting | None:
    """The newest conversation about the own organisation that was closed not long ago, when somebody asked to hear."""
    newest = next(iter(closed_about(actor, actor.organisation_id, now, agreed=False)), None)
    if newest is None or newest.on < timezone.localdate(now) - _LONG or newest.conversation_id in news.sent_about(actor.organisation_id):
        return None
    number = len(readers_among(news.who_asked(actor))[0])
    return Waiting("tell_clients", newest.conversation_id, {"number": number, "day": newest.on}) if number else None
