"""The whole distribution: a bar per class in the order of the code list, one bar for each informant."""

from __future__ import annotations

from dataclasses import dataclass

from ..document import Picture
from .canvas import Canvas, picture, wrap

_FULL = 66
"""Percent of the width that stands for 100 of 100; the rest is room for the number."""


@dataclass(frozen=True)
class ClassBars:
    """One class: label, and per informant (text at the bar's end, share of 100 or None when not shown)."""

    label: str
    bars: tuple[tuple[str, float | None], ...]


def distribution_picture(key: str, title: str, description: str, rows: list[ClassBars]) -> Picture:
    """Bars of every class, in the given order."""
    return picture(key, title, description, lambda canvas: _draw(canvas, rows))


def _draw(canvas: Canvas, rows: list[ClassBars]) -> float:
    y = 0.0
    for row in rows:
        for line in wrap(row.label, canvas.characters):
            canvas.text(0, y + 13, line)
            y += 16
        for index, (text, value) in enumerate(row.bars):
            if value is not None:
                canvas.bar(0, _FULL, y + 3, 11, "track")
                canvas.bar(0, _FULL * value / 100, y + 3, 11, "bar" if index == 0 else "bar2")
            canvas.text(
                _FULL if value is not None else 0,
                y + 13,
                text,
                "label" if value is not None else "label quiet",
                dx=8 if value is not None else 0,
            )
            y += 16
        y += 8
    return y
