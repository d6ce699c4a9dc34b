"""Own goals and progress in words, for the letter and for the page behind the own link."""

from __future__ import annotations

from uitkomst.flows.care.own_view import OwnView
from uitkomst.web.practitioner.naming import position


def goal_lines(shown: OwnView) -> list[dict[str, object]]:
    """Each goal with where it was and is in the own view, and the practitioner's."""
    return [
        {
            "text": goal.text,
            "begin": goal.begin,
            "first": position(goal.scale, goal.first.score) if goal.first else "",
            "last": position(goal.scale, goal.last.score) if goal.last else "",
            "day": goal.last.seen_on if goal.last else None,
            "practitioner": position(goal.scale, goal.practitioner.score) if goal.practitioner else "",
        }
        for goal in shown.goals
    ]


def grade_lines(shown: OwnView) -> list[tuple[str, list[tuple[object, int]]]]:
    """Per question the grades by day."""
    found: dict[str, list[tuple[object, int]]] = {}
    for grade in shown.grades:
        found.setdefault(grade.question, []).append((grade.day, grade.grade))
    return list(found.items())
