"""Telephone numbers: as they are kept, and whether a text message can go to one. Strict, and Dutch where no country is told. Pure.

Source: ITU-T E.164 (a number is + and at most 15 digits); the Dutch numbering plan (ACM): mobile numbers begin with 06 1-5 or 06 8.
"""

from __future__ import annotations

import re

_BETWEEN = re.compile(r"[\s().\-/\u2010-\u2015]")
_DUTCH = re.compile(r"(?:(?:\+|00)?31)?0?([1-9]\d{8})")
_ELSEWHERE = re.compile(r"(?:\+|00)([1-9]\d{7,14})")
_MOBILE = re.compile(r"\+316[1-58]\d{7}")


def read_phone(text: str) -> str:
    """The number as it is kept, +31612345678 (E.164); "" when it is none. Without a country it is Dutch, also when the 0 was eaten."""
    digits = _BETWEEN.sub("", text)
    if not digits.isascii():
        return ""
    if found := _DUTCH.fullmatch(digits):
        return f"+31{found[1]}"
    found = _ELSEWHERE.fullmatch(digits)
    return f"+{found[1]}" if found and not found[1].startswith("31") else ""


def mobile(text: str) -> str:
    """The same when it is a Dutch mobile number, to which a text message can go; "" otherwise."""
    number = read_phone(text)
    return number if _MOBILE.fullmatch(number) else ""
