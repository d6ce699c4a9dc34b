"""Reasons in words: why a unit got its verdict, for scenarios and explanations.

Texts are in reasons.nl.toml and reasons.en.toml by code; a reason that is a code of a code list is told in the words of that list.
"""

from __future__ import annotations

from uitkomst.vocabulary.codes import code_list
from uitkomst.vocabulary.texts import read_texts

# Indicator -> the code list whose codes are its reasons.
_CODES = {"dropout": "end_reason", "able_to_continue": "going_on"}


def reason_word(reason: str, language: str = "nl") -> str:
    """The short word for a reason; a code of a code list is its own word."""
    return _texts(reason, "word", language) or reason


def reason_text(indicator: str, reason: str, language: str = "nl") -> str:
    """The sentence for a reason of this indicator; empty for an empty reason."""
    if text := _texts(reason, "text", language):
        return text
    return code_list(_CODES[indicator]).label(reason, language) if indicator in _CODES and reason else reason


def _texts(reason: str, kind: str, language: str) -> str:
    return str(read_texts("uitkomst.measures", "reasons", language).get(reason, {}).get(kind, ""))
