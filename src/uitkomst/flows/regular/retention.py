"""Remove what has been kept long enough; once a day, at night."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.utils import timezone

from uitkomst.flows.client_rights.retention import run_retention

_FROM_HOUR = 2


def wanted(now: datetime) -> str:
    """The day, from two in the morning on."""
    local = timezone.localtime(now)
    return f"{local:%Y-%m-%d}" if local.hour >= _FROM_HOUR else ""


def run(*, now: datetime, on_progress: Callable[[str, int, int], None]) -> None:
    """One day."""
    run_retention(now=now)
