"""Take over what was filled in on paper, with the day on which it was; the questions are those that stood on the paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from uitkomst.care.types import Invitation
from uitkomst.flows.care import typed as read
from uitkomst.flows.care.act import invitation_act
from uitkomst.flows.care.fill_in import all_shown, fill_in, sheet_of
from uitkomst.flows.quotes.asking import AskedTogether, asked_together
from uitkomst.flows.refusals import Refused
from uitkomst.organisations.actor import Actor
from uitkomst.questionnaires import Shown


@dataclass(frozen=True, slots=True)
class Paper:
    """An invitation with all its questions, to print or to copy. let: what is asked beside own words."""

    invitation: Invitation
    title: str
    language: str
    questions: tuple[Shown, ...]
    let: AskedTogether | None


def show_paper(*, actor: Actor, now: datetime, invitation_id: UUID | str) -> Paper:
    """The questions as they stand on paper. Raises MayNot, NotFound, Refused (answered_already, not_asked_<reason>)."""
    with invitation_act(actor, now, invitation_id, action="R", event="invitation.paper") as (_, invitation):
        _still_open(invitation)
        today = timezone.localdate(now)
        found, language, wording = sheet_of(invitation, today)
        shown, let = tuple(all_shown(found, language, wording)), asked_together(invitation, language, today)
        return Paper(invitation, found.title.say(language, wording), language, shown, let)


def enter_paper(*, actor: Actor, now: datetime, invitation_id: UUID | str, typed: Mapping[str, str]) -> Invitation:
    """Keep and send what stood on the paper; ``on_paper`` is the day. Raises what reading refuses, and paper_day_wrong."""
    with invitation_act(actor, now, invitation_id, action="C", event="answers.from_paper") as (act, invitation):
        _still_open(invitation)
        day = read.needed_day(typed, "on_paper")
        act.detail = day.isoformat()
        _possible(invitation, day, timezone.localdate(now))
        fill_in(invitation, typed, prefix="", now=now, by=actor.person_id, present=False, on_paper=day)
        return invitation


def _still_open(invitation: Invitation) -> None:
    if invitation.answered_at:
        raise Refused("answered_already")
    if invitation.stopped_at:
        raise Refused(f"not_asked_{invitation.stop_reason}")


def _possible(invitation: Invitation, day: date, today: date) -> None:
    if not invitation.trajectory.start_date <= day <= today:
        raise Refused("paper_day_wrong", field="on_paper")
