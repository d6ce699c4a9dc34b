"""The time line of a trajectory: the grades that each informant gave, on one axis of time, with the moments at which goals moved.

A drawing with the same in words under it; both informants side by side, each with a mark of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from uitkomst.flows.care.show_client import ClientShown
from uitkomst.presentation.charts.canvas import Canvas
from uitkomst.web import words
from uitkomst.web.practitioner.naming import informant_name

_TOP, _STEP, _LEFT, _RIGHT = 16, 15, 6.0, 94.0
_LOWEST, _HIGHEST = 1, 10
_MARKS = (("course", "dot"), ("course2", "square"), ("course2", "open"))


@dataclass(frozen=True, slots=True)
class Line:
    """The grades of one informant to the same question, by day."""

    name: str
    question: str
    points: tuple[tuple[date, int], ...]


@dataclass(frozen=True, slots=True)
class Course:
    """The drawing, and each line in words: name, question, days with grades."""

    picture: str
    lines: tuple[Line, ...]


def course_of(shown: ClientShown) -> Course | None:
    """None when nobody gave a grade twice: then there is no course to draw."""
    lines = [line for line in _lines(shown) if len(line.points) > 1]
    if not lines:
        return None
    goals = sorted({view.seen_on for goal in shown.goals for found in goal.views.values() for view in found})
    return Course(_draw(lines, shown.trajectory.start_date, goals), tuple(lines))


def _lines(shown: ClientShown) -> list[Line]:
    """Grades to what is asked more than once (not the question at the end, which is another one)."""
    found: dict[tuple[int, str], list[tuple[date, int]]] = {}
    names: dict[int, str] = {}
    for response in sorted(shown.responses, key=lambda one: one.day):
        informant = response.invitation.informant
        names[informant.pk] = informant_name(informant, shown.trajectory)
        for answer in response.answers:
            if answer.kind == "grade" and isinstance(answer.value, int):
                found.setdefault((informant.pk, answer.text), []).append((response.day, answer.value))
    order = [informant.pk for informant in shown.trajectory.client.informants.all()]
    lines = sorted(found.items(), key=lambda one: order.index(one[0][0]) if one[0][0] in order else len(order))
    return [Line(names[pk], question, tuple(points)) for (pk, question), points in lines]


def _draw(lines: Sequence[Line], start: date, goals: Sequence[date]) -> str:
    days = [day for line in lines for day, _ in line.points]
    first, last = min([start, *days]), max(days)
    span = max((last - first).days, 1)
    canvas = Canvas(None)

    def x(day: date) -> float:
        return _LEFT + (_RIGHT - _LEFT) * (day - first).days / span

    def y(grade: int) -> float:
        return _TOP + (_HIGHEST - grade) * _STEP

    for grade in (_LOWEST, 5, _HIGHEST):
        canvas.line(_LEFT, y(grade), 100, y(grade), "axis")
        canvas.text(0, y(grade) + 4, str(grade), "small")
    for day in goals:
        if first <= day <= last:
            canvas.line(x(day), y(_LOWEST) + 2, x(day), y(_LOWEST) + 9, "base")
    for number, line in enumerate(lines):
        stroke, mark = _MARKS[min(number, len(_MARKS) - 1)]
        for (before, low), (after, high) in zip(line.points, line.points[1:], strict=False):
            canvas.line(x(before), y(low), x(after), y(high), stroke)
        for day, grade in line.points:
            _mark(canvas, mark, x(day), y(grade))
        last_day, last_grade = line.points[-1]
        canvas.text(x(last_day), y(last_grade) - 9, line.name, "label", anchor="end")
    canvas.text(_LEFT, y(_LOWEST) + 24, words.day(first), "small")
    canvas.text(_RIGHT, y(_LOWEST) + 24, words.day(last), "small", anchor="end")
    said = "; ".join(f"{line.name}: {', '.join(f'{grade} ({words.day(day)})' for day, grade in line.points)}" for line in lines)
    return canvas.render("course", y(_LOWEST) + 30, words.text("course.title"), said)


def _mark(canvas: Canvas, mark: str, x: float, y: float) -> None:
    if mark == "square":
        canvas.square(x, y, "dot2")
    else:
        canvas.dot(x, y, "dot" if mark == "dot" else "dot2 open")
