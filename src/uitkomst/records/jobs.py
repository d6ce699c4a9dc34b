"""Jobs: long work that is asked once, done once, and taken up again when a worker dies.

A worker holds a job under a lease that it renews; a lease that ran out can be taken by another. What a job writes is written in the
transaction that also checks that the work is still wanted, so doing it again changes nothing.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from uitkomst.records.models import Job
from uitkomst.records.states import JobState

LEASE = timedelta(seconds=60)
MOST_ATTEMPTS = 4


def ask(kind: str, key: str, arguments: dict[str, str], now: datetime, *, again: bool = False) -> Job:
    """Ask for work, once per key: a second time gives the first job. again: one that was given up is tried once more."""
    job, made = Job.objects.get_or_create(key=f"{kind}:{key}", defaults={"kind": kind, "arguments": arguments, "asked_at": now})
    if again and not made:
        Job.objects.filter(pk=job.pk, state=JobState.FAILED).update(state=JobState.WAITING, attempts=0, error="", finished_at=None)
    return job


def take(now: datetime) -> Job | None:
    """Take the oldest job that waits or whose worker is gone, or None. One that killed its worker too often is given up."""
    with transaction.atomic():
        free = Q(state=JobState.WAITING) | Q(state=JobState.RUNNING, leased_until__lt=now)
        job = Job.objects.select_for_update(skip_locked=_can_skip()).filter(free).order_by("asked_at", "pk").first()
        if job is None:
            return None
        if job.attempts > MOST_ATTEMPTS:
            Job.objects.filter(pk=job.pk).update(state=JobState.FAILED, error="worker_died", finished_at=now, leased_until=None)
            return None
        job.attempts += 1
        job.lease = secrets.token_hex(16)
        job.state, job.leased_until = JobState.RUNNING, now + LEASE
        job.save(update_fields=["attempts", "lease", "state", "leased_until"])
        return job


def _can_skip() -> bool:
    from django.db import connection

    return bool(connection.features.has_select_for_update_skip_locked)


def renew(job: Job, now: datetime) -> bool:
    """Keep the lease; False when somebody else has it."""
    return bool(_held(job).update(leased_until=now + LEASE))


def tell(job: Job, stage: str, done: int, total: int) -> None:
    """Say how far the work is."""
    _held(job).update(stage=stage[:40], done=done, total=total)


def finish(job: Job, now: datetime) -> None:
    """The work is done."""
    _held(job).update(state=JobState.DONE, finished_at=now, leased_until=None, error="")


def fail(job: Job, now: datetime, error: str, *, again: bool) -> bool:
    """The work went wrong: try again later, or give it up. Returns whether it was given up."""
    gives_up = not again or job.attempts >= MOST_ATTEMPTS
    state = JobState.FAILED if gives_up else JobState.WAITING
    _held(job).update(state=state, error=error[:60], leased_until=None, finished_at=now if gives_up else None)
    return gives_up


def _held(job: Job) -> QuerySet[Job]:
    return Job.objects.filter(pk=job.pk, lease=job.lease, state=JobState.RUNNING)


def forget_done(kind_start: str, now: datetime) -> int:
    """Remove what was done long ago of work that comes back by itself. Returns how many."""
    return Job.objects.filter(kind__startswith=kind_start, state=JobState.DONE, finished_at__lt=now - timedelta(days=7)).delete()[0]
