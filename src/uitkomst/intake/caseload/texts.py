"""What a finding in a caseload means and what to do about it, in the reader's language."""

from __future__ import annotations

from typing import NamedTuple

from uitkomst.vocabulary.texts import read_texts


class CaseText(NamedTuple):
    """``title`` says what was found, ``do`` what becomes of it and what to do."""

    title: str
    do: str


def case_text(code: str, language: str = "nl") -> CaseText:
    """The text of one code: of a finding, a file fault, or a fault in the mapping."""
    text = read_texts("uitkomst.intake.caseload", "texts", language)[code]
    return CaseText(text["title"], text["do"])
