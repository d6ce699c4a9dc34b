"""Make the invitations whose moment has come; once a day, early in the morning."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from uitkomst.flows.care.plan import run_plan
from uitkomst.flows.regular import once_a_day

_FROM_HOUR = 5


def wanted(now: datetime) -> str:
    """The day, from five in the morning on."""
    return once_a_day(now, _FROM_HOUR)


def run(*, now: datetime, on_progress: Callable[[str, int, int], None]) -> None:
    """One day."""
    run_plan(now=now)
