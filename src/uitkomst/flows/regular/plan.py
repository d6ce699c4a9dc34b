"""Make the invitations whose moment has come; once a day, early in the morning."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.utils import timezone

from uitkomst.flows.care.plan import run_plan

_FROM_HOUR = 5


def wanted(now: datetime) -> str:
    """The day, from five in the morning on."""
    local = timezone.localtime(now)
    return f"{local:%Y-%m-%d}" if local.hour >= _FROM_HOUR else ""


def run(*, now: datetime, on_progress: Callable[[str, int, int], None]) -> None:
    """One day."""
    run_plan(now=now)
