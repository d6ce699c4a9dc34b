"""A paper as a tagged PDF (PDF/UA-1) with typst; only fonts that typst brings along are used."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import typst

from .paper import Paper, Poster

_TEMPLATES = Path(__file__).parent.parent / "templates"


def render_paper_pdf(paper: Paper) -> bytes:
    """The PDF's bytes. Raises RuntimeError if the template cannot be set (a fault of ours)."""
    return _render("paper.typ", asdict(paper))


def render_poster_pdf(poster: Poster) -> bytes:
    """A poster of A4 that can be printed larger."""
    return _render("poster.typ", asdict(poster))


def _render(template: str, data: dict[str, object]) -> bytes:
    return bytes(
        typst.compile(
            _TEMPLATES / template,
            format="pdf",
            ignore_system_fonts=True,
            sys_inputs={"paper": json.dumps(data, ensure_ascii=False)},
            pdf_standards=["ua-1"],
        )
    )
