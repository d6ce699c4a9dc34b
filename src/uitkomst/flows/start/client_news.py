"""What became of it: letters that a practitioner hands over, and a conversation of which clients who asked have not heard yet."""

from __future__ import annotations

from datetime import datetime

from uitkomst.care import news
from uitkomst.flows.care.hand_over_news import waiting_letters
from uitkomst.flows.care.news_letter import readers_among
from uitkomst.flows.start.waiting import Waiting
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.rights import Right, may

ORDER = 12


def waiting(actor: Actor, now: datetime) -> list[Waiting]:
    """A number only: no name of a client stands here."""
    letters = waiting_letters(actor, now) if may(actor, Right.CARE) else []
    return [Waiting("hand_over_news", details={"number": len(letters)})] if letters else []


def untold(actor: Actor, conversation_id: str, closed_at: datetime) -> Waiting | None:
    """A conversation that was closed: whether clients who asked to hear of it have still to be told. For ``conversations`` beside this."""
    if not may(actor, Right.KEEP_REGISTER) or conversation_id in news.sent_about(actor.organisation_id):
        return None
    number = len(readers_among(news.who_asked(actor))[0])
    return Waiting("tell_clients", conversation_id, {"number": number, "day": closed_at}) if number else None
