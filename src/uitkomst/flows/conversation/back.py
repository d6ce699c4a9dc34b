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
from uitkomst.flows.conversation.look import IndicatorShown, indicators_of
from uitkomst.flows.conversation.naming import party_name
from uitkomst.flows.conversation.show import ConversationShown, shown
from uitkomst.flows.refusals import NotFound
from uitkomst.organisations.actor import Actor
from uitkomst.presentation.document import Section


@dataclass(frozen=True, slots=True)
class LastTime:
    """What the earlier conversation left: its agreements with their notes, and what each party, by name, said of its subjects."""

    closed_at: datetime | None
    actions: tuple[ImprovementAction, ...]
    right_things: tuple[tuple[str, Answer], ...]


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


def last_time(record: Conversation, language: str) -> LastTime | None:
    """The earlier conversation of one that the reader has a part in, or None when this is the first."""
    if record.earlier_id is None:
        return None
    earlier = queries.conversation_by_id(record.earlier_id)
    said = queries.answers(earlier, (Question.RIGHT_THINGS,), "")
    newest = {one.party_id: one for one in said}
    told = tuple((party_name(one.party, language), one) for one in newest.values() if one.text)
    return LastTime(earlier.closed_at, tuple(queries.actions(earlier)), told)


def show_back(*, actor: Actor, now: datetime, conversation_id: UUID | str, language: str = "") -> Back:
    """What was agreed before this conversation, and the course of its subjects. Raises NotFound (the first time), MayNot."""
    language = language or actor.language
    with look_inside(actor, conversation_id, now=now, event="looked_back") as inside:
        last = last_time(inside.record, language)
        if last is None:
            raise NotFound
        talk = shown(inside, actor, now, language)
        found = indicators_of(inside, talk, actor, now, language)
        open_ = {one.indicator: main for one in found if (main := _main(one))}
        then, period = _then(actor, now, inside.record.earlier_id, language) if open_ else ({}, "")
        sections = tuple(
            ThenAndNow(one.title, open_[one.indicator], talk.period, then.get(one.indicator), period)
            for one in found
            if one.indicator in open_
        )
        return Back(talk, last, sections, not sections and any(one.sealed for one in found))


def _then(actor: Actor, now: datetime, earlier_id: UUID, language: str) -> tuple[dict[str, Section], str]:
    """The figures as they were talked about last time and their period, for who had a part in it."""
    if queries.conversation(actor, earlier_id) is None:
        return {}, ""
    with look_inside(actor, earlier_id, now=now, event="looked_back") as inside:
        found = indicators_of(inside, shown(inside, actor, now, language), actor, now, language)
        return {one.indicator: main for one in found if (main := _main(one))}, inside.record.period


def _main(one: IndicatorShown) -> Section | None:
    return next((figure.section for figure in one.figures if not figure.beside), None)
