"""Stop a conversation before its minutes are confirmed: any party can, and says why. What was written stays readable to who could."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from uitkomst.conversation import operations
from uitkomst.conversation.states import Phase, may_follow
from uitkomst.flows.conversation.inside import write_inside
from uitkomst.flows.conversation.prepare import read_text
from uitkomst.flows.refusals import Refused
from uitkomst.organisations.actor import Actor


def stop_conversation(*, actor: Actor, now: datetime, conversation_id: UUID | str, why: str) -> None:
    """End it for all parties; the figures close. Raises NotFound, MayNot, Refused (wrong_move, text_missing, text_too_long)."""
    with write_inside(actor, conversation_id, None, now=now, event="stopped") as inside:
        if not may_follow(inside.phase, Phase.STOPPED):
            raise Refused("wrong_move")
        said = read_text(why)
        if not said:
            raise Refused("text_missing")
        operations.stop(inside.record, inside.party.pk, said, now=now)
