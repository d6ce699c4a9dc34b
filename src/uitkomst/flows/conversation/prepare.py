"""Prepare a conversation: purpose, goals, subjects, period, dates, participants; each party then agrees with all of it.

What changes is numbered: who agreed before agrees anew. When all agree, the figures are asked for and expecting begins.
Source: product.md ("Preparing").
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.utils import timezone

from uitkomst.conversation import operations, queries
from uitkomst.conversation.kinds import LONGEST_TEXT, MOST_INDICATORS, Part, Question, Template
from uitkomst.conversation.states import ENDED, Act, Phase
from uitkomst.conversation.types import Conversation
from uitkomst.flows.conversation.back import LastTime, last_time
from uitkomst.flows.conversation.figures import ask_figures, possible_periods
from uitkomst.flows.conversation.inside import Inside, go_on, look_inside, write_inside
from uitkomst.flows.conversation.show import ConversationShown, shown
from uitkomst.flows.refusals import Refused
from uitkomst.measures.definitions import load_definitions
from uitkomst.organisations.actor import Actor
from uitkomst.vocabulary.typed import clean, number_of

_LONGEST_ALONE = 60


def periods_of(record: Conversation, now: datetime) -> list[str]:
    """The periods that can be chosen for a conversation."""
    parties = [party.organisation for party in record.parties.all()]
    return possible_periods(Template(record.template), record.about, parties, timezone.localdate(now))


def show_preparation(
    *, actor: Actor, now: datetime, conversation_id: UUID | str, language: str = ""
) -> tuple[ConversationShown, list[str], LastTime | None]:
    """The preparation, the periods that can be chosen, and what the conversation before this one left. Raises NotFound, MayNot."""
    with look_inside(actor, conversation_id, now=now, event="shown") as inside:
        return (
            shown(inside, actor, now, language or actor.language),
            periods_of(inside.record, now),
            last_time(inside.record, language or actor.language),
        )


def write_preparation(
    *,
    actor: Actor,
    now: datetime,
    conversation_id: UUID | str,
    typed: Mapping[str, str],
    indicators: Sequence[str],
    preparation: int | None = None,
    read_all: bool = False,
) -> int | None:
    """Keep what all parties share: {purpose, goals, period, until, talk_on, days_alone}. preparation: the number that was read.

    read_all: it is refused as well when nothing is changed but something else was than what was read (who agrees has to have read it).
    The number of what was read with this change in it. Raises NotFound, MayNot, Refused (preparation_changed when somebody else changed
    something in between).
    """
    with write_inside(actor, conversation_id, Act.PREPARE, now=now, event="prepared") as inside:
        fields = _read(inside, typed, indicators, now)
        is_new = any(getattr(inside.record, name) != value for name, value in fields.items())
        if (read_all or (is_new and preparation is not None)) and preparation != inside.record.preparation:
            raise Refused("preparation_changed")
        if operations.change_preparation(inside.record, **fields):
            return int(inside.record.preparation)
        inside.act.unlogged = True
        return preparation


def _read(inside: Inside, typed: Mapping[str, str], indicators: Sequence[str], now: datetime) -> dict[str, Any]:
    known = [d.id for d in load_definitions().values() if not d.context]
    chosen = [one for one in known if one in indicators]
    if len(chosen) > MOST_INDICATORS:
        raise Refused("indicators_most", most=MOST_INDICATORS)
    period = typed.get("period", inside.record.period)
    periods = periods_of(inside.record, now)
    return {
        "purpose": read_text(typed.get("purpose", "")),
        "goals": read_text(typed.get("goals", "")),
        "indicators": chosen,
        "period": period if period in periods else inside.record.period,
        "expect_until": _moment(typed.get("until", ""), now),
        "talk_at": _moment(typed.get("talk_on", ""), now),
        "days_alone": _days(inside, typed.get("days_alone", "")),
    }


def _days(inside: Inside, text: str) -> int:
    """Only the provider that the figures are about shortens its own time alone."""
    before = inside.record.days_alone
    if not text.strip():
        return before
    days = number_of(text)
    if days is None or days > _LONGEST_ALONE:
        raise Refused("days_wrong")
    is_subject = inside.party.part == Part.PROVIDER and inside.party.organisation_id == inside.record.about_id
    if days < before and not is_subject:
        raise Refused("days_of_provider")
    return days


def _moment(text: str, now: datetime) -> datetime | None:
    """The beginning of the day after the one typed is the end of it: 'until and including'."""
    if not text.strip():
        return None
    try:
        day = date.fromisoformat(text.strip())
        moment = timezone.make_aware(datetime.combine(day, time(23, 59)))
    except (ValueError, OverflowError):
        raise Refused("date_wrong", date=text[:20]) from None
    if moment < now or day.year > now.year + 5:
        raise Refused("date_wrong", date=text[:20])
    return moment


def read_text(text: str) -> str:
    """A typed text without what the form adds. Raises Refused (text_too_long)."""
    said = clean(text)
    if len(said) > LONGEST_TEXT:
        raise Refused("text_too_long", most=LONGEST_TEXT)
    return said


def name_participant(*, actor: Actor, now: datetime, conversation_id: UUID | str, name: str, function: str = "") -> None:
    """Somebody takes part for the own party; all agree anew. After preparing a new name is told, not agreed."""
    with write_inside(actor, conversation_id, None, now=now, event="participant_named") as inside:
        if inside.phase in ENDED | {Phase.STOPPED}:
            raise Refused("wrong_phase")
        if not clean(name):
            raise Refused("text_missing")
        operations.add_participant(inside.party.pk, clean(name)[:200], clean(function)[:200], actor=actor, now=inside.now)
        if inside.phase is Phase.PREPARING:
            operations.number_preparation(inside.record)


def end_participant(*, actor: Actor, now: datetime, conversation_id: UUID | str, participant_id: int) -> None:
    """Somebody no longer takes part for the own party (left the organisation, for one); all agree anew. What was written stays."""
    with write_inside(actor, conversation_id, None, now=now, event="participant_left") as inside:
        if not operations.end_participant(participant_id, inside.party.pk, now=inside.now):
            inside.act.unlogged = True
        elif inside.phase is Phase.PREPARING:
            operations.number_preparation(inside.record)


def agree_preparation(*, actor: Actor, now: datetime, conversation_id: UUID | str, preparation: int) -> Phase:
    """Agree with the preparation of this number; when all do, expecting begins. Raises Refused (…_missing, preparation_changed)."""
    with write_inside(actor, conversation_id, Act.AGREE, now=now, event="agreed") as inside:
        record, party = inside.record, inside.party
        if preparation != record.preparation:
            raise Refused("preparation_changed")
        _complete(inside)
        operations.agree(party.pk, preparation, actor=actor, now=now)
        moved = go_on(record.pk, Phase.EXPECTING, now)
        if moved:
            ask_figures(moved, now)
        return Phase.EXPECTING if moved else Phase.PREPARING


def _complete(inside: Inside) -> None:
    """The purpose is there before anything opens, and the day after which nobody waits for who is silent.

    The own party has named its interest and who takes part.
    """
    if not inside.record.purpose:
        raise Refused("purpose_missing")
    if not inside.record.indicators:
        raise Refused("indicators_missing")
    if inside.record.expect_until is None:
        raise Refused("until_missing")
    told = queries.answers(inside.record, (Question.INTEREST,), "")
    if not any(one.party_id == inside.party.pk and one.text for one in told):
        raise Refused("interest_missing")
    if not inside.party.participants.filter(left_at=None).exists():
        raise Refused("participants_missing")
