"""Names on a practitioner's pages: who sees it how, how far a goal is, what an invitation is doing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from uitkomst.care.states import SCORES, Scale
from uitkomst.care.types import Goal, Informant, Invitation, Trajectory
from uitkomst.flows.care.show_client import GoalShown
from uitkomst.flows.care.worklist import ToDo
from uitkomst.flows.quotes.asking import AskedTogether
from uitkomst.questionnaires import Shown
from uitkomst.web import words


@dataclass(frozen=True, slots=True)
class SideRow:
    """How one side sees a goal: its name, the steps of the scale with where it is now and where it was, and in words."""

    name: str
    steps: tuple[str, ...]
    now: str
    first: str
    note: str


@dataclass(frozen=True, slots=True)
class GoalRow:
    """A goal on the page of a client."""

    goal: Goal
    sides: tuple[SideRow, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """A position that can be chosen: the field's value, its words, and what it would look like for this goal."""

    score: int
    text: str
    level: str
    here: bool


def side_names(trajectory: Trajectory) -> dict[str, str]:
    """The names of the sides: the young person, each parent, the practitioner."""
    found = {}
    for informant in trajectory.client.informants.all():
        key = "young_person" if informant.kind == "young_person" else f"parent-{informant.pk}"
        found[key] = informant_name(informant, trajectory)
    return {**found, "practitioner": trajectory.practitioner.name.split()[0]}


def informant_name(informant: Informant, trajectory: Trajectory) -> str:
    """The client by name or number, a parent by name."""
    if informant.kind == "young_person":
        return trajectory.client.name
    return informant.name or words.text("side.parent")


def goal_row(shown: GoalShown, names: Mapping[str, str]) -> GoalRow:
    """A goal with a line for each side that has said something."""
    scale = Scale(shown.goal.scale)
    rows = [
        SideRow(names.get(side, side), _steps(scale, first.score, last.score), position(scale, last.score),
                position(scale, first.score) if first.pk != last.pk and first.score != last.score else "", last.note)
        for side, first, last in sorted(shown.sides, key=lambda one: list(names).index(one[0]) if one[0] in names else 99)
    ]  # fmt: skip
    return GoalRow(shown.goal, tuple(rows))


def _steps(scale: Scale, first: int, last: int) -> tuple[str, ...]:
    return tuple("now" if score == last else "was" if score == first else "" for score in SCORES[scale])


def position(scale: Scale, score: int) -> str:
    """How far: in words."""
    return words.text(f"goal_position.{scale}_{score}".replace("-", "m"))


def choices(goal: Goal, now: int | None) -> list[Choice]:
    """The positions of a goal's scale."""
    scale = Scale(goal.scale)
    return [Choice(score, position(scale, score), goal.levels.get(str(score), ""), score == now) for score in SCORES[scale]]


def invitation_state(invitation: Invitation) -> str:
    """In a few words: answered, stopped and why, unsure, or waiting since."""
    if invitation.answered_at:
        return words.text("asked.answered", day=words.day(invitation.answered_at))
    if invitation.stopped_at:
        return words.text(f"stop_reason.{invitation.stop_reason}")
    states = {message.state for message in invitation.messages.all()}
    for state, code in (("failed", "not_taken"), ("unsure", "unsure")):
        if state in states:
            return words.text(f"asked.{code}")
    if hasattr(invitation, "response"):
        return words.text("asked.begun")
    if "sent" in states or "sending" in states:
        return words.text("asked.sent")
    return words.text(f"asked_ready.{invitation.channel}")


def to_do(item: ToDo) -> dict[str, Any]:
    """One thing that waits, in words."""
    client = item.trajectory.client
    said = {"name": client.name, "day": words.day(item.day) if item.day else "", "days": abs(item.days)}
    code = f"{item.code}_late" if item.code == "close" and item.days < 0 else item.code
    return {
        "code": item.code,
        "item": item,
        "heading": words.text(f"to_do.{code}", **said),
        "text": words.text(f"to_do_text.{code}", **said),
        "button": words.text(f"to_do_button.{item.code}"),
    }


def let_fields(
    found: AskedTogether | None, trajectory: Trajectory, question: Shown, prefix: str, typed: Mapping[str, str]
) -> dict[str, Any]:
    """What is asked beside own words, with what was ticked; {} when nothing is."""
    if found is None or question.kind != "open":
        return {}
    field = f"{prefix}{question.question}"
    return {
        "field": field,
        "asked": found.asked,
        "let": typed.get(f"{field}:let") == "on",
        "parent": typed.get(f"{field}:parent", ""),
        "parents": [(str(one.pk), informant_name(one, trajectory)) for one in found.parents],
        "parent_tick": found.parent_tick,
    }
