"""Answer a question: a party's interest, the four questions of an indicator, what can change, what develops. Nothing is overwritten."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from uitkomst.conversation import operations
from uitkomst.conversation.kinds import CLOSING, INTERPRETATION, PREPARATION, Question
from uitkomst.conversation.states import Act
from uitkomst.conversation.types import Answer
from uitkomst.flows.conversation.inside import write_inside
from uitkomst.flows.conversation.prepare import read_text
from uitkomst.flows.refusals import NotFound, Refused
from uitkomst.organisations.actor import Actor

_WHEN = {
    **dict.fromkeys(PREPARATION, Act.PREPARE),
    **dict.fromkeys(INTERPRETATION, Act.ANSWER),
    **dict.fromkeys(CLOSING, Act.PROPOSE),
}
"""In which step each question is answered."""


def write_answer(
    *,
    actor: Actor,
    now: datetime,
    conversation_id: UUID | str,
    question: Question,
    text: str,
    indicator: str = "",
    version: int | None = None,
    beside: bool = False,
) -> Answer:
    """Keep a new version of the own party's answer. version: the one that was read, 0 when there was none; beside: keep both.

    Raises NotFound, MayNot, Refused (wrong_phase, own_expectation, text_too_long, answer_changed with ``details["latest"]``).
    """
    with write_inside(actor, conversation_id, _WHEN[question], now=now, event="answered") as inside:
        if (indicator in inside.record.indicators) != (question in INTERPRETATION) or (indicator and question not in INTERPRETATION):
            raise NotFound
        inside.act.detail = f"{question} {indicator}".strip()
        try:
            return operations.write_answer(
                party_id=inside.party.pk,
                indicator=indicator,
                question=question,
                text=read_text(text),
                version=version,
                beside=beside,
                actor=actor,
                now=inside.now,
            )
        except operations.Changed as changed:
            who = changed.latest.written_by.name if changed.latest else "-"
            raise Refused("answer_changed", who=who, latest=changed.latest) from None
