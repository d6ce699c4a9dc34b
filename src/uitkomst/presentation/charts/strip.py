"""The strip: a hundred ticks, as many dark ones as the figure says, the margin as a bracket below; or a scale with a dot."""

from __future__ import annotations

from dataclasses import dataclass

from ..document import Picture
from .canvas import WIDE, Canvas, picture, wrap


@dataclass(frozen=True)
class StripRow:
    """number: as printed; label: what it is; value, lower, upper in the unit of the axis (of 100, or of the scale); None: not shown."""

    number: str
    label: str
    value: float | None
    lower: float | None
    upper: float | None


def strip_picture(key: str, title: str, description: str, rows: list[StripRow]) -> Picture:
    """So many of every hundred, a row for each figure."""
    return picture(key, title, description, lambda canvas: _draw_strips(canvas, rows), WIDE)


def scale_picture(key: str, title: str, description: str, rows: list[StripRow], low: float, high: float) -> Picture:
    """Means on a scale from ``low`` to ``high``."""
    return picture(key, title, description, lambda canvas: _draw_scales(canvas, rows, low, high), WIDE)


def _draw_strips(canvas: Canvas, rows: list[StripRow]) -> float:
    y = 0.0
    for row in rows:
        y = _label(canvas, row, y)
        if row.value is None:
            # No empty track: it would read as nought.
            y += 6
            continue
        canvas.ticks(100, y + 8, "rest")
        canvas.ticks(round(row.value), y + 8, "met")
        _bracket(canvas, row.lower, row.upper, y + 19)
        y += 32
    return y


def _bracket(canvas: Canvas, lower: float | None, upper: float | None, y: float) -> None:
    if lower is None or upper is None:
        return
    # Kept off the edge so that the upright ends stay visible at 0 and 100.
    start, end = max(0.2, lower), min(99.8, upper)
    canvas.line(start, y, end, y, "margin")
    for x in (start, end):
        canvas.line(x, y - 3, x, y + 3, "margin")


def _draw_scales(canvas: Canvas, rows: list[StripRow], low: float, high: float) -> float:
    def place(value: float) -> float:
        return 3 + 94 * (value - low) / (high - low)

    y = 0.0
    for row in rows:
        y = _label(canvas, row, y)
        if row.value is None:
            y += 6
            continue
        canvas.line(place(low), y + 8, place(high), y + 8, "base")
        for step in range(int(low), int(high) + 1):
            canvas.line(place(step), y + 4, place(step), y + 12, "base")
            canvas.text(place(step), y + 26, str(step), "small", "middle")
        if row.lower is not None and row.upper is not None:
            canvas.line(place(row.lower), y + 8, place(row.upper), y + 8, "thick")
        canvas.dot(place(row.value), y + 8, "dot", 3.6)
        y += 40
    return y


def _label(canvas: Canvas, row: StripRow, y: float) -> float:
    first, *more = wrap(row.label, canvas.characters - 4)
    canvas.numbered(y + 13, row.number, first)
    for line in more:
        y += 16
        canvas.text(0, y + 13, line)
    return y + 19
