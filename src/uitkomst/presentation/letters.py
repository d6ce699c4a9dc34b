"""A letter on paper: A4, tagged (PDF/UA-1), large type; with a QR code when it has a link."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

import typst

TEMPLATE = Path(__file__).parent / "templates" / "letter.typ"


@dataclass(frozen=True, slots=True)
class Letter:
    """What stands in a letter. code: the QR code as SVG, "" for none; code_text: what the code is, for who cannot see it."""

    language: str
    title: str
    opening: str
    paragraphs: tuple[str, ...]
    closing: str = ""
    link: str = ""
    code: str = ""
    code_text: str = ""


def render_letter(letter: Letter) -> bytes:
    """The PDF's bytes. Raises RuntimeError if the template cannot be set (a fault of ours, not of the data)."""
    return bytes(
        typst.compile(
            TEMPLATE,
            format="pdf",
            ignore_system_fonts=True,
            sys_inputs={"letter": json.dumps(asdict(letter), ensure_ascii=False)},
            pdf_standards=["ua-1"],
        )
    )
