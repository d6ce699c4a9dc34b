"""Write the minutes from what was said, in parts A and B, and confirm them as a fair account. Source: product.md ("Closed").

Part A may leave the platform: of figures, expectations and stories nothing is put in it, and what people typed in it is looked through
for names and shares before it is confirmed (``leaving``). Part B stays: figures, expectations, answers, who took part.
A version never changes; a new one is confirmed anew.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from uitkomst.conversation import operations, queries
from uitkomst.conversation.kinds import CLOSING
from uitkomst.conversation.states import Act, Phase
from uitkomst.conversation.types import Minutes
from uitkomst.flows.conversation.inside import go_on, look_inside, write_inside
from uitkomst.flows.conversation.look import indicators_of
from uitkomst.flows.conversation.prepare import read_text
from uitkomst.flows.conversation.show import shown
from uitkomst.flows.conversation.told import part_a, part_b
from uitkomst.flows.conversation.voices import agreed_blocks, with_words
from uitkomst.flows.conversation.withdrawn import withdrawn_of, without_withdrawn
from uitkomst.flows.refusals import NotFound, Refused
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.rights import Right, may
from uitkomst.presentation.papers import Block


def write_minutes(*, actor: Actor, now: datetime, conversation_id: UUID | str, summary: str, language: str = "") -> Minutes:
    """A new version of the minutes from what stands there now, by somebody who may read figures: part B holds them.

    Raises NotFound, MayNot, Refused (figures_needed, text_too_long).
    """
    language = language or actor.language
    with write_inside(actor, conversation_id, Act.WRITE_MINUTES, now=now, event="minutes_written") as inside:
        _reads_figures(actor)
        conversation = shown(inside, actor, now, language)
        texts = queries.answers(inside.record, CLOSING, "")
        indicators = indicators_of(inside, conversation, actor, now, language)
        said = read_text(summary)
        return operations.add_minutes(
            inside.record,
            actor=actor,
            now=max(inside.now, queries.last_written(inside.record) or inside.now),
            summary=said,
            part_a=[block.as_data() for block in part_a(conversation, said, texts, language)],
            part_b=[block.as_data() for block in part_b(conversation, indicators, language, agreed_blocks(inside.record))],
        )


def confirm_minutes(*, actor: Actor, now: datetime, conversation_id: UUID | str, version: int) -> Phase:
    """Confirm a version as a fair account; when all have, the conversation is closed. Raises Refused (minutes_changed, minutes_outdated).

    What was agreed, answered, taken back or expected after it was made is not in it: that needs a new version first.
    """
    with write_inside(actor, conversation_id, Act.CONFIRM, now=now, event="minutes_confirmed") as inside:
        newest = queries.newest_minutes(inside.record)
        if newest is None or newest.version != version:
            raise Refused("minutes_changed")
        if queries.is_outdated(inside.record, newest):
            raise Refused("minutes_outdated")
        inside.act.detail = f"version {version}"
        operations.confirm(newest, inside.party.pk, actor=actor, now=now)
        moved = go_on(inside.record.pk, Phase.CLOSED, now)
        return Phase(moved.phase) if moved else inside.phase


def read_part_b(*, actor: Actor, now: datetime, conversation_id: UUID | str, language: str = "") -> tuple[Minutes, tuple[Block, ...]]:
    """Part B of the newest minutes; who opens it is shown beside it. Raises NotFound, MayNot, Refused (own_expectation, figures_needed)."""
    with look_inside(actor, conversation_id, now=now, event="part_b_shown") as inside:
        newest = queries.newest_minutes(inside.record)
        if newest is None:
            raise NotFound
        if inside.mine.locked_at is None:
            raise Refused("own_expectation")
        _reads_figures(actor)
        operations.note_look(newest, actor=actor, now=now)
        # What a client said is filled in at every reading: what was taken back since is not there any more.
        said = language or actor.language
        return newest, with_words(without_withdrawn([Block.of(data) for data in newest.part_b], withdrawn_of(inside.record.pk), said), said)


def _reads_figures(actor: Actor) -> None:
    """A part of its own in a conversation is no right to figures: a client council sees them at the table (D62)."""
    if not may(actor, Right.SEE_FIGURES):
        raise Refused("figures_needed")
