"""Let go what was kept long enough, every day, provider by provider. Each provider reads its own report, and it stands in the log."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from uitkomst.care import rights
from uitkomst.care.operations import rights as operations
from uitkomst.care.operations import tries
from uitkomst.care.retention import Cutoffs, cutoffs
from uitkomst.records import audit


def run_retention(*, now: datetime) -> dict[str, int]:
    """How many of each went, of all providers together. A second time that day nothing more goes.

    One transaction a provider: when it goes wrong with one, nothing of that one goes, the others have their turn all the same, and the
    first fault is raised at the end, so that the job is tried again.
    """
    today = timezone.localdate(now)
    bounds = cutoffs(now, today, settings.KEEP_CLIENT_YEARS)
    total, faults = Counter[str](), list[Exception]()
    tries.forget(now)
    for provider_id in rights.providers_with_a_register():
        try:
            total.update(_of_one(provider_id, bounds, now, today))
        except Exception as fault:
            faults.append(fault)
    if faults:
        raise faults[0]
    return dict(total)


def _of_one(provider_id: int, bounds: Cutoffs, now: datetime, today: date) -> dict[str, int]:
    with transaction.atomic():
        counts, clients = operations.run_retention(provider_id, bounds, now=now, today=today)
        detail = ", ".join(f"{name} {number}" for name, number in counts.items() if number) or "nothing"
        audit.record(
            None, now=now, action="D", event="retention.run", object_type="register", object_id=str(provider_id), detail=detail,
            clients=clients,
        )  # fmt: skip
        return counts
