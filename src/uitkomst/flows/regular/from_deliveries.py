"""Lay an accepted delivery beside the register of its provider, soon after it was accepted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.utils import timezone

from uitkomst.flows.from_deliveries.compare import compare_all, to_compare


def wanted(now: datetime) -> str:
    """The deliveries, when there are any to compare."""
    return ",".join(str(delivery.pk)[:18] for delivery in to_compare()[:4])


def run(*, now: datetime, on_progress: Callable[[str, int, int], None]) -> None:
    """All that wait."""
    compare_all(now=now, today=timezone.localdate(now))
