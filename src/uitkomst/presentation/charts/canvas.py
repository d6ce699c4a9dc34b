"""A small SVG canvas: x in percent of the width, y in pixels, so that text keeps its size on a phone and on paper.

Fluid charts are styled by the page; fixed charts (for PDF) carry their own style.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from ..document import Picture
from .style import FIXED_STYLE

WIDE, HALF, THIRD = 560.0, 329.0, 213.0
"""Widths on paper in pixels of 0.68 pt: most of the page, half of it, a third (templates/mirror.typ)."""


class Canvas:
    """Collects shapes; ``width`` None makes a fluid drawing, otherwise x is turned into pixels."""

    def __init__(self, width: float | None) -> None:
        self.width = width
        self._parts: list[str] = []

    @property
    def characters(self) -> int:
        """How many characters of a label fit on one line; a fluid drawing must fit a phone of 320 pixels."""
        return 42 if self.width is None else int(self.width / 6.6)

    def x(self, percent: float) -> str:
        return f"{percent:.2f}%" if self.width is None else f"{percent / 100 * self.width:.2f}"

    def line(self, x1: float, y1: float, x2: float, y2: float, css: str) -> None:
        self._parts.append(f'<line class="{css}" x1="{self.x(x1)}" y1="{y1:g}" x2="{self.x(x2)}" y2="{y2:g}"/>')

    def ticks(self, until: float, y: float, css: str) -> None:
        """``until`` short upright strokes, one per percent, drawn as one dashed line."""
        if until <= 0:
            return
        dash = 'pathLength="{0:g}" stroke-dasharray="0.5 0.5"' if self.width is None else 'stroke-dasharray="{1:.3f} {1:.3f}"'
        dash = dash.format(until, (self.width or 0) / 200)
        self._parts.append(f'<line class="{css}" x1="0" y1="{y:g}" x2="{self.x(until)}" y2="{y:g}" {dash}/>')

    def bar(self, x1: float, x2: float, y: float, height: float, css: str) -> None:
        self._parts.append(f'<rect class="{css}" x="{self.x(x1)}" y="{y:g}" width="{self.x(x2 - x1)}" height="{height:g}"/>')

    def dot(self, x: float, y: float, css: str, radius: float = 4) -> None:
        self._parts.append(f'<circle class="{css}" cx="{self.x(x)}" cy="{y:g}" r="{radius:g}"/>')

    def square(self, x: float, y: float, css: str, half: float = 3.6) -> None:
        place = f'x="{self.x(x)}" y="{y:g}" width="{2 * half:g}" height="{2 * half:g}"'
        self._parts.append(f'<rect class="{css}" {place} transform="translate({-half:g} {-half:g})"/>')

    def text(self, x: float, y: float, text: str, css: str = "label", anchor: str = "start", dx: float = 0) -> None:
        shift = f' dx="{dx:g}"' if dx else ""
        end = "" if anchor == "start" else f' text-anchor="{anchor}"'
        self._parts.append(f'<text class="{css}" x="{self.x(x)}" y="{y:g}"{shift}{end}>{escape(text)}</text>')

    def numbered(self, y: float, number: str, label: str) -> None:
        """A bold number followed by its label."""
        self._parts.append(f'<text class="label" x="0" y="{y:g}"><tspan class="num">{escape(number)}</tspan> {escape(label)}</text>')

    def render(self, key: str, height: float, title: str, description: str) -> str:
        """The finished drawing, named by its title and description."""
        names = f'<title id="{key}-t">{escape(title)}</title><desc id="{key}-d">{escape(description)}</desc>'
        head = f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="{key}-t {key}-d" height="{height:g}"'
        if self.width is None:
            return f'{head} width="100%" class="chart">{names}{"".join(self._parts)}</svg>'
        size = f'width="{self.width:g}" viewBox="0 0 {self.width:g} {height:g}"'
        return f"{head} {size}><style>{FIXED_STYLE}</style>{''.join(self._parts)}</svg>"


def wrap(text: str, width: int) -> list[str]:
    """Lines of at most ``width`` characters: SVG text does not wrap by itself."""
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def picture(key: str, title: str, description: str, draw: Callable[[Canvas], float], width: float = HALF) -> Picture:
    """Draw twice, fluid and fixed. draw: function of a Canvas that returns the height used."""
    fluid, fixed = Canvas(None), Canvas(width)
    drawings = [canvas.render(key, draw(canvas), title, description) for canvas in (fluid, fixed)]
    return Picture(title, description, drawings[0], drawings[1], width)
