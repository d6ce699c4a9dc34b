"""The range picture: one row per group in order of name or code (never by value), the margin of the whole as a light band."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..document import Picture
from .canvas import Canvas, picture, wrap
from .course import Axis


@dataclass(frozen=True)
class Range:
    value: float | None
    lower: float | None
    upper: float | None


@dataclass(frozen=True)
class RangeRow:
    """name of the group and one range per series; hidden: what to print where a series has no value."""

    name: str
    ranges: tuple[Range, ...]
    hidden: tuple[str, ...]


def range_picture(
    key: str, title: str, description: str, names: list[str], rows: list[RangeRow], whole: tuple[Range, ...], axis: Axis
) -> Picture:
    """names: of the series, printed as a legend when there is more than one."""
    return picture(key, title, description, lambda canvas: _draw(canvas, names, rows, whole, axis))


_MARKERS = (("dot", "dot"), ("square", "dot2"), ("dot", "dot3"), ("square", "dot4"))


def _draw(canvas: Canvas, names: list[str], rows: list[RangeRow], whole: tuple[Range, ...], axis: Axis) -> float:
    def place(value: float) -> float:
        return 2 + 96 * (value - axis.low) / (axis.high - axis.low)

    y = _legend(canvas, names)
    top = y
    y += 14
    bottom = y + len(rows) * (23 + 14 * len(whole))
    for value, text in axis.marks:
        canvas.line(place(value), y, place(value), bottom, "axis")
        anchor = "start" if value == axis.low else "end" if value == axis.high else "middle"
        canvas.text(place(value), top + 10, text, "small", anchor)
    for row in rows:
        canvas.text(0, y + 13, row.name)
        y += 18
        for number, one in enumerate(row.ranges):
            _draw_range(canvas, one, whole[number], row.hidden[number], y + 6, number, place)
            y += 14
        y += 5
    return bottom + 2


def _draw_range(canvas: Canvas, one: Range, whole: Range, hidden: str, y: float, number: int, at: Callable[[float], float]) -> None:
    if whole.lower is not None and whole.upper is not None:
        canvas.line(at(whole.lower), y, at(whole.upper), y, "band")
    if one.value is None:
        canvas.text(2, y + 4, hidden, "small")
        return
    if one.lower is not None and one.upper is not None:
        canvas.line(at(one.lower), y, at(one.upper), y, "margin" if number % 2 == 0 else "margin2")
    _marker(canvas, at(one.value), y, number)


def _legend(canvas: Canvas, names: list[str]) -> float:
    if len(names) < 2:
        return 0.0
    y = 0.0
    for number, name in enumerate(names):
        _marker(canvas, 2, y + 9, number)
        for line in wrap(name):
            canvas.text(2, y + 13, line, "label", dx=9)
            y += 16
    return y + 4


def _marker(canvas: Canvas, x: float, y: float, number: int) -> None:
    shape, css = _MARKERS[number % len(_MARKERS)]
    if shape == "dot":
        canvas.dot(x, y, css, 3.8)
    else:
        canvas.square(x, y, css, 3.3)
