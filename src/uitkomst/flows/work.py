"""The worker: takes jobs one after another, keeps their lease while it works, and takes up what another left lying."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from typing import Protocol

from django.db import OperationalError, close_old_connections, connection, transaction
from django.utils import timezone

from uitkomst.flows import regular
from uitkomst.flows.check_received import check_received
from uitkomst.flows.conversation import figures as conversation_figures
from uitkomst.flows.freeze_period import make_snapshot
from uitkomst.protection import CannotProtect
from uitkomst.records import audit, files, jobs, operations
from uitkomst.records.files import DiskFull
from uitkomst.records.states import DeliveryState
from uitkomst.records.types import Job
from uitkomst.vocabulary.problems import Problem

_LOG = logging.getLogger("uitkomst.work")
_RENEW_SECONDS = 15.0
_IDLE_SECONDS = 1.0
_SWEEP_SECONDS = 60.0
_REGULAR_SECONDS = 20.0


class Kind(Protocol):
    """A kind of job: called with the moment, where to tell how far it is, and its own arguments."""

    def __call__(self, *, now: datetime, on_progress: Callable[[str, int, int], None], **arguments: str) -> None: ...


KINDS: dict[str, Kind] = {
    "check_delivery": check_received,  # type: ignore[dict-item]
    "freeze_period": make_snapshot,  # type: ignore[dict-item]
    conversation_figures.JOB: conversation_figures.make_conversation_figures,  # type: ignore[dict-item]
    **regular.kinds(),  # type: ignore[dict-item]
}


def work_once(now: Callable[[], datetime] = timezone.now) -> bool:
    """Do one job. False when there was none."""
    job = jobs.take(now())
    if job is None:
        return False
    with _lease_kept(job):
        _do(job, now)
    return True


def work_on(stop: threading.Event) -> None:
    """Do jobs until asked to stop; a job that has begun is finished."""
    swept = asked = float("-inf")
    while not stop.is_set():
        close_old_connections()
        try:
            if time.monotonic() - swept > _SWEEP_SECONDS:
                swept = time.monotonic()
                files.sweep()
            if time.monotonic() - asked > _REGULAR_SECONDS:
                asked = time.monotonic()
                regular.ask_for_work(timezone.now())
            busy = work_once()
        except Exception:
            _LOG.exception("the worker met an error")
            busy = False
        if not busy:
            stop.wait(_IDLE_SECONDS)
    connection.close()


def _do(job: Job, now: Callable[[], datetime]) -> None:
    try:
        KINDS[job.kind](now=now(), on_progress=lambda *told: jobs.tell(job, *told), **job.arguments)
    except (Problem, CannotProtect) as problem:
        code = problem.code if isinstance(problem, Problem) else "cannot_protect"
        _give_up(job, now(), code, again=False)
    except DiskFull:
        _give_up(job, now(), "disk_full", again=True)
    except Exception as error:
        _LOG.exception("a job went wrong", extra={"details": {"kind": job.kind, "attempt": job.attempts}})
        _give_up(job, now(), type(error).__name__, again=True)
    else:
        jobs.finish(job, now())


def _give_up(job: Job, now: datetime, code: str, *, again: bool) -> None:
    """Try again later; after the last time, say so where people look."""
    with transaction.atomic():
        if not jobs.fail(job, now, code, again=again):
            return
        about = str(next(iter(job.arguments.values()), ""))
        if job.kind == "check_delivery":
            operations.mark_read(about, now=now, state=DeliveryState.REFUSED, reason="unreadable")
        elif job.kind == conversation_figures.JOB:
            conversation_figures.gave_up(about, code)
        elif job.kind == "freeze_period":
            operations.mark_not_frozen(about, code[:40])
        audit.record(
            None, now=now, action="E", event=f"job.{job.kind}", outcome=audit.FAILED, object_type="job", object_id=about, detail=code
        )


@contextmanager
def _lease_kept(job: Job) -> Iterator[None]:
    """Renew the lease now and then, from a thread with its own connection."""
    done = threading.Event()

    def renew() -> None:
        while not done.wait(_RENEW_SECONDS):
            # When the database has no time for it now, the next renewal is still well before the lease runs out.
            with suppress(OperationalError):
                jobs.renew(job, timezone.now())
        connection.close()

    thread = threading.Thread(target=renew, daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
