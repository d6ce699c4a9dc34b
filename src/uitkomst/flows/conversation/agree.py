"""Agree on improvement actions, follow them, and go from step to step. Source: product.md ("Agreeing")."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from uitkomst.conversation import operations, queries
from uitkomst.conversation.states import AFTER, BY_ITSELF, Act, Phase
from uitkomst.flows.conversation.figures import are_newer, ask_figures
from uitkomst.flows.conversation.inside import move_to, what_stands_in_the_way, write_inside
from uitkomst.flows.conversation.prepare import read_text
from uitkomst.flows.refusals import Refused
from uitkomst.organisations.actor import Actor


def write_action(*, actor: Actor, now: datetime, conversation_id: UUID | str, typed: Mapping[str, str], indicator: str = "") -> None:
    """An action of the own party: {who, what, before, notice, practice, number}. Raises Refused (action_incomplete, date_wrong)."""
    with write_inside(actor, conversation_id, Act.PROPOSE, now=now, event="action_agreed") as inside:
        fields = {name: read_text(typed.get(name, "")) for name in ("who", "what", "notice", "practice", "number")}
        if not (fields["who"] and fields["what"] and fields["notice"] and typed.get("before", "").strip()):
            raise Refused("action_incomplete")
        fields["who"], fields["number"] = fields["who"][:200], fields["number"][:200]
        about = indicator if indicator in inside.record.indicators else ""
        operations.add_action(inside.party.pk, actor=actor, now=inside.now, indicator=about, before=_day(typed["before"], now), **fields)


def _day(text: str, now: datetime) -> date:
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        raise Refused("date_wrong", date=text[:20]) from None
    if day < timezone.localdate(now) or day.year > now.year + 5:
        raise Refused("date_wrong", date=text[:20])
    return day


def withdraw_action(*, actor: Actor, now: datetime, conversation_id: UUID | str, action_id: UUID | str) -> None:
    """Take back an action of the own party. Raises Refused (not_your_action)."""
    with write_inside(actor, conversation_id, Act.PROPOSE, now=now, event="action_withdrawn") as inside:
        if not operations.withdraw_action(action_id, inside.party.pk, now=inside.now):
            raise Refused("not_your_action")


def write_note(*, actor: Actor, now: datetime, conversation_id: UUID | str, action_id: UUID | str, state: str, text: str) -> None:
    """How it goes with an action of the own party. Raises Refused (not_your_action, text_missing)."""
    with write_inside(actor, conversation_id, Act.FOLLOW, now=now, event="action_followed") as inside:
        own = {str(one.pk) for one in queries.actions(inside.record) if one.party_id == inside.party.pk}
        if str(action_id) not in own:
            raise Refused("not_your_action")
        if not text.strip():
            raise Refused("text_missing")
        kept = state if state in ("going", "done", "changed") else "going"
        operations.add_note(action_id, kept, read_text(text), actor=actor, now=now)


def move_conversation(*, actor: Actor, now: datetime, conversation_id: UUID | str, to: Phase) -> None:
    """Go on to a step, or back to one; to end it is ``stop``. Raises Refused (wrong_move, not_in, alone, own_expectation)."""
    with write_inside(actor, conversation_id, None, now=now, event="moved") as inside:
        inside.act.detail = f"{inside.phase} {to}"
        if inside.phase is to:
            inside.act.unlogged = True
            return
        if (inside.phase, to) in BY_ITSELF or to is Phase.STOPPED:
            raise Refused("wrong_move")
        if inside.phase in AFTER and inside.mine.locked_at is None:
            raise Refused("own_expectation")
        if refused := what_stands_in_the_way(inside.record, to, now):
            raise refused
        move_to(inside.record, to, now)


def renew_figures(*, actor: Actor, now: datetime, conversation_id: UUID | str) -> None:
    """Ask for the figures anew after newer deliveries; those that were looked at first stay beside them. Raises Refused (nothing_newer)."""
    with write_inside(actor, conversation_id, Act.RENEW, now=now, event="figures_renewed") as inside:
        if not are_newer(inside.record, now):
            raise Refused("nothing_newer")
        ask_figures(inside.record, now)
