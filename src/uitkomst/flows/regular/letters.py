"""Send the letters to clients that are due; looked at every minute."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from uitkomst.flows.care.letters import letters_wait, send_letters


def wanted(now: datetime) -> str:
    """The minute, when a letter is due and may go now."""
    return f"{now:%Y-%m-%dT%H:%M}" if letters_wait(now=now) else ""


def run(*, now: datetime, on_progress: Callable[[str, int, int], None]) -> None:
    """One round."""
    send_letters(now=now)
