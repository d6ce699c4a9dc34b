"""Let go what was kept long enough, every day. It is reported on a page, and stands in the log."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from uitkomst.care.operations import rights as operations
from uitkomst.care.retention import cutoffs
from uitkomst.records import audit


def run_retention(*, now: datetime) -> dict[str, int]:
    """How many of each went. A second time that day nothing more goes."""
    today = timezone.localdate(now)
    with transaction.atomic():
        counts, clients = operations.run_retention(cutoffs(now, today, settings.KEEP_CLIENT_YEARS), now=now, today=today)
        detail = ", ".join(f"{name} {number}" for name, number in counts.items() if number) or "nothing"
        audit.record(None, now=now, action="D", event="retention.run", object_type="register", detail=detail, clients=clients)
    return counts
