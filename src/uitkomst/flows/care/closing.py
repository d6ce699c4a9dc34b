"""The closing conversation: goals, outcome questions, end reason, what is needed next. Always closable; says what is still missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils import timezone

from uitkomst.care.operations import asking, closing
from uitkomst.care.operations import clients as register
from uitkomst.care.rules import LATE_DAYS
from uitkomst.care.states import TOLD_REASONS, Channel, Moment, StopReason
from uitkomst.care.stops import why_never
from uitkomst.care.types import Informant, Invitation, Trajectory
from uitkomst.flows.care import typed as read
from uitkomst.flows.care.act import trajectory_act
from uitkomst.flows.care.fill_in import all_shown, fill_in, given, sheet_for, sheet_of
from uitkomst.flows.care.goals import keep_views, sides_of
from uitkomst.flows.care.invite_client import ask
from uitkomst.flows.care.show_client import GoalShown, goals_shown
from uitkomst.flows.care.together import asked_elsewhere
from uitkomst.flows.care.ways import message_to
from uitkomst.flows.quotes.asking import AskedTogether, asked_of
from uitkomst.flows.refusals import Refused
from uitkomst.organisations.actor import Actor
from uitkomst.questionnaires import Shown, current_for
from uitkomst.vocabulary.codes import code_list

VIEW_COUNTS_DAYS = 30
"""A view on a goal counts as the one at the end from so many days before the end on."""


@dataclass(frozen=True, slots=True)
class Person:
    """One who can answer at the end. state: answered, waits (was sent a link), stopped, or "" (not asked yet).

    questions: the national ones, to answer here; own_words: the open ones, which may be left; let: what is asked beside these. by: the
    channel of a message for later, None when none can go. why: why this person may not be asked at all.
    """

    informant: Informant
    state: str
    reason: str
    questions: tuple[Shown, ...]
    own_words: tuple[Shown, ...]
    let: AskedTogether | None
    by: Channel | None
    why: str


@dataclass(frozen=True, slots=True)
class Closing:
    """The page of the closing conversation. missing: codes of what is not there yet. elsewhere: another provider asks the questions."""

    trajectory: Trajectory
    goals: tuple[GoalShown, ...]
    people: tuple[Person, ...]
    sides: tuple[str, ...]
    missing: tuple[str, ...]
    elsewhere: bool = False


def show_closing(*, actor: Actor, now: datetime, trajectory_id: UUID | str) -> Closing:
    """What is known and what is missing. Raises MayNot, NotFound."""
    with trajectory_act(actor, now, trajectory_id, action="R", event="closing.shown") as (_, trajectory):
        return _closing(trajectory, timezone.localdate(now))


def close_trajectory(*, actor: Actor, now: datetime, trajectory_id: UUID | str, typed: Mapping[str, str], only_keep: bool = False) -> None:
    """Keep what was filled in, and close (``only_keep``: not yet). Afterwards again, to complete what was missing.

    One act: when a part is refused, nothing of it is kept, not the goals either. Fields: ``end_date``, ``end_reason``, ``what_next``;
    goals as in ``goals.view_goals``; per person ``<number>:<question>``, ``<number>:later`` (a message) or ``<number>:none`` (why
    there is no answer). Raises MayNot, NotFound, Refused.
    """
    with trajectory_act(actor, now, trajectory_id, action="U", event="trajectory.closed") as (act, trajectory):
        today = timezone.localdate(now)
        views = keep_views(actor, now, trajectory, typed)
        for informant in trajectory.client.informants.all():
            _person(trajectory, informant, typed, now, actor.person_id)
        act.detail = f"{'kept' if only_keep else 'closed'}, views on goals {views}"
        _close(actor, trajectory, typed, today, now, only_keep)


def _close(actor: Actor, trajectory: Trajectory, typed: Mapping[str, str], today: date, now: datetime, only_keep: bool) -> None:
    end, reason = read.day(typed, "end_date"), read.chosen(typed, "end_reason", [code.code for code in code_list("end_reason").codes], "")
    next_, start = read.text(typed, "what_next", 2000), trajectory.start_date
    if end and end < start:
        raise Refused("end_before_start", field="end_date")
    if end and end > today:
        raise Refused("end_later", field="end_date")
    if not only_keep and end is None:
        raise Refused("typed_needed", field="end_date")
    if only_keep and not trajectory.closed_at:
        # An end date makes it ended in figures: it is kept when it is closed, not before.
        register.change(
            trajectory.client, trajectory, "trajectory", {"end_reason": reason, "what_next": next_}, by=actor.person_id, now=now
        )
    elif not closing.close(trajectory, end_date=end or today, end_reason=reason, what_next=next_, by=actor.person_id, now=now):
        fields = {"end_date": end or trajectory.end_date, "end_reason": reason, "what_next": next_}
        register.change(trajectory.client, trajectory, "trajectory", fields, by=actor.person_id, now=now)


def _person(trajectory: Trajectory, informant: Informant, typed: Mapping[str, str], now: datetime, by: int) -> None:
    """What was said about one person: answers given here, a message with a link, or why there is no answer."""
    if asked_elsewhere(trajectory, Moment.END):
        return
    prefix = f"{informant.pk}:"
    at_end = _asked_at_end(trajectory, informant, timezone.localdate(now))
    if at_end and at_end.answered_at:
        return
    if given(typed, prefix) and not typed.get(f"{prefix}later"):
        invitation = at_end if at_end and not at_end.stopped_at else ask(trajectory, informant, Moment.END, Channel.TABLET, now=now, by=by)
        fill_in(invitation, typed, prefix=prefix, now=now, by=by, present=True)
    elif typed.get(f"{prefix}later"):
        channel = message_to(informant) or Channel.EMAIL  # when none can go, the refusal says why
        ask(trajectory, informant, Moment.END, channel, now=now, by=by)
    elif (reason := typed.get(f"{prefix}none", "")) in TOLD_REASONS:
        invitation = at_end or ask(trajectory, informant, Moment.END, Channel.PAPER, now=now, by=by)
        asking.stop(invitation, StopReason(reason), now=now)


def _asked_at_end(trajectory: Trajectory, informant: Informant, today: date) -> Invitation | None:
    """The invitation at the end of this person: one that was answered, else one that is open, else the last.

    Not one of long before: then the help seemed to end, and went on (decision D100).
    """
    end = trajectory.end_date or min(today, trajectory.expected_end or today)
    of = [one for one in trajectory.invitations.all() if one.informant_id == informant.pk and one.moment == Moment.END]
    found = [one for one in of if one.due_on >= end - timedelta(days=LATE_DAYS)]
    return min(found, key=lambda one: (one.answered_at is None, one.stopped_at is not None, -one.made_at.timestamp()), default=None)


def _closing(trajectory: Trajectory, today: date) -> Closing:
    people = tuple(_show(trajectory, informant, today) for informant in trajectory.client.informants.all())
    lacking = tuple(missing(trajectory, people, today))
    return Closing(
        trajectory, goals_shown(trajectory), people, tuple(sides_of(trajectory)), lacking, asked_elsewhere(trajectory, Moment.END)
    )


def _show(trajectory: Trajectory, informant: Informant, today: date) -> Person:
    at_end, client = _asked_at_end(trajectory, informant, today), trajectory.client
    state = "" if at_end is None else "answered" if at_end.answered_at else "stopped" if at_end.stopped_at else "waits"
    name = current_for(Moment.END, informant.kind)[0].id
    sheet = sheet_of(at_end, today) if at_end else sheet_for(name, informant.kind, client.born, client.language, today)
    national = tuple(one for one in all_shown(*sheet) if sheet[0].question(one.question).delivery)
    why = why_never(informant)
    here = not (state == "answered" or why)
    shown, own_words = (national, tuple(one for one in all_shown(*sheet) if one.kind == "open")) if here else ((), ())
    let = asked_of(informant, client, sheet[1], today)
    return Person(informant, state, at_end.stop_reason if at_end else "", shown, own_words, let, message_to(informant), why)


def missing(trajectory: Trajectory, people: tuple[Person, ...], today: date) -> list[str]:
    """Codes of what is missing: end_date, end_reason, goals, answers_young_person, answers_parent (unless another provider asks)."""
    found = [] if trajectory.end_date else ["end_date"]
    found += [] if trajectory.end_reason else ["end_reason"]
    end = trajectory.end_date or today
    if any(not _seen_at_end(goal, end) for goal in trajectory.goals.all() if not goal.dropped_at):
        found.append("goals")
    if asked_elsewhere(trajectory, Moment.END):
        return found
    for kind in ("young_person", "parent"):
        of = [person for person in people if person.informant.kind == kind]
        if of and not any(person.state == "answered" or _explained(person) for person in of):
            found.append(f"answers_{kind}")
    return found


def _explained(person: Person) -> bool:
    """Whether it is known why there is no answer; that a link expired explains nothing."""
    return bool(person.why) or (person.state == "stopped" and person.reason != StopReason.EXPIRED)


def _seen_at_end(goal: object, end: date) -> bool:
    return any((end - view.seen_on).days <= VIEW_COUNTS_DAYS for view in goal.views.all())  # type: ignore[attr-defined]
