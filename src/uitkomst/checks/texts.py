"""What a finding means and what to do about it, in the reader's language (texts.*.toml, and messages.*.toml for messages)."""

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
    texts = read_texts("uitkomst.checks", "texts", language)
    text = texts[code] if code in texts else read_texts("uitkomst.checks", "messages", language)[code]
    return FindingText(text["title"], text["means"], text["do"])
