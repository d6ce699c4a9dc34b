"""What the conversations know: those that are closed, in which the own organisation had a part."""

from __future__ import annotations

from datetime import datetime

from uitkomst.conversation.discussed import closed_about
from uitkomst.flows.beside import Discussed
from uitkomst.organisations.actor import Actor


def last_discussed(actor: Actor, now: datetime, subject_id: int, agreed: bool) -> dict[str, Discussed]:
    """Indicator -> the newest conversation about it; its agreements in their own words, those about the whole talk included."""
    found: dict[str, Discussed] = {}
    for one in closed_about(actor, subject_id, now, agreed=agreed):
        for indicator in one.indicators:
            what = tuple(text for about, text in one.agreed if about in ("", indicator))
            found.setdefault(indicator, Discussed(one.on, what, one.conversation_id))
    return found
