"""What somebody typed, before anything is asked of it: the text without what nobody sees, and a number from a form."""

from __future__ import annotations

_LONGEST_NUMBER = 11


def clean(text: str) -> str:
    """The text as it is kept: lines end in one way, nothing around it, and no NUL, which a database does not take."""
    return text.replace("\x00", "").replace("\r\n", "\n").strip()


def one_line(text: str) -> str:
    """The same on one line, with single spaces."""
    return " ".join(clean(text).split())


def number_of(text: str) -> int | None:
    """A whole number without sign from a form, or None: also for digits without end."""
    found = text.strip()
    return int(found) if found.isascii() and found.isdigit() and len(found) <= _LONGEST_NUMBER else None
