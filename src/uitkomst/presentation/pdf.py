"""Document → a tagged PDF (PDF/UA-1) with typst; only fonts that typst brings along are used."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import typst

from .document import Document

TEMPLATE = Path(__file__).parent / "templates" / "mirror.typ"


def render_pdf(document: Document) -> bytes:
    """The PDF's bytes. Raises RuntimeError if the template cannot be set (a fault of ours, not of the data)."""
    return bytes(
        typst.compile(
            TEMPLATE,
            format="pdf",
            ignore_system_fonts=True,
            sys_inputs={"document": json.dumps(asdict(document), ensure_ascii=False)},
            pdf_standards=["ua-1"],
        )
    )
