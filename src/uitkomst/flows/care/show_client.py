"""The page of one client: goals with the views of each side, answers, invitations, what waits and what is planned."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from uitkomst.care import queries
from uitkomst.care.operations import asking
from uitkomst.care.rules import Ask
from uitkomst.care.states import Moment
from uitkomst.care.types import Answer, Client, Goal, GoalView, Informant, Invitation, Trajectory
from uitkomst.flows.care.act import client_id
from uitkomst.flows.care.plan import coming
from uitkomst.flows.care.worklist import ToDo, to_do_of
from uitkomst.flows.one_act import one_act
from uitkomst.flows.refusals import NotFound
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.rights import Right


@dataclass(frozen=True, slots=True)
class GoalShown:
    """A goal with the views of each side in order of time. first, last: per side."""

    goal: Goal
    views: dict[str, list[GoalView]]

    @property
    def sides(self) -> list[tuple[str, GoalView, GoalView]]:
        """Per side: its name, the first view and the last."""
        return [(side, found[0], found[-1]) for side, found in self.views.items()]


@dataclass(frozen=True, slots=True)
class AnswerShown:
    """One answer in words."""

    text: str
    said: str
    is_open: bool
    kind: str
    value: object


@dataclass(frozen=True, slots=True)
class ResponseShown:
    """What one informant answered at one moment.

    some_hidden: there are answers that count in the total only. Not how many or to what: a question that was asked tells what was
    answered to the one before it.
    """

    invitation: Invitation
    day: date
    present: bool
    on_paper: bool
    answers: tuple[AnswerShown, ...]
    some_hidden: bool


@dataclass(frozen=True, slots=True)
class ClientShown:
    """The page of one client: one trajectory in full, the others by name."""

    trajectory: Trajectory
    others: tuple[Trajectory, ...]
    goals: tuple[GoalShown, ...]
    responses: tuple[ResponseShown, ...]
    invitations: tuple[Invitation, ...]
    to_do: tuple[ToDo, ...]
    planned: tuple[tuple[Informant, Ask], ...]


def show_client(*, actor: Actor, now: datetime, trajectory_id: UUID | str, reads: bool = False) -> ClientShown:
    """One trajectory of a client. reads: its answers are on the page, and count as read from now on. Raises MayNot, NotFound."""
    with one_act(actor, Right.CARE, now=now, action="R", event="client.shown", about="trajectory", object_id=trajectory_id) as act:
        trajectory = queries.trajectory(actor, trajectory_id)
        if trajectory is None:
            raise NotFound
        act.clients = [client_id(trajectory.client)]
        responses = [one for invitation in trajectory.invitations.all() if (one := _response(invitation))]
        if reads:
            _read_now(actor, trajectory, now)
        return ClientShown(
            trajectory=trajectory,
            others=tuple(one for one in queries.trajectories_of(actor, trajectory.client) if one.pk != trajectory.pk),
            goals=goals_shown(trajectory),
            responses=tuple(sorted(responses, key=lambda one: one.day, reverse=True)),
            invitations=tuple(trajectory.invitations.all()),
            to_do=tuple(to_do_of(trajectory, timezone.localdate(now))),
            planned=tuple(coming(trajectory, timezone.localdate(now))),
        )


def _read_now(actor: Actor, trajectory: Trajectory, now: datetime) -> None:
    """By the practitioner or who stands in; a look of the team lead leaves them unread."""
    if actor.person_id in (trajectory.practitioner_id, trajectory.stand_in_id):
        asking.mark_read([one for one in queries.unread(actor) if one.response.invitation.trajectory_id == trajectory.pk],
                         by=actor.person_id, now=now)  # fmt: skip


def find_client(*, actor: Actor, now: datetime, number: str) -> UUID:
    """The newest trajectory of the client with this number, for a link from the case file system. Raises MayNot, NotFound."""
    with one_act(actor, Right.CARE, now=now, action="E", event="client.sought", about="client") as act:
        found: Client | None = queries.client_by_number(actor, number)
        trajectories = queries.trajectories_of(actor, found) if found else []
        if found is None or not trajectories:
            raise NotFound
        act.clients = [client_id(found)]
        return (next((one for one in trajectories if not one.closed_at), trajectories[0])).pk


def goals_shown(trajectory: Trajectory) -> tuple[GoalShown, ...]:
    """The goals with the views of each side."""
    return tuple(_goal(goal) for goal in trajectory.goals.all())


def _goal(goal: Goal) -> GoalShown:
    views: dict[str, list[GoalView]] = {}
    for view in goal.views.all():
        key = f"{view.side}-{view.informant_id}" if view.side == "parent" else view.side
        views.setdefault(key, []).append(view)
    return GoalShown(goal, views)


def _response(invitation: Invitation) -> ResponseShown | None:
    response = getattr(invitation, "response", None)
    if response is None or response.sent_at is None:
        return None
    given = list(response.answers.all())
    answers = [_answer(one) for one in given if not one.only_total and one.said.get("absent") != "skipped"]
    day = response.on_paper or timezone.localdate(response.sent_at)
    some_hidden = any(one.only_total for one in given)
    return ResponseShown(invitation, day, response.present, response.on_paper is not None, tuple(answers), some_hidden)


def _answer(answer: Answer) -> AnswerShown:
    """In the words that were shown."""
    shown, value, absent = answer.shown, answer.said.get("value"), answer.said.get("absent", "")
    said = shown.get("options", {}).get(value, value) if value is not None else absent
    kind = "open" if answer.is_open else "choice" if "options" in shown else "grade"
    return AnswerShown(shown.get("text", ""), str(said), answer.is_open, absent or kind, value)


def moments() -> tuple[Moment, ...]:
    """The moments for which somebody can be asked by hand."""
    return (Moment.START, Moment.PROGRESS, Moment.END, Moment.FOLLOW_UP)
