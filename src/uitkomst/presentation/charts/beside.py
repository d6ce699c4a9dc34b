"""Figure and expectations on one axis: what each party expected as a short line, then the figure with its margin below them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..document import Picture
from .canvas import Canvas, picture, wrap
from .course import Axis
from .ranges import Range

_LONG = 6


@dataclass(frozen=True)
class BesideRow:
    """low to high is what was expected (the same twice for one number); or figure is what was found. hidden: instead of a figure."""

    name: str
    low: float | None = None
    high: float | None = None
    figure: Range | None = None
    hidden: str = ""


def beside_picture(key: str, title: str, description: str, rows: list[BesideRow], axis: Axis, width: float) -> Picture:
    """Rows in the order of the parties, the figures last."""
    return picture(key, title, description, lambda canvas: _draw(canvas, rows, axis), width)


def _draw(canvas: Canvas, rows: list[BesideRow], axis: Axis) -> float:
    def at(value: float) -> float:
        return 2 + 96 * (min(max(value, axis.low), axis.high) - axis.low) / (axis.high - axis.low)

    y = 12.0
    # On a phone the last label ("100 van de 100") needs the room of the one before it; the lines of both stay.
    labels = [*axis.marks[:-2], axis.marks[-1]] if canvas.width is None and len(axis.marks[-1][1]) > _LONG else axis.marks
    for value, said in labels:
        anchor = "start" if value == axis.low else "end" if value == axis.high else "middle"
        canvas.text(at(value), y, said, "small", anchor)
    y += 6
    for row in rows:
        for line in wrap(row.name, canvas.characters):
            canvas.text(0, y + 14, line, "num" if row.figure else "label")
            y += 15
        y += 10
        for value, _ in axis.marks:
            canvas.line(at(value), y - 6, at(value), y + 6, "axis")
        _draw_row(canvas, row, y, at)
        y += 8
    return y + 4


def _draw_row(canvas: Canvas, row: BesideRow, y: float, at: Callable[[float], float]) -> None:
    if row.figure is None:
        low, high = (row.low if row.low is not None else row.high), (row.high if row.high is not None else row.low)
        if low is None or high is None:
            canvas.text(0, y + 4, row.hidden, "small")
            return
        canvas.line(at(low), y, max(at(high), at(low) + 0.01), y, "margin2")
        for end in {low, high}:
            canvas.line(at(end), y - 5, at(end), y + 5, "margin2")
        return
    if row.figure.value is None:
        canvas.text(0, y + 4, row.hidden, "small")
        return
    if row.figure.lower is not None and row.figure.upper is not None:
        canvas.line(at(row.figure.lower), y, at(row.figure.upper), y, "margin")
    canvas.dot(at(row.figure.value), y, "dot", 4.5)
