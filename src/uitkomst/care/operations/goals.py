"""Write goals and how each side sees them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from uitkomst.care.models import Goal, GoalView, Trajectory
from uitkomst.care.states import SCORES, Scale, Side


class NotOnScale(ValueError):
    """A score that this goal's scale does not have."""


def add_goal(trajectory: Trajectory, *, by: int, now: datetime, **fields: Any) -> Goal:
    """A new goal, after the others."""
    position = trajectory.goals.count() + 1
    return Goal.objects.create(trajectory=trajectory, made_by_id=by, made_at=now, position=position, **fields)


def view_goal(
    goal: Goal, side: Side, score: int, *, on: date, now: datetime, by: int | None, informant_id: int | None = None, note: str = ""
) -> GoalView:
    """How one side sees a goal on a day; later that day it may say otherwise. Raises NotOnScale."""
    if score not in SCORES[Scale(goal.scale)]:
        raise NotOnScale(score)
    return GoalView.objects.update_or_create(
        goal=goal, side=side, informant_id=informant_id, seen_on=on,
        defaults={"score": score, "note": note, "entered_by_id": by, "entered_at": now},
    )[0]  # fmt: skip


def drop_goal(goal: Goal, why: str, *, now: datetime) -> None:
    """This is no goal any more; it stays in the history."""
    Goal.objects.filter(pk=goal.pk, dropped_at=None).update(dropped_at=now, dropped_why=why)
