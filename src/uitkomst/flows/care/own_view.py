"""What one informant may see of the own goals and progress: on a letter, or by the own link. Never what another informant said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from uitkomst.care.states import InformantKind, Scale
from uitkomst.care.types import Goal, GoalView, Informant, Trajectory
from uitkomst.flows.care.act import trajectory_act
from uitkomst.flows.refusals import NotFound
from uitkomst.organisations.actor import Actor


@dataclass(frozen=True, slots=True)
class OwnGoal:
    """A goal with the own first and last view, and the practitioner's last; each None when there is none."""

    text: str
    begin: str
    scale: Scale
    first: GoalView | None
    last: GoalView | None
    practitioner: GoalView | None


@dataclass(frozen=True, slots=True)
class OwnGrade:
    """A grade that this informant gave: the question as it was shown, the day, the grade."""

    question: str
    day: date
    grade: int


@dataclass(frozen=True, slots=True)
class OwnView:
    """All that one informant may see."""

    trajectory: Trajectory
    informant: Informant
    goals: tuple[OwnGoal, ...]
    grades: tuple[OwnGrade, ...]


def own_view(trajectory: Trajectory, informant: Informant, *, also_total: bool) -> OwnView:
    """Put together for one informant, from what is known of one trajectory. also_total: with grades that count in the total alone."""
    goals = tuple(_goal(goal, informant) for goal in trajectory.goals.all() if not goal.dropped_at)
    return OwnView(trajectory, informant, goals, tuple(sorted(_grades(trajectory, informant, also_total), key=lambda one: one.day)))


def _goal(goal: Goal, informant: Informant) -> OwnGoal:
    views = list(goal.views.all())
    own = [view for view in views if view.informant_id == informant.pk]
    theirs = [view for view in views if view.side == "practitioner"]
    return OwnGoal(
        goal.text, goal.begin, Scale(goal.scale), own[0] if len(own) > 1 else None, own[-1] if own else None, theirs[-1] if theirs else None
    )


def _grades(trajectory: Trajectory, informant: Informant, also_total: bool) -> list[OwnGrade]:
    found = []
    for invitation in trajectory.invitations.all():
        response = getattr(invitation, "response", None)
        if invitation.informant_id != informant.pk or response is None or response.sent_at is None:
            continue
        day = response.on_paper or timezone.localdate(response.sent_at)
        found += [
            OwnGrade(answer.shown.get("text", ""), day, answer.said["value"])
            for answer in response.answers.all()
            if isinstance(answer.said.get("value"), int) and (also_total or not answer.only_total)
        ]
    return found


def show_letter(*, actor: Actor, now: datetime, trajectory_id: UUID | str, informant_id: str) -> OwnView:
    """A letter to one informant, to print. The practitioner prints it, so answers for the total alone are not in it.

    Raises MayNot, NotFound.
    """
    with trajectory_act(actor, now, trajectory_id, action="R", event="client.letter") as (act, trajectory):
        found = {str(one.pk): one for one in trajectory.client.informants.all()}
        informant = found.get(informant_id) if informant_id else _first(list(found.values()))
        if informant is None:
            raise NotFound
        act.detail = str(informant.kind)
        return own_view(trajectory, informant, also_total=False)


def _first(people: list[Informant]) -> Informant | None:
    return next((one for one in people if one.kind == InformantKind.YOUNG_PERSON), people[0] if people else None)
