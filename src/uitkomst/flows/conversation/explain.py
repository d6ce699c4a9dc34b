"""Explain: hold an explanation against a group of the protected breakdown. What it says is found from the release at every look."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from uitkomst.conversation import operations
from uitkomst.conversation.states import Act
from uitkomst.flows.conversation.expect import expectations
from uitkomst.flows.conversation.inside import write_inside
from uitkomst.flows.conversation.look import indicator_of
from uitkomst.flows.conversation.prepare import read_text
from uitkomst.flows.conversation.show import shown
from uitkomst.flows.refusals import Refused
from uitkomst.organisations.actor import Actor


def write_explanation(
    *, actor: Actor, now: datetime, conversation_id: UUID | str, indicator: str, text: str, group: str, higher: bool
) -> None:
    """Keep an explanation of the own party. group: one that the breakdown has. Raises Refused (explanation_incomplete)."""
    with write_inside(actor, conversation_id, Act.ANSWER, now=now, event="explained") as inside:
        inside.act.detail = indicator
        talk, told = shown(inside, actor, now, actor.language), expectations(inside, now, actor.language)
        one = indicator_of(inside, talk, actor, now, indicator, actor.language, told)
        known = {value for figure in one.figures if not figure.beside for value, _ in figure.groups}
        said = read_text(text)
        if not said or group not in known:
            raise Refused("explanation_incomplete")
        operations.add_explanation(inside.party.pk, actor=actor, now=inside.now, indicator=indicator, text=said, group=group, higher=higher)


def withdraw_explanation(*, actor: Actor, now: datetime, conversation_id: UUID | str, explanation_id: UUID | str) -> None:
    """Take back an explanation of the own party; again, or of another party, it changes nothing. Raises NotFound, MayNot, Refused."""
    with write_inside(actor, conversation_id, Act.ANSWER, now=now, event="explanation_withdrawn") as inside:
        if not operations.withdraw_explanation(explanation_id, inside.party.pk, now=inside.now):
            inside.act.unlogged = True
