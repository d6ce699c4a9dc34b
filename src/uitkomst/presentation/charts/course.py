"""The course over half-years: points with their margin, gaps where nothing can be shown, the provisional point open."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ..document import Picture
from .canvas import Canvas, picture, wrap

_TOP, _BOTTOM = 22, 160
_MARKS, _TOUCH = 16, 9
"""Room above the plot for the numbers of marks; so near to each other, in percents of the width, two numbers would touch."""


@dataclass(frozen=True)
class CoursePoint:
    value: float | None
    lower: float | None
    upper: float | None
    provisional: bool


@dataclass(frozen=True)
class CourseLine:
    """One series; ``name`` "" when there is only one. A point per half-year."""

    name: str
    points: tuple[CoursePoint, ...]


@dataclass(frozen=True)
class CourseMark:
    """A moment on the course, with its number. at: in half-years from the left edge of the first."""

    at: float
    number: str


@dataclass(frozen=True)
class Axis:
    """Values from low to high; ``marks`` are the lines drawn with their text."""

    low: float
    high: float
    marks: tuple[tuple[float, str], ...]


def share_axis(highest: float, unit: str) -> Axis:
    """Axis of so many of every 100, from 0 up to the first round number above ``highest``."""
    step = 5 if highest <= 20 else 10 if highest <= 40 else 20
    high = min(100, max(step, math.ceil(highest / step) * step))
    values = range(0, high + 1, step)
    return Axis(0, high, tuple((v, f"{v} {unit}" if v == high else str(v)) for v in values))


def scale_axis(lowest: float, highest: float, first: int, last: int) -> Axis:
    """Axis of a scale from ``first`` to ``last``: what is drawn with a point around it, at least four points wide."""
    low, high = max(first, math.floor(lowest) - 1), min(last, math.ceil(highest) + 1)
    low = max(first, min(low, high - 4))
    high = min(last, max(high, low + 4))
    return Axis(low, high, tuple((v, str(v)) for v in range(low, high + 1)))


def course_picture(
    key: str,
    title: str,
    description: str,
    halves: list[tuple[int, int]],
    lines: list[CourseLine],
    axis: Axis,
    heading: str,
    width: float,
    marks: Sequence[CourseMark] = (),
) -> Picture:
    """halves: year and half of every point. heading: printed above the plot, "" for none. marks: upright lines with a number."""
    return picture(key, title, description, lambda canvas: _draw(canvas, halves, lines, axis, heading, marks), width)


def _draw(
    canvas: Canvas, halves: list[tuple[int, int]], lines: list[CourseLine], axis: Axis, heading: str, marks: Sequence[CourseMark]
) -> float:
    top = draw_head(canvas, heading, [line.name for line in lines]) + _TOP + (_MARKS if marks else 0)
    height = _BOTTOM - _TOP

    def down(value: float) -> float:
        return top + height * (1 - (value - axis.low) / (axis.high - axis.low))

    def across(index: int, line: int) -> float:
        shift = 0.0 if len(lines) == 1 else (line - (len(lines) - 1) / 2) * 3
        return 12 + 84 * (index + 0.5) / len(halves) + shift

    for value, text in axis.marks:
        canvas.line(0, down(value), 100, down(value), "base" if value == axis.low else "axis")
        canvas.text(0, down(value) - 3, text, "small")
    _draw_marks(canvas, marks, len(halves), top, top + height)
    for number, line in enumerate(lines):
        _draw_line(canvas, [across(i, number) for i in range(len(halves))], line, down, top + height, number)
    return _half_year_labels(canvas, halves, top + height)


def _draw_marks(canvas: Canvas, marks: Sequence[CourseMark], halves: int, top: float, base: float) -> None:
    """Numbers that would touch stand in two rows."""
    before, low = -100.0, False
    for mark in marks:
        x = 12 + 84 * mark.at / halves
        low = x - before < _TOUCH and not low
        canvas.line(x, top - 14 + (11 if low else 0), x, base, "moment")
        canvas.text(x, top - 17 + (11 if low else 0), mark.number, "num", "middle")
        before = x


def draw_head(canvas: Canvas, heading: str, names: list[str]) -> float:
    """Heading and, with more than one series, what each mark stands for. Returns the height used."""
    y = 0.0
    for text in wrap(heading, 34) if heading else []:
        canvas.text(0, y + 13, text, "num")
        y += 16
    if len(names) > 1:
        for number, name in enumerate(names):
            draw_marker(canvas, 2 + 34 * number, y + 9, number)
            canvas.text(2 + 34 * number, y + 13, name, "label", dx=9)
        y += 18
    return y


def _draw_line(canvas: Canvas, xs: list[float], line: CourseLine, down: Callable[[float], float], base: float, number: int) -> None:
    for index in range(1, len(xs)):
        before, here = line.points[index - 1], line.points[index]
        if before.value is not None and here.value is not None:
            canvas.line(xs[index - 1], down(before.value), xs[index], down(here.value), "course" if number == 0 else "course2")
    for x, point in zip(xs, line.points, strict=True):
        if point.value is None:
            canvas.text(x, base - 4, "–", "small", "middle")
            continue
        if point.lower is not None and point.upper is not None:
            canvas.line(x, down(point.lower), x, down(point.upper), "margin" if number == 0 else "margin2")
        draw_marker(canvas, x, down(point.value), number, point.provisional)


def draw_marker(canvas: Canvas, x: float, y: float, number: int, is_open: bool = False) -> None:
    """A dot for the first series, a square for the second; open when provisional."""
    if number == 0:
        canvas.dot(x, y, "dot open" if is_open else "dot")
    else:
        canvas.square(x, y, "dot2 open" if is_open else "dot2")


def _half_year_labels(canvas: Canvas, halves: list[tuple[int, int]], y: float) -> float:
    for index, (year, half) in enumerate(halves):
        x = 12 + 84 * (index + 0.5) / len(halves)
        canvas.text(x, y + 15, str(half), "small", "middle")
        pair = index + 1 < len(halves) and halves[index + 1][0] == year
        if half == 1 or index == 0:
            canvas.text(x + (42 / len(halves) if pair else 0), y + 29, str(year), "small", "middle")
    return y + 34
