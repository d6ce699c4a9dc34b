"""The list of a practitioner: unread answers first, then who waits for what. Never counted per colleague."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from uitkomst.care import queries
from uitkomst.care.rules import off_track
from uitkomst.care.states import MessageState, Scale
from uitkomst.care.types import Answer, Goal, Invitation, Trajectory
from uitkomst.flows.care.act import client_id
from uitkomst.flows.one_act import one_act
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.rights import Right
from uitkomst.vocabulary.channels import way

SOON = timedelta(days=21)
MOST_CLOSED = 30
"""How many of those whose help ended stand on the list."""


@dataclass(frozen=True, slots=True)
class ToDo:
    """One thing that waits for a trajectory. code: close, complete, unread, hand_over, unsure, not_taken, no_goals, off_track, waits."""

    code: str
    trajectory: Trajectory
    day: date | None = None
    days: int = 0
    object_id: str = ""


@dataclass(frozen=True, slots=True)
class Worklist:
    """What waits, the most pressing first, all clients by name, and those whose help ended last. Never counted per colleague."""

    unread: tuple[ToDo, ...]
    waiting: tuple[ToDo, ...]
    running: tuple[Trajectory, ...]
    closed: tuple[Trajectory, ...]


def show_worklist(*, actor: Actor, now: datetime) -> Worklist:
    """Who waits for what, over the trajectories of this actor. Raises MayNot."""
    with one_act(actor, Right.CARE, now=now, action="R", event="clients.listed", about="client") as act:
        today = timezone.localdate(now)
        found, closed = queries.with_work(actor), queries.closed(actor, MOST_CLOSED)
        waiting = [item for one in found for item in (*_while_running(one, today), *_asked(one, today))]
        waiting += [item for one in queries.to_complete(actor) for item in _to_complete(one)]
        waiting.sort(key=lambda item: (_ORDER.index(item.code), item.day or today))
        unread = _unread(queries.unread(actor), today)
        running = sorted((one for one in found if not one.closed_at), key=lambda one: (one.client.name.lower(), one.start_date))
        seen = (*running, *closed, *(item.trajectory for item in (*unread, *waiting)))
        act.clients = sorted({client_id(one.client) for one in seen})
        return Worklist(tuple(unread), tuple(waiting), tuple(running), tuple(closed))


_ORDER = ("close", "complete", "hand_over", "unsure", "not_taken", "no_goals", "off_track", "waits")


def to_do_of(trajectory: Trajectory, today: date) -> Iterable[ToDo]:
    """What waits for one trajectory, apart from unread answers."""
    yield from _to_complete(trajectory)
    yield from _while_running(trajectory, today)
    yield from _asked(trajectory, today)


def _to_complete(trajectory: Trajectory) -> Iterable[ToDo]:
    if trajectory.closed_at and not trajectory.end_reason:
        yield ToDo("complete", trajectory, trajectory.end_date)


def _asked(trajectory: Trajectory, today: date) -> Iterable[ToDo]:
    for invitation in trajectory.invitations.all():
        yield from _invitation(invitation, trajectory, today)


def _while_running(trajectory: Trajectory, today: date) -> Iterable[ToDo]:
    if trajectory.closed_at:
        return
    goals = [goal for goal in trajectory.goals.all() if not goal.dropped_at]
    end = trajectory.end_date or trajectory.expected_end  # an end that the caseload file told of is still to be closed together
    if end and end <= today + SOON:
        yield ToDo("close", trajectory, end, (end - today).days)
    elif not goals and (today - trajectory.start_date).days >= SOON.days:
        yield ToDo("no_goals", trajectory, trajectory.start_date, (today - trajectory.start_date).days)
    elif goals and off_track([course for goal in goals for course in _courses(goal)], _begun(trajectory, goals), today):
        yield ToDo("off_track", trajectory, trajectory.start_date)


def _begun(trajectory: Trajectory, goals: list[Goal]) -> date:
    """From when on something could move: a goal that was made lately did not stand still all the while."""
    return max(trajectory.start_date, min(timezone.localdate(goal.made_at) for goal in goals))


def _courses(goal: Goal) -> list[tuple[Scale, list[tuple[date, int]]]]:
    """The client's side when there is one, else the practitioner's; the same side throughout, and two parents apart."""
    views = list(goal.views.all())
    for side in ("young_person", "parent", "practitioner"):
        of = [view for view in views if view.side == side]
        if of:
            people = dict.fromkeys(view.informant_id for view in of)
            return [(Scale(goal.scale), [(view.seen_on, view.score) for view in of if view.informant_id == one]) for one in people]
    return [(Scale(goal.scale), [])]


def _invitation(invitation: Invitation, trajectory: Trajectory, today: date) -> Iterable[ToDo]:
    if invitation.answered_at or invitation.stopped_at:
        return
    states = {message.state for message in invitation.messages.all()}
    days = (today - invitation.due_on).days
    if not way(invitation.channel).by_itself:
        yield ToDo("hand_over", trajectory, invitation.due_on, days, str(invitation.pk))
    elif MessageState.FAILED in states:
        yield ToDo("not_taken", trajectory, invitation.due_on, days, str(invitation.pk))
    elif MessageState.UNSURE in states:
        yield ToDo("unsure", trajectory, invitation.due_on, days, str(invitation.pk))
    elif days >= 0:
        yield ToDo("waits", trajectory, invitation.due_on, days, str(invitation.pk))


def _unread(answers: list[Answer], today: date) -> list[ToDo]:
    """One line a response, the oldest first."""
    found: dict[int, ToDo] = {}
    for answer in answers:
        trajectory = answer.response.invitation.trajectory
        day = timezone.localdate(answer.response.sent_at)
        found.setdefault(answer.response_id, ToDo("unread", trajectory, day, (today - day).days))
    return list(found.values())
