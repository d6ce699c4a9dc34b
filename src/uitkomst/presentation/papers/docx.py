"""A paper as DOCX, from the template beside it (made by scripts/make_paper_template.py), so that it can be worked on."""

from __future__ import annotations

from dataclasses import asdict
from io import BytesIO
from pathlib import Path

from docxtpl import DocxTemplate

from .paper import Paper

TEMPLATE = Path(__file__).parent.parent / "templates" / "paper.docx"


def render_paper_docx(paper: Paper) -> bytes:
    """The document's bytes. Texts are escaped: what somebody typed can be no markup."""
    template = DocxTemplate(TEMPLATE)
    template.render(asdict(paper), autoescape=True)
    # Read aloud in its own language.
    template.docx.core_properties.language = paper.language
    template.docx.core_properties.title = paper.title
    made = BytesIO()
    template.save(made)
    return made.getvalue()
