"""Writes of conversations. Each runs inside the transaction of the flow that calls it, and checks the state that it starts from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max

from uitkomst.conversation.kinds import Part, Question, Template
from uitkomst.conversation.models import (
    Answer,
    Confirmation,
    Conversation,
    ExpectedLine,
    Explanation,
    ImprovementAction,
    Look,
    Minutes,
    Participant,
    Party,
    ProgressNote,
)
from uitkomst.conversation.states import Phase, may_follow
from uitkomst.organisations.actor import Actor


class Changed(Exception):
    """Somebody else wrote in between; ``latest`` is what stands there now."""

    def __init__(self, latest: Answer | None) -> None:
        self.latest = latest
        super().__init__("changed")


class WrongPhase(Exception):
    """The conversation is not (any more) in a phase in which this can be done."""


def lock(conversation_id: UUID | str) -> Conversation:
    """The conversation for the rest of the transaction: whoever else writes what depends on the phase, waits."""
    return Conversation.objects.select_for_update(of=("self",)).get(pk=conversation_id)


def add_conversation(
    actor: Actor, *, now: datetime, template: Template, about_id: int, parties: Sequence[tuple[int, Part]], **fields: Any
) -> Conversation:
    """A conversation with its parties, in preparation."""
    made = Conversation.objects.create(
        template=template, about_id=about_id, started_by_id=actor.person_id, started_at=now, moved_at=now, **fields
    )
    for organisation_id, part in parties:
        Party.objects.create(conversation=made, organisation_id=organisation_id, part=part)
    return made


def change_preparation(record: Conversation, **fields: Any) -> bool:
    """Change what all must agree with; who agreed before has to do so anew. False when nothing changed."""
    if all(getattr(record, name) == value for name, value in fields.items()):
        return False
    for name, value in fields.items():
        setattr(record, name, value)
    record.save(update_fields=list(fields))
    number_preparation(record)
    return True


def number_preparation(record: Conversation) -> None:
    """Something that all must agree with is other than it was: a new number, with which nobody has agreed yet."""
    record.preparation += 1
    record.save(update_fields=["preparation"])


def agree(party_id: int, preparation: int, *, actor: Actor, now: datetime) -> None:
    """A party agrees with the preparation of this number."""
    Party.objects.filter(pk=party_id).update(agreed=preparation, agreed_by_id=actor.person_id, agreed_at=now)


def move(record: Conversation, to: Phase, *, now: datetime) -> None:
    """To another phase. Raises WrongPhase when it cannot follow."""
    if not may_follow(Phase(record.phase), to):
        raise WrongPhase
    record.phase, record.moved_at = to, now
    if to is Phase.CLOSED:
        record.closed_at = now
    record.save(update_fields=["phase", "moved_at", "closed_at"])


def stop(record: Conversation, party_id: int, why: str, *, now: datetime) -> None:
    """A party ends the conversation and says why. Raises WrongPhase when it cannot be stopped any more."""
    move(record, Phase.STOPPED, now=now)
    record.stopped_by_id, record.stopped_why = party_id, why
    record.save(update_fields=["stopped_by", "stopped_why"])


def mark_figures(conversation_id: UUID | str, state: str, reason: str = "") -> None:
    """Where the figures of a conversation are: making, there, or none with the reason."""
    Conversation.objects.filter(pk=conversation_id).update(figures=state, figures_reason=reason[:40])


def add_participant(party_id: int, name: str, function: str, *, actor: Actor, now: datetime) -> Participant:
    """Somebody takes part for a party."""
    return Participant.objects.create(party_id=party_id, name=name, function=function, named_by_id=actor.person_id, named_at=now)


def end_participant(participant_id: int, party_id: int, *, now: datetime) -> bool:
    """Somebody no longer takes part; the name stays in what was written before."""
    return bool(Participant.objects.filter(pk=participant_id, party_id=party_id, left_at=None).update(left_at=now))


def write_expected(party_id: int, lines: Mapping[str, tuple[Decimal | None, Decimal | None, str]], *, actor: Actor, now: datetime) -> bool:
    """Write what a party expects: per indicator (low, high, why). False when it is locked already."""
    if Party.objects.select_for_update(of=("self",)).get(pk=party_id).locked_at:
        return False
    for indicator, (low, high, why) in lines.items():
        ExpectedLine.objects.update_or_create(
            party_id=party_id,
            indicator=indicator,
            defaults={"low": low, "high": high, "why": why, "written_by_id": actor.person_id, "written_at": now},
        )
    return True


def lock_expected(party_id: int, *, actor: Actor, now: datetime) -> bool:
    """From now on what a party expects cannot change. False when it was locked already."""
    return bool(Party.objects.filter(pk=party_id, locked_at=None).update(locked_at=now, locked_by_id=actor.person_id))


def write_answer(
    *, party_id: int, indicator: str, question: Question, text: str, version: int | None, beside: bool, actor: Actor, now: datetime
) -> Answer:
    """A new version of an answer. version: the one that the writer read. beside: keep it beside what somebody else wrote in between.

    Raises Changed when there is a newer one and ``beside`` was not said; nothing is lost either way.
    """
    same = Answer.objects.filter(party_id=party_id, indicator=indicator, question=question)
    newest = same.aggregate(newest=Max("version"))["newest"] or 0
    if version is not None and version != newest and not beside:
        raise Changed(same.filter(version=newest).first())
    try:
        with transaction.atomic():
            return Answer.objects.create(
                party_id=party_id,
                indicator=indicator,
                question=question,
                text=text,
                version=newest + 1,
                beside=beside,
                written_by_id=actor.person_id,
                written_at=now,
            )
    except IntegrityError:
        raise Changed(same.order_by("-version").first()) from None


def add_action(party_id: int, *, actor: Actor, now: datetime, **fields: Any) -> ImprovementAction:
    """An improvement action of a party."""
    return ImprovementAction.objects.create(party_id=party_id, written_by_id=actor.person_id, written_at=now, **fields)


def withdraw_action(action_id: UUID | str, party_id: int, *, now: datetime) -> bool:
    """Take back an action that was not yet confirmed in minutes."""
    return bool(ImprovementAction.objects.filter(pk=action_id, party_id=party_id, withdrawn_at=None).update(withdrawn_at=now))


def add_note(action_id: UUID | str, state: str, text: str, *, actor: Actor, now: datetime) -> ProgressNote:
    """How it goes with an action."""
    return ProgressNote.objects.create(action_id=action_id, state=state, text=text, written_by_id=actor.person_id, written_at=now)


def add_minutes(record: Conversation, *, actor: Actor, now: datetime, **fields: Any) -> Minutes:
    """A new version of the minutes; confirmations of earlier versions do not count for it."""
    newest = Minutes.objects.filter(conversation=record).aggregate(newest=Max("version"))["newest"] or 0
    return Minutes.objects.create(conversation=record, version=newest + 1, made_by_id=actor.person_id, made_at=now, **fields)


def confirm(minutes: Minutes, party_id: int, *, actor: Actor, now: datetime) -> bool:
    """A party confirms this version. False when it had."""
    made = Confirmation.objects.get_or_create(
        minutes=minutes, party_id=party_id, defaults={"confirmed_by_id": actor.person_id, "confirmed_at": now}
    )[1]
    return bool(made)


def note_look(minutes: Minutes, *, actor: Actor, now: datetime) -> None:
    """Somebody opened part B."""
    Look.objects.update_or_create(
        minutes=minutes,
        person_id=actor.person_id,
        organisation_id=actor.organisation_id,
        defaults={"last_at": now},
        create_defaults={"first_at": now, "last_at": now},
    )


def write_poster(record: Conversation, pairs: Sequence[tuple[str, str]]) -> None:
    """What clients said and what we do, at most three pairs."""
    record.poster = [list(pair) for pair in pairs]
    record.save(update_fields=["poster"])


def add_explanation(party_id: int, *, actor: Actor, now: datetime, **fields: Any) -> Explanation:
    """An explanation to be held against a breakdown."""
    return Explanation.objects.create(party_id=party_id, written_by_id=actor.person_id, written_at=now, **fields)


def withdraw_explanation(explanation_id: UUID | str, party_id: int, *, now: datetime) -> bool:
    """Take back an explanation of the own party. False when there is none with that number, or it was taken back already."""
    try:
        return bool(Explanation.objects.filter(pk=explanation_id, party_id=party_id, withdrawn_at=None).update(withdrawn_at=now))
    except (ValidationError, ValueError):
        return False
