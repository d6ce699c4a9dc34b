"""What a finding about a message means for the register; what is not told here is told with the messages (``checks``)."""

from __future__ import annotations

from uitkomst.intake.caseload.texts import CaseText
from uitkomst.vocabulary.texts import read_texts


def message_text(code: str, language: str = "nl") -> CaseText | None:
    """The text of one code; None when it has none here."""
    text = read_texts("uitkomst.intake.from_messages", "texts", language).get(code)
    return CaseText(text["title"], text["do"]) if text else None
