"""What is shown to everybody who follows along, and who has had it on the own device. One row a conversation; polling writes nothing."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import F, Max, Q

from uitkomst.conversation import scope
from uitkomst.conversation.kinds import Question
from uitkomst.conversation.models import Conversation, Followed, Party, Showing
from uitkomst.conversation.states import TOGETHER, Phase
from uitkomst.organisations.actor import Actor

LASTS = timedelta(hours=2)
"""So long after somebody last pointed it ends by itself: nobody forgets a figure on a device."""


@dataclass(frozen=True, slots=True)
class Glance:
    """What a device needs to know of a conversation to see whether anything changed. version: differs when the page would.

    shows: something is shown now. phase: as it is now.
    """

    phase: Phase
    shows: bool
    version: str


def is_over(phase: str, now: datetime, *, begun_in: str, shown_at: datetime, stopped_at: datetime | None) -> bool:
    """Whether what was shown is shown no more: it was stopped, the phase changed, or nobody pointed for a while."""
    return stopped_at is not None or phase != begun_in or Phase(phase) not in TOGETHER or now >= shown_at + LASTS


def shown_now(record: Conversation, now: datetime) -> Showing | None:
    """What is shown to everybody at this moment, or None."""
    found = Showing.objects.select_related("shown_by", "party__organisation").filter(conversation_id=record.pk).first()
    if found is None or is_over(record.phase, now, begun_in=found.phase, shown_at=found.shown_at, stopped_at=found.stopped_at):
        return None
    return found


def point(record: Conversation, party: Party, indicator: str, question: Question | None, *, actor: Actor, now: datetime) -> Showing:
    """Show this from now on. Another subject, or the same after it had ended, is a new turn: what was noted of the last one goes.

    The caller holds the conversation (``operations.lock``), so that of two who point at once the later one stands.
    """
    running = shown_now(record, now)
    found = running or Showing.objects.filter(conversation_id=record.pk).first() or Showing(conversation_id=record.pk)
    if running is None or running.indicator != indicator:
        found.turn += 1
        if found.pk:
            found.followed.all().delete()
    found.indicator, found.question, found.phase = indicator, question or "", record.phase
    found.number += 1
    found.party, found.shown_by_id, found.shown_at, found.stopped_at = party, actor.person_id, now, None
    found.save()
    return found


def stop(showing: Showing, *, now: datetime) -> None:
    """Show nothing any more. number goes on, so that every device hears of it."""
    Showing.objects.filter(pk=showing.pk, number=showing.number).update(stopped_at=now, number=F("number") + 1)
    showing.followed.all().delete()


def had(showing: Showing, actor: Actor) -> set[str]:
    """What of this turn this person has had on the own device: "" is the subject, the rest are releases."""
    mine = showing.followed.filter(person_id=actor.person_id, organisation_id=actor.organisation_id, turn=showing.turn)
    return set(mine.values_list("what", flat=True))


def note(showing: Showing, whats: Collection[str], *, actor: Actor) -> None:
    """This person has it on the own device now."""
    who = {"showing": showing, "person_id": actor.person_id, "organisation_id": actor.organisation_id, "turn": showing.turn}
    Followed.objects.bulk_create([Followed(what=what, **who) for what in whats], ignore_conflicts=True)


def watching(showing: Showing) -> Sequence[tuple[str, str]]:
    """Who has the subject on the own device: (person, organisation), in the order in which they came."""
    found = showing.followed.filter(turn=showing.turn, what="").order_by("pk")
    return list(found.values_list("person__name", "organisation__name"))


def glance(actor: Actor, conversation_id: UUID | str, figures: str, now: datetime) -> Glance | None:
    """What a device asks every few seconds, in one query; None without a part in the conversation. figures: where its releases are.

    Whatever changes the page is in the version: what is pointed at, the phase, who has locked, an agreed date that passed, the figures,
    and the answers to the question that is shown.
    """
    same = Q(parties__answers__indicator=F("showing__indicator"), parties__answers__question=F("showing__question"))
    fields = ("phase", "figures", "expect_until", "showing__number", "showing__phase", "showing__shown_at", "showing__stopped_at")
    try:
        found = scope.conversations(actor).filter(pk=conversation_id)
        found = found.annotate(locked=Max("parties__locked_at"), said=Max("parties__answers__pk", filter=same))
        one = found.values(*fields, "locked", "said").order_by("pk").first()
    except (ValidationError, ValueError):
        return None
    if one is None:
        return None
    shows = one["showing__number"] is not None and not is_over(
        one["phase"], now, begun_in=one["showing__phase"], shown_at=one["showing__shown_at"], stopped_at=one["showing__stopped_at"]
    )
    passed = one["expect_until"] is not None and now >= one["expect_until"]
    told = (one["phase"], shows, *((one["showing__number"], one["figures"], one["locked"], one["said"], passed, figures) if shows else ()))
    return Glance(Phase(one["phase"]), shows, blake2b(repr(told).encode(), digest_size=9).hexdigest())
