"""Remove what has been kept long enough; once a day, at night."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from uitkomst.flows.client_rights.retention import run_retention
from uitkomst.flows.regular import once_a_day

_FROM_HOUR = 2


def wanted(now: datetime) -> str:
    """The day, from two in the morning on."""
    return once_a_day(now, _FROM_HOUR)


def run(*, now: datetime, on_progress: Callable[[str, int, int], None]) -> None:
    """One day."""
    run_retention(now=now)
