"""What the conversations know: those that are closed, in which the own organisation had a part."""

from __future__ import annotations

from datetime import datetime

from uitkomst.conversation.discussed import closed_about
from uitkomst.flows.beside import Discussed
from uitkomst.organisations.actor import Actor


def last_discussed(actor: Actor, now: datetime, subject_id: int) -> dict[str, Discussed]:
    """Indicator -> the newest conversation about it, with its agreements in the words in which they were made."""
    found: dict[str, Discussed] = {}
    for one in closed_about(actor, subject_id, now):
        for indicator in one.indicators:
            agreed = tuple(text for about, text in one.agreed if about == indicator)
            found.setdefault(indicator, Discussed(one.on, agreed, one.conversation_id))
    return found
