"""What the conversations know: those that are closed, in which the own organisation had a part."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from uitkomst.conversation.discussed import closed_about
from uitkomst.flows.beside import Discussed
from uitkomst.organisations.actor import Actor
from uitkomst.presentation.agreed import Agreed


def last_discussed(actor: Actor, now: datetime, subject_id: int, agreed: bool) -> dict[str, Discussed]:
    """Indicator -> the newest conversation about it; its agreements in their own words, those about the whole talk included.

    The actions of earlier conversations come along, to be marked on the course.
    """
    found: dict[str, Discussed] = {}
    for one in closed_about(actor, subject_id, now, agreed=agreed):
        for indicator in one.indicators:
            actions = tuple(Agreed(one.on, who, what, whose) for about, what, who, whose in one.agreed if about in ("", indicator))
            if indicator in found:
                found[indicator] = replace(found[indicator], actions=found[indicator].actions + actions)
            else:
                found[indicator] = Discussed(one.on, tuple(action.what for action in actions), one.conversation_id, actions)
    return found
