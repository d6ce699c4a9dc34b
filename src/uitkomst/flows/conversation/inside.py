"""Inside a conversation: the party for which somebody speaks, whether this may be done now, and what follows by itself.

Every flow of a conversation begins here: the right, the part, the phase, one transaction, one line in the log.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from uitkomst.conversation import operations, queries
from uitkomst.conversation.permissions import Standing, may_do, why_not
from uitkomst.conversation.states import Act, Phase, fits
from uitkomst.conversation.types import Conversation, Party
from uitkomst.flows import one_act as acts
from uitkomst.flows.conversation.figures import rules_of
from uitkomst.flows.refusals import NotFound, Refused
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.rights import Right, require
from uitkomst.records import seals
from uitkomst.records.audit import Action


@dataclass
class Inside:
    """A conversation as one of its parties has it. act: for the log. now: never before what stands there already was written."""

    act: acts.Act
    record: Conversation
    party: Party
    now: datetime

    @property
    def phase(self) -> Phase:
        return Phase(self.record.phase)

    @property
    def standings(self) -> list[Standing]:
        return queries.standings(self.record)

    @property
    def mine(self) -> Standing:
        return next(one for one in self.standings if one.party == self.party.pk)


@contextmanager
def look_inside(actor: Actor, conversation_id: UUID | str, *, now: datetime, event: str, action: Action = "R") -> Iterator[Inside]:
    """To read. Raises NotFound, MayNot."""
    about = {"now": now, "action": action, "event": f"conversation.{event}", "about": "conversation", "object_id": conversation_id}
    with acts.one_act(actor, Right.SEE_CONVERSATIONS, **about) as act:  # type: ignore[arg-type]
        yield _inside(act, actor, conversation_id, Right.SEE_CONVERSATIONS, now)


@contextmanager
def write_inside(actor: Actor, conversation_id: UUID | str, doing: Act | None, *, now: datetime, event: str) -> Iterator[Inside]:
    """To write; nobody else moves the conversation meanwhile. Raises NotFound, MayNot, Refused (wrong_phase, own_expectation, locked)."""
    about = {"now": now, "action": "U", "event": f"conversation.{event}", "about": "conversation", "object_id": conversation_id}
    with acts.one_act(actor, Right.CONVERSE, **about) as act:  # type: ignore[arg-type]
        if queries.conversation(actor, conversation_id, Right.CONVERSE):
            operations.lock(conversation_id)
        inside = _inside(act, actor, conversation_id, Right.CONVERSE, now)
        # Who waited for another came with an older clock: what comes after the minutes is dated after them.
        if newest := queries.newest_minutes(inside.record):
            inside.now = max(now, newest.made_at + timedelta(microseconds=1))
        if doing and not may_do(doing, inside.phase, inside.mine):
            raise Refused("wrong_phase" if not fits(doing, inside.phase) else "locked" if doing is Act.EXPECT else "own_expectation")
        yield inside


def may_write_in(actor: Actor, conversation_id: UUID | str) -> None:
    """Before a form is read in which perhaps nothing changed: the same answer as a change would get. Raises MayNot, NotFound."""
    require(actor, Right.CONVERSE)
    if queries.conversation(actor, conversation_id, Right.CONVERSE) is None:
        raise NotFound


def _inside(act: acts.Act, actor: Actor, conversation_id: UUID | str, right: Right, now: datetime) -> Inside:
    record = queries.conversation(actor, conversation_id, right)
    party = queries.party_of(actor, record, right) if record else None
    if record is None or party is None:
        raise NotFound
    return Inside(act, record, party, now)


def alone_until(record: Conversation) -> datetime | None:
    """Until when the provider reads alone, by the rule that opens its releases; None when it does not, or has not written yet."""
    return seals.alone_until(rules_of(record))


def what_stands_in_the_way(record: Conversation, to: Phase, now: datetime) -> Refused | None:
    """Why a conversation cannot go on to a phase now, or None."""
    why = why_not(Phase(record.phase), to, queries.standings(record), record.expect_until, now)
    alone = alone_until(record)
    if why:
        return Refused(why)
    if to is Phase.LOOKING and record.phase == Phase.EXPECTING and alone and now < alone:
        return Refused("alone", until=alone.strftime("%d-%m-%Y"))
    return None


def go_on(conversation_id: UUID | str, to: Phase, now: datetime) -> Conversation | None:
    """Move when nothing stands in the way any more; the conversation as it is then, or None."""
    record = queries.conversation_for_job(conversation_id)
    if what_stands_in_the_way(record, to, now):
        return None
    move_to(record, to, now)
    return record


def move_to(record: Conversation, to: Phase, now: datetime) -> None:
    """Move; with the figures of a next conversation open, the earlier one is looked back on."""
    operations.move(record, to, now=now)
    if to is Phase.LOOKING and record.earlier_id:
        earlier = operations.lock(record.earlier_id)
        if earlier.phase == Phase.CLOSED:
            operations.move(earlier, Phase.LOOKING_BACK, now=now)
