"""A world for the tests of the application: made once a run, with real files and a real database; what a test changes is undone."""

from __future__ import annotations

import itertools
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test.utils import setup_databases, teardown_databases

from tests import deliveries, personas
from tests.site.mail import mail_server, mailbox  # noqa: F401  fixtures
from tests.site.sms import gateway, sms_server  # noqa: F401  fixtures
from uitkomst.records import files
from uitkomst.vocabulary.verdicts import Audience

NOW = datetime(2025, 3, 3, 9, 30, tzinfo=UTC)
KEY = "a key for tests only, never for real deliveries"


@dataclass
class World:
    """What was made before any test: ids of the releases and deliveries, by persona."""

    deliveries: dict[str, str] = field(default_factory=dict)
    releases: dict[str, str] = field(default_factory=dict)
    region_release: str = ""


def rows(seed: int, number: int = 40, municipality: str = "0632", period: str = "2024-1") -> list[dict[str, str]]:
    """Clients of one provider in one half-year: every second one ended, with answers."""
    found = []
    year, (begin, end) = period[:4], ("08", "11") if period.endswith("2") else ("02", "05")
    for n in range(number):
        ended = n % 2 == 0
        more = (
            {"datum_einde": f"{year}{end}{n % 28 + 1:02d}", "reden_beeindiging": f"0{n % 4 + 1}", "nut_jeugdige": str(n % 5 + 6)}
            if ended
            else {}
        )
        day = f"{year}{begin}{n % 28 + 1:02d}"
        found.append(deliveries.row(bsn=deliveries.bsn(seed * 100 + n + 1), gemeentecode=municipality, datum_aanvang=day, **more))
    return found


def work_all() -> int:
    """Do all jobs that wait; how many there were."""
    from uitkomst.flows.work import work_once

    moments = (NOW + timedelta(minutes=n) for n in itertools.count())
    return sum(1 for _ in iter(lambda: work_once(lambda: next(moments)), False))


def deliver(name: str, path: Path, *, accept: bool = True) -> str:
    """Send a file as a persona, have it read, and accept it."""
    from uitkomst.flows.accept_delivery import accept_delivery
    from uitkomst.flows.receive_delivery import receive_delivery

    who = personas.actor(name)
    delivery = receive_delivery(actor=who, now=NOW, name=path.name, chunks=[path.read_bytes()])
    work_all()
    if accept:
        accept_delivery(actor=who, now=NOW, delivery_id=delivery.pk)
    return str(delivery.pk)


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: Any, django_db_modify_db_settings: None) -> Iterator[None]:
    """The test database, also for tests that commit for themselves (pytest-django makes it only for those that it wraps)."""
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False)
    yield
    with django_db_blocker.unblock():
        teardown_databases(made, verbosity=0)


@pytest.fixture(scope="session")
def _world(django_db_setup: Any, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> World:
    from uitkomst.flows import breakdowns, show_figures
    from uitkomst.flows.freeze_period import freeze_period
    from uitkomst.records.models import SnapshotRecord

    os.environ["UITKOMST_PSEUDONYM_KEY"] = KEY
    settings.DATA_FOLDER = tmp_path_factory.mktemp("data")
    # Protecting takes seconds a grouping: one beside the first is enough here, all of them are tried in test_breakdowns.
    breakdowns.BESIDE[Audience.PARTNER, "region"] = ("sex",)
    folder = tmp_path_factory.mktemp("sent")
    made = World()
    with django_db_blocker.unblock():
        personas.populate()
        for seed, (name, code, place) in enumerate(
            (
                ("quirine", personas.ANKER, personas.WOERDEN),
                ("bram", personas.BRUG, personas.WOERDEN),
                ("carla", personas.CONTOUR, personas.EDE),
            )
        ):
            path = deliveries.write_delivery(folder, code, "2024-1", rows(seed, municipality=place))
            made.deliveries[name] = deliver(name, path)
        for name in ("quirine", "bram", "carla", "hanna"):
            freeze_period(actor=personas.actor(name), now=NOW, period="2024-1")
        work_all()
        assert not list(SnapshotRecord.objects.exclude(state="frozen").values_list("organisation__name", "state", "reason"))
        for name in ("quirine", "bram", "carla", "bianca", "evert"):
            (release,) = show_figures.releases(actor=personas.actor(name), now=NOW)
            made.releases[name] = str(release.id)
        made.region_release = made.releases["bianca"]
    return made


@pytest.fixture(autouse=True)
def _nobody_is_slowed_down() -> None:
    """What was counted for one test (attempts to log in) does not count for the next."""
    cache.clear()


@pytest.fixture
def world(_world: World, db: Any) -> Iterator[World]:
    """The world, in a transaction that is undone after the test; so is what was left in the inbox."""
    yield _world
    for left in files.folder("inbox").iterdir():
        shutil.rmtree(left)


@pytest.fixture
def now() -> datetime:
    """A moment after the world was made."""
    return NOW + timedelta(days=1)


def expect(name: str, release_id: str, now: datetime) -> None:
    """Write and lock an expectation for everything that is asked."""
    from uitkomst.flows import write_expectation as flow

    who = personas.actor(name)
    form = flow.show_form(actor=who, now=now, release_id=release_id)
    lines = [{"indicator": line.indicator, "low": "5", "high": "8", "why": "dat zagen we vorig jaar"} for line in form.lines]
    flow.write_expectation(actor=who, now=now, release_id=release_id, lines=lines)
    flow.lock_expectation(actor=who, now=now, release_id=release_id)
