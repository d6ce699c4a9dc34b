"""How the work goes, in numbers without a person, a client or an organisation in them: for whoever watches the machine."""

from __future__ import annotations

import shutil
from datetime import datetime

from django.conf import settings
from django.db.models import Count, Min

from uitkomst.records.models import AuditHead, Delivery, Job
from uitkomst.records.states import DeliveryState, JobState


def jobs_by_state() -> dict[str, int]:
    """How many jobs are in each state."""
    found = dict(Job.objects.values_list("state").annotate(number=Count("pk")).order_by())
    return {state.value: found.get(state.value, 0) for state in JobState}


def deliveries_by_state() -> dict[str, int]:
    """How many deliveries are in each state."""
    found = dict(Delivery.objects.values_list("state").annotate(number=Count("pk")).order_by())
    return {state.value: found.get(state.value, 0) for state in DeliveryState}


def longest_waiting(now: datetime) -> float:
    """Seconds that the oldest waiting job waits; 0 when none does."""
    oldest = Job.objects.filter(state=JobState.WAITING).aggregate(asked=Min("asked_at"))["asked"]
    return max(0.0, (now - oldest).total_seconds()) if oldest else 0.0


def log_lines() -> int:
    """Lines in the audit log."""
    head = AuditHead.objects.first()
    return int(head.sequence) if head else 0


def free_bytes() -> int:
    """Free room on the disk of the data folder."""
    return shutil.disk_usage(settings.DATA_FOLDER).free
