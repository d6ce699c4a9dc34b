"""What a finding means and what to do about it, in the reader's language (texts.*.toml; messages and layouts have their own)."""

from __future__ import annotations

from typing import NamedTuple

from uitkomst.vocabulary.texts import read_texts


class FindingText(NamedTuple):
    """``title`` says what was found, ``means`` what that means, ``do`` what to do."""

    title: str
    means: str
    do: str


def finding_text(code: str, language: str = "nl") -> FindingText:
    """The text of one finding code."""
    found = (read_texts("uitkomst.checks", stem, language) for stem in ("texts", "messages", "layouts"))
    text = next(texts[code] for texts in found if code in texts)
    return FindingText(text["title"], text["means"], text["do"])
