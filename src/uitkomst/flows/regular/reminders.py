"""Remind people of a conversation of what waits for them; once a working day, in the morning."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.utils import timezone

from uitkomst.flows.conversation.remind import may_go, send_reminders


def wanted(now: datetime) -> str:
    """The day, as soon as mail may go."""
    return f"{timezone.localtime(now):%Y-%m-%d}" if may_go(now) else ""


def run(*, now: datetime, on_progress: Callable[[str, int, int], None]) -> None:
    """One round."""
    send_reminders(now=now)
