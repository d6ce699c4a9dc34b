"""Look back: what was agreed last time, what happened, what the figure did, with the uncertainty said out loud. Source: product.md.

Nothing is compared as met or missed: the words of the agreement stand beside the course of the figure, and the reader judges.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from uitkomst.conversation import queries
from uitkomst.conversation.kinds import Question
from uitkomst.conversation.types import Answer, Conversation, ImprovementAction
from uitkomst.flows.conversation.inside import look_inside
from uitkomst.flows.conversation.look import show_indicator
from uitkomst.flows.conversation.show import ConversationShown, shown
from uitkomst.flows.refusals import NotFound
from uitkomst.organisations.actor import Actor
from uitkomst.presentation.document import Section


@dataclass(frozen=True, slots=True)
class LastTime:
    """What the earlier conversation left: its agreements with their notes, and what people said of its subjects."""

    closed_at: datetime | None
    actions: tuple[ImprovementAction, ...]
    right_things: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class ThenAndNow:
    """One subject: the figure of this conversation, and the one of the earlier conversation when it was about that as well."""

    title: str
    now: Section
    now_period: str
    then: Section | None
    then_period: str


@dataclass(frozen=True, slots=True)
class Back:
    """The page of looking back. sections: of the subjects whose figures are open to the reader."""

    conversation: ConversationShown
    last: LastTime
    sections: tuple[ThenAndNow, ...]
    sealed: bool


def last_time(record: Conversation) -> LastTime | None:
    """The earlier conversation of one that the reader has a part in, or None when this is the first."""
    if record.earlier_id is None:
        return None
    earlier = queries.conversation_by_id(record.earlier_id)
    said = queries.answers(earlier, (Question.RIGHT_THINGS,), "")
    newest = {one.party_id: one for one in said}
    return LastTime(earlier.closed_at, tuple(queries.actions(earlier)), tuple(one for one in newest.values() if one.text))


def show_back(*, actor: Actor, now: datetime, conversation_id: UUID | str, language: str = "") -> Back:
    """What was agreed before this conversation, and the course of its subjects. Raises NotFound (the first time), MayNot."""
    language = language or actor.language
    with look_inside(actor, conversation_id, now=now, event="looked_back") as inside:
        last = last_time(inside.record)
        if last is None:
            raise NotFound
        talk = shown(inside, actor, now, language)
        found = [
            show_indicator(actor=actor, now=now, conversation_id=conversation_id, indicator=subject.id, language=language)
            for subject in talk.subjects
        ]
        earlier = queries.conversation(actor, inside.record.earlier_id)
        sections = []
        for one in found:
            main = next((figure for figure in one.figures if not figure.beside), None)
            if main:
                then = _then(actor, now, earlier, one.indicator, language)
                period = earlier.period if earlier else ""
                sections.append(ThenAndNow(one.title, main.section, talk.period, then, period))
        return Back(talk, last, tuple(sections), not sections and any(one.sealed for one in found))


def _then(actor: Actor, now: datetime, earlier: Conversation | None, indicator: str, language: str) -> Section | None:
    """The figure as it was talked about last time, for who had a part in it."""
    if earlier is None or indicator not in earlier.indicators:
        return None
    one = show_indicator(actor=actor, now=now, conversation_id=earlier.pk, indicator=indicator, language=language)
    return next((figure.section for figure in one.figures if not figure.beside), None)
