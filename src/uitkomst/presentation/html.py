"""Document → one self-contained HTML file: style inline, no script, nothing loaded (said so in its content security policy)."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from .document import Document

TEMPLATES = Path(__file__).parent / "templates"


def render_html(document: Document) -> str:
    """The page as text."""
    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=False)
    style = (TEMPLATES / "mirror.css").read_text(encoding="utf-8")
    page_style = _page_style(document)
    hashes = Markup(" ".join(_hash(text) for text in (style, page_style)))
    return environment.get_template("mirror.html").render(d=document, style=style, page_style=page_style, style_hashes=hashes)


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _page_style(document: Document) -> str:
    """What stands in the margin of every printed page: the banners, the title, the page number."""
    flag = _css_text(" · ".join(document.banners))
    small = "font: 8pt sans-serif; color: #56616a"
    footer = _css_text(" · ".join(f"{name} {value}" for name, value in document.footer[:2]))
    return (
        f"@page {{ @top-left {{ content: {flag}; font: 700 8.5pt sans-serif; color: #20262b }}"
        f" @bottom-left {{ content: {_css_text(document.title)}; {small} }} @bottom-center {{ content: {footer}; {small} }}"
        f" @bottom-right {{ content: {_css_text(document.labels['mirror_page'])} ' ' counter(page); {small} }} }}"
    )


def _css_text(text: str) -> str:
    """A CSS string; anything but letters, digits and spaces is written as its code point, so that no text can end it."""
    return '"' + "".join(c if c.isalnum() or c == " " else f"\\{ord(c):06x} " for c in text) + '"'
