"""The range picture: one row per group in order of name or code (never by value), the margin of the whole as a light band."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..document import Picture
from .canvas import Canvas, picture
from .course import Axis, draw_head, draw_marker


@dataclass(frozen=True)
class Range:
    value: float | None
    lower: float | None
    upper: float | None


@dataclass(frozen=True)
class RangeRow:
    """name of the group and one range per series; hidden: what to print where a series has no value."""

    name: str
    strong: bool
    ranges: tuple[Range, ...]
    hidden: tuple[str, ...]


def range_picture(
    key: str,
    title: str,
    description: str,
    heading: str,
    unit: str,
    names: list[str],
    rows: list[RangeRow],
    whole: tuple[Range, ...],
    axis: Axis,
    width: float,
) -> Picture:
    """heading: printed above, "" for none. unit: of the axis. names: of the series, printed as a legend when there is more than one."""
    return picture(key, title, description, lambda canvas: _draw(canvas, heading, unit, names, rows, whole, axis), width)


def _draw(canvas: Canvas, heading: str, unit: str, names: list[str], rows: list[RangeRow], whole: tuple[Range, ...], axis: Axis) -> float:
    def place(value: float) -> float:
        return 2 + 96 * (value - axis.low) / (axis.high - axis.low)

    y = draw_head(canvas, heading, names)
    if unit:
        canvas.text(0, y + 10, unit, "small")
        y += 13
    top = y
    y += 14
    for value, _ in axis.marks:
        anchor = "start" if value == axis.low else "end" if value == axis.high else "middle"
        canvas.text(place(value), top + 10, f"{value:g}", "small", anchor)
    for row in rows:
        canvas.text(0, y + 13, row.name, "num" if row.strong else "label")
        y += 18
        for number, one in enumerate(row.ranges):
            if one.value is None:
                canvas.text(0, y + 10, row.hidden[number], "small")
            else:
                _draw_range(canvas, one, one.value, whole[number], y + 6, number, axis, place)
            y += 14
        y += 5
    return y + 2


def _draw_range(
    canvas: Canvas, one: Range, value: float, whole: Range, y: float, number: int, axis: Axis, at: Callable[[float], float]
) -> None:
    for mark, _ in axis.marks:
        # Only behind a range, not through the names.
        canvas.line(at(mark), y - 7, at(mark), y + 7, "axis")
    if whole.lower is not None and whole.upper is not None:
        canvas.line(at(whole.lower), y, at(whole.upper), y, "band")
    if one.lower is not None and one.upper is not None:
        canvas.line(at(one.lower), y, at(one.upper), y, "margin" if number % 2 == 0 else "margin2")
    draw_marker(canvas, at(value), y, number)
