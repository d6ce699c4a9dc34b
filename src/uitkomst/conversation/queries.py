"""Reads of conversations, each cut down to what the actor may reach (``scope``)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Max, Prefetch, QuerySet

from uitkomst.conversation import scope
from uitkomst.conversation.kinds import Part, Question, Template
from uitkomst.conversation.models import (
    Answer,
    Conversation,
    ExpectedLine,
    Explanation,
    ImprovementAction,
    Minutes,
    Participant,
    Party,
    VoiceAgreement,
)
from uitkomst.conversation.permissions import Standing
from uitkomst.conversation.states import ENDED
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.rights import Right


def conversations(actor: Actor, right: Right = Right.SEE_CONVERSATIONS) -> QuerySet[Conversation]:
    """Conversations of the own organisation, the newest first. The parts of minutes, which can be long, come when they are read."""
    found = scope.conversations(actor, right).select_related("about")
    minutes = Minutes.objects.defer("part_a", "part_b").select_related("made_by")
    return found.prefetch_related("parties__organisation", Prefetch("minutes", minutes), "minutes__confirmations")


def conversation(actor: Actor, conversation_id: UUID | str, right: Right = Right.SEE_CONVERSATIONS) -> Conversation | None:
    """One conversation, or None when it is not there or the own organisation has no part in it."""
    try:
        return conversations(actor, right).prefetch_related("parties__participants").filter(pk=conversation_id).first()
    except (ValidationError, ValueError):
        return None


def conversation_for_job(conversation_id: UUID | str) -> Conversation:
    """The conversation that a job works on."""
    return Conversation.objects.select_related("about").prefetch_related("parties__organisation").get(pk=conversation_id)


def party_of(actor: Actor, record: Conversation, right: Right = Right.SEE_CONVERSATIONS) -> Party | None:
    """The party for which this actor speaks in a conversation, of those that came with it."""
    part = scope.own_part(actor, right)
    own = (one for one in record.parties.all() if one.organisation_id == actor.organisation_id and one.part == part)
    return next(own, None) if part else None


def standings(record: Conversation) -> list[Standing]:
    """How far each party is, as ``permissions`` reads it."""
    newest = newest_minutes(record)
    confirmed = {one.party_id for one in newest.confirmations.all()} if newest else set()
    return [Standing(p.pk, p.agreed == record.preparation, p.locked_at, p.pk in confirmed) for p in record.parties.all()]


def newest_minutes(record: Conversation) -> Minutes | None:
    """The newest version of the minutes."""
    return next(iter(sorted(record.minutes.all(), key=lambda one: -one.version)), None)


def last_written(record: Conversation) -> datetime | None:
    """The newest moment of what minutes are made from: what was said, held, agreed, expected, who takes part; also of taking back."""
    own = {"party__conversation": record}
    found = (
        *Answer.objects.filter(**own).aggregate(a=Max("written_at")).values(),
        *ImprovementAction.objects.filter(**own).aggregate(a=Max("written_at"), b=Max("withdrawn_at")).values(),
        *Participant.objects.filter(**own).aggregate(a=Max("named_at"), b=Max("left_at")).values(),
        *record.parties.aggregate(a=Max("locked_at")).values(),
        *Explanation.objects.filter(**own).aggregate(a=Max("written_at"), b=Max("withdrawn_at")).values(),
        *VoiceAgreement.objects.filter(voice__party__conversation=record).aggregate(a=Max("agreed_at")).values(),
    )
    return max((moment for moment in found if moment), default=None)


def is_outdated(record: Conversation, minutes: Minutes) -> bool:
    """Whether something was written or taken back since these minutes were made."""
    last = last_written(record)
    return last is not None and last > minutes.made_at


def expected_of(party_ids: Collection[int]) -> dict[int, dict[str, ExpectedLine]]:
    """What these parties expect, by party and indicator. Whether somebody may read it is for ``permissions``, and is asked before."""
    found: dict[int, dict[str, ExpectedLine]] = {}
    for line in ExpectedLine.objects.filter(party_id__in=party_ids).select_related("written_by"):
        found.setdefault(line.party_id, {})[line.indicator] = line
    return found


def answers(record: Conversation, questions: tuple[Question, ...], indicator: str | None = None) -> list[Answer]:
    """All versions of answers to these questions, oldest first. indicator: "" for the whole talk, None for any."""
    found = Answer.objects.filter(party__conversation=record, question__in=questions)
    if indicator is not None:
        found = found.filter(indicator=indicator)
    return list(found.select_related("party__organisation", "written_by").order_by("party_id", "indicator", "question", "version"))


def actions(record: Conversation) -> list[ImprovementAction]:
    """What was agreed and not taken back, by date."""
    found = ImprovementAction.objects.filter(party__conversation=record, withdrawn_at=None)
    return list(found.select_related("party__organisation", "written_by").prefetch_related("notes__written_by"))


def last_before(template: Template, about_id: int, parties: Collection[tuple[int, Part]]) -> Conversation | None:
    """The conversation to look back on: of those of this kind about the same in which all of these took part, the one closed last.

    parties: (organisation, part): a client council that was not there has not been told what was said.
    """
    for found in Conversation.objects.filter(template=template, about_id=about_id, phase__in=ENDED).order_by("-closed_at"):
        if set(parties) <= {(party.organisation_id, party.part) for party in found.parties.all()}:
            return found
    return None


def explanations(record: Conversation, indicator: str) -> list[Explanation]:
    """What parties hold against a breakdown of one indicator."""
    found = Explanation.objects.filter(party__conversation=record, indicator=indicator, withdrawn_at=None)
    return list(found.select_related("party__organisation", "written_by"))


def conversation_by_id(conversation_id: UUID | str) -> Conversation:
    """A conversation whose reader was judged by that of the one that follows it."""
    return Conversation.objects.select_related("about").prefetch_related("parties__organisation").get(pk=conversation_id)


def actions_due(actor: Actor, until: date, written_after: datetime) -> list[ImprovementAction]:
    """Actions of the own party in closed conversations, due until a day, not done, of which nothing was written after a moment."""
    own = scope.parties(actor, Right.CONVERSE)
    found = ImprovementAction.objects.filter(party__in=own, withdrawn_at=None, before__lte=until, party__conversation__phase__in=ENDED)
    quiet = found.exclude(notes__state="done").exclude(notes__written_at__gte=written_after)
    return list(quiet.select_related("party").order_by("before"))
