"""Goals made together, and how each side sees them. A goal is in the client's own words; the views are never merged."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from uitkomst.care.operations import goals as operations
from uitkomst.care.states import SCORES, InformantKind, Scale, Side
from uitkomst.care.types import Goal, Informant, Trajectory
from uitkomst.flows.care import typed as read
from uitkomst.flows.care.act import goal_act, trajectory_act
from uitkomst.flows.refusals import NotFound, Refused
from uitkomst.organisations.actor import Actor

MOST_GOALS = 12
_LEVEL = "level_"


def add_goal(*, actor: Actor, now: datetime, trajectory_id: UUID | str, typed: Mapping[str, str]) -> Goal:
    """A goal of a trajectory. Raises MayNot, NotFound, Refused (typed_…, closed_already, goals_enough)."""
    with trajectory_act(actor, now, trajectory_id, action="C", event="goal.added") as (_, trajectory):
        if trajectory.closed_at:
            raise Refused("closed_already")
        if len(trajectory.goals.all()) >= MOST_GOALS:
            raise Refused("goals_enough", most=MOST_GOALS)
        scale = Scale(read.chosen(typed, "scale", tuple(Scale), Scale.THREE))
        levels = {str(score): read.text(typed, f"{_LEVEL}{score}") for score in SCORES[scale]} if scale is Scale.GAS else {}
        return operations.add_goal(
            trajectory,
            text=read.needed(typed, "text", 400),
            begin=read.text(typed, "begin", 400),
            steps=read.text(typed, "steps", 2000),
            scale=scale,
            levels={score: said for score, said in levels.items() if said},
            by=actor.person_id,
            now=now,
        )


def view_goals(*, actor: Actor, now: datetime, trajectory_id: UUID | str, typed: Mapping[str, str]) -> int:
    """How each side sees each goal now: fields ``<goal>:<side>`` with a score, and ``<goal>:<side>:note``. Returns how many were given.

    A side is practitioner, young_person, or ``parent-<number of the informant>``. Raises MayNot, NotFound, Refused (score_wrong).
    """
    with trajectory_act(actor, now, trajectory_id, action="U", event="goal.viewed") as (act, trajectory):
        given = keep_views(actor, now, trajectory, typed)
        act.detail, act.unlogged = str(given), given == 0
        return given


def keep_views(actor: Actor, now: datetime, trajectory: Trajectory, typed: Mapping[str, str]) -> int:
    """The same inside an act that is there already. Raises Refused (score_wrong, typed_too_long); then the whole act is undone."""
    given = 0
    for goal in trajectory.goals.all():
        for name, (side, informant) in sides_of(trajectory).items():
            if score := typed.get(f"{goal.pk}:{name}", "").strip():
                _view(actor, now, goal, side, informant, score, read.text(typed, f"{goal.pk}:{name}:note", 400))
                given += 1
    return given


def _view(actor: Actor, now: datetime, goal: Goal, side: Side, informant: Informant | None, score: str, note: str) -> None:
    try:
        operations.view_goal(
            goal, side, int(score), on=timezone.localdate(now), now=now, by=actor.person_id, note=note,
            informant_id=informant.pk if informant else None,
        )  # fmt: skip
    except ValueError:
        raise Refused("score_wrong") from None


def sides_of(trajectory: Trajectory) -> dict[str, tuple[Side, Informant | None]]:
    """Whose views there can be, by the name of their fields."""
    found: dict[str, tuple[Side, Informant | None]] = {}
    for informant in trajectory.client.informants.all():
        if informant.kind == InformantKind.YOUNG_PERSON:
            found["young_person"] = (Side.YOUNG_PERSON, informant)
        else:
            found[f"parent-{informant.pk}"] = (Side.PARENT, informant)
    return {**found, "practitioner": (Side.PRACTITIONER, None)}


def drop_goal(*, actor: Actor, now: datetime, goal_id: UUID | str, why: str) -> Trajectory:
    """Both let this goal go. Raises MayNot, NotFound."""
    with goal_act(actor, now, goal_id, action="U", event="goal.dropped") as (_, goal):
        if goal.trajectory.closed_at:
            raise NotFound
        operations.drop_goal(goal, why.strip()[:200], now=now)
        return goal.trajectory
