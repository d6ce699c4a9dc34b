"""Make the DOCX template of the papers of a conversation (presentation/templates/paper.docx): styles, and where docxtpl puts the texts."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from docx import Document
from docx.shared import Pt, RGBColor

OUT = Path(__file__).parents[1] / "src" / "uitkomst" / "presentation" / "templates" / "paper.docx"
_STYLES = {"h": "Heading 2", "h3": "Heading 3", "li": "List Bullet", "quote": "Quote", "lead": "Subtitle"}


def main() -> None:
    """Write the template."""
    document = Document()
    document.styles["Normal"].font.name, document.styles["Normal"].font.size = "Georgia", Pt(11)
    for name in ("Title", "Heading 2", "Heading 3", "Quote", "Subtitle"):
        font = document.styles[name].font
        font.name, font.color.rgb = "Georgia", RGBColor(0x20, 0x26, 0x2B)
    document.sections[0].header.paragraphs[0].text = "{{ mark }}"
    document.sections[0].footer.paragraphs[0].text = "{{ footer }}"
    document.add_paragraph("{{ title }}", style="Title")
    document.add_paragraph("{{ subtitle }}")
    document.add_paragraph("{%p for b in blocks %}")
    for at, (kind, style) in enumerate(_STYLES.items()):
        document.add_paragraph(f"{{%p {'if' if at == 0 else 'elif'} b.kind == '{kind}' %}}")
        _said(document.add_paragraph(style=style))
    document.add_paragraph("{%p else %}")
    _said(document.add_paragraph())
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p endfor %}")
    properties = document.core_properties
    properties.author, properties.comments = "", ""
    properties.created = properties.modified = datetime(2026, 1, 1, tzinfo=UTC)
    document.save(OUT)


def _said(paragraph: object) -> None:
    paragraph.add_run("{% if b.who %}{{ b.who }}: {% endif %}").bold = True  # type: ignore[attr-defined]
    paragraph.add_run("{{ b.text }}")  # type: ignore[attr-defined]


if __name__ == "__main__":
    main()
