"""The nightly run over a large register: how many queries a hundred trajectories cost, on an ordinary night and on the first one.

Run in a process of its own, with a folder for the database: ``python -m benchmarks.nightly FOLDER [number]``; prints JSON.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

NUMBER = 100_000
MOST_QUERIES = 2
"""For a hundred trajectories, on any night."""
_DAYS = 90


def measure_night(folder: Path, number: int = NUMBER) -> dict[str, dict[str, float]]:
    """By night: queries for a hundred trajectories, seconds, invitations made."""
    command = [sys.executable, "-m", "benchmarks.nightly", str(folder), str(number)]
    return dict(json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip().splitlines()[-1]))


def _fill(number: int, today: date) -> None:
    """A register in which every ninetieth trajectory is due today, and all others were asked when they began."""
    from django.utils import timezone

    from uitkomst.care.links import new_leave_link
    from uitkomst.care.models import Client, Informant, Trajectory
    from uitkomst.organisations.models import Organisation, Person

    provider = Organisation.objects.create(kind="provider", code="12345678", name="Proef", valid_from=date(2015, 1, 1))
    person = Person.objects.create(email="proef@example.org", name="Proef")
    now = timezone.now()
    clients = [Client(provider=provider, number=f"N-{n}", born="20120315", created_at=now) for n in range(number)]
    Client.objects.bulk_create(clients, batch_size=5000)
    Informant.objects.bulk_create(
        (
            Informant(client=client, kind=kind, name="Proef", email=f"{kind}{n}@example.org", **new_leave_link())
            for n, client in enumerate(clients)
            for kind in ("young_person", "parent")
        ),
        batch_size=5000,
    )
    Trajectory.objects.bulk_create(
        (
            Trajectory(
                client=client, practitioner=person, form_of_help="02", referrer="02", every_months=0, created_at=now,
                start_date=today - timedelta(days=0 if n % _DAYS == 0 else 30),
            )
            for n, client in enumerate(clients)
        ),
        batch_size=5000,
    )  # fmt: skip


@contextmanager
def _counted() -> Iterator[list[int]]:
    from django.db import connection

    count = [0]

    def one(execute: Any, sql: str, parameters: Any, many: bool, context: Any) -> Any:
        count[0] += 1
        return execute(sql, parameters, many, context)

    with connection.execute_wrapper(one):
        yield count


def _night(number: int, now: Any) -> dict[str, float]:
    from uitkomst.flows.care.plan import run_plan

    began = time.perf_counter()
    with _counted() as count:
        made = run_plan(now=now)
    return {"queries": count[0] / number * 100, "seconds": time.perf_counter() - began, "made": made}


def _run(number: int) -> dict[str, dict[str, float]]:
    """First the night on which everybody is asked for the first time, then a day on which every ninetieth begins."""
    from django.utils import timezone

    from uitkomst.care.models import Invitation, Trajectory

    now = timezone.now()
    today = timezone.localdate(now)
    _fill(number, today)
    first = _night(number, now)
    # As if those that began today had not been asked yet.
    Invitation.objects.filter(trajectory__in=Trajectory.objects.filter(start_date=today)).delete()
    return {"first": first, "ordinary": _night(number, now), "nothing": _night(number, now)}


if __name__ == "__main__":
    os.environ |= {
        "UITKOMST_SECRET_KEY": "for the bench only, for the bench only, for the bench only, 0123456789", "UITKOMST_HTTPS": "off",
        "UITKOMST_PSEUDONYM_KEY": "for the bench only, for the bench only, 0123456789", "UITKOMST_DATA": sys.argv[1],
        "DJANGO_SETTINGS_MODULE": "uitkomst.config.settings",
    }  # fmt: skip
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    print(json.dumps(_run(int(sys.argv[2]) if len(sys.argv) > 2 else NUMBER)))
