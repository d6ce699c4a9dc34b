"""The thin picture: a line for each figure, its margin and a dot, on one axis from end to end; the whole's margin as a light band."""

from __future__ import annotations

from dataclasses import dataclass

from ..document import Picture
from .canvas import Canvas, picture, wrap
from .ranges import Range


@dataclass(frozen=True)
class ThinRow:
    """name: "" when there is one row only. hidden: what to print instead of a figure that is not shown."""

    name: str
    own: Range
    whole: Range
    hidden: str


def thin_picture(key: str, title: str, description: str, rows: list[ThinRow], low: float, high: float, width: float) -> Picture:
    """Figures between ``low`` and ``high``, the ends of the axis."""
    return picture(key, title, description, lambda canvas: _draw(canvas, rows, low, high), width)


def _draw(canvas: Canvas, rows: list[ThinRow], low: float, high: float) -> float:
    def at(value: float) -> float:
        return 2 + 96 * (value - low) / (high - low)

    y = 0.0
    for row in rows:
        for line in wrap(row.name, 34) if row.name else []:
            canvas.text(0, y + 11, line, "small")
            y += 14
        y += 9
        canvas.line(at(low), y, at(high), y, "axis")
        if row.whole.lower is not None and row.whole.upper is not None:
            canvas.line(at(row.whole.lower), y, at(row.whole.upper), y, "band")
        if row.own.value is None:
            canvas.text(at(low), y - 3 if not row.name else y + 12, row.hidden, "small")
        if row.own.lower is not None and row.own.upper is not None:
            canvas.line(at(row.own.lower), y, at(row.own.upper), y, "margin")
        if row.own.value is not None:
            canvas.dot(at(row.own.value), y, "dot", 4)
        y += 9 if row.own.value is not None else 22
    canvas.text(at(low), y + 8, f"{low:g}", "small")
    canvas.text(at(high), y + 8, f"{high:g}", "small", "end")
    return y + 13
