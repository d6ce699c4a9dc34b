"""Several people and workers at once, on a database that really commits: nothing twice, nothing lost, the chain stays whole."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tests import caseloads, deliveries, personas
from tests.personas import actor
from tests.site.conftest import NOW, World, deliver, rows
from uitkomst.care.models import CaseloadFile, CaseloadMapping, Client
from uitkomst.flows.accept_delivery import accept_delivery, withdraw_delivery
from uitkomst.flows.caseload.accept_caseload import accept_caseload
from uitkomst.flows.caseload.read_nightly import read_nightly
from uitkomst.flows.caseload.receive_caseload import receive_caseload
from uitkomst.flows.receive_delivery import receive_delivery
from uitkomst.flows.refusals import Refused
from uitkomst.records import audit, jobs
from uitkomst.records.models import Delivery, Job


@pytest.fixture
def committed(_world: World, django_db_blocker: Any) -> Iterator[World]:
    """The world without a transaction around the test: what is done here stays, so each test puts back what others count."""
    with django_db_blocker.unblock():
        yield _world


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Do these at the same moment, each in a thread with a connection of its own; what each gave or raised."""
    gate = threading.Barrier(len(acts))
    results: list[Any] = [None] * len(acts)

    def run(place: int, act: Callable[[], Any]) -> None:
        gate.wait()
        try:
            results[place] = act()
        except Exception as error:
            results[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place, act)) for place, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_lines_of_many_at_once_make_one_chain(committed: World) -> None:
    before = audit.verify().events

    def write() -> None:
        for _ in range(5):
            audit.record(actor("quirine"), now=NOW, action="R", event="test.at_once")

    assert at_once(*[write] * 6) == [None] * 6
    chain = audit.verify()
    assert (chain.ok, chain.events) == (True, before + 30)


def test_of_two_who_accept_at_once_one_is_told_the_other_was_first(committed: World, tmp_path: Path) -> None:
    path = deliveries.write_delivery(tmp_path, personas.ANKER, "2022-2", rows(5, period="2022-2"))
    delivery_id = deliver("quirine", path, accept=False)
    try:
        results = at_once(*[lambda: accept_delivery(actor=actor("quirine"), now=NOW, delivery_id=delivery_id)] * 3)
        assert sum(isinstance(result, Delivery) for result in results) == 1
        assert {result.code for result in results if isinstance(result, Refused)} == {"wrong_state_accepted"}
    finally:
        withdraw_delivery(actor=actor("quirine"), now=NOW, delivery_id=delivery_id)


def test_the_same_file_sent_three_times_at_once_is_one_delivery(committed: World, tmp_path: Path) -> None:
    path = deliveries.write_delivery(tmp_path, personas.ANKER, "2022-1", rows(6, period="2022-1"))
    results = at_once(*[lambda: receive_delivery(actor=actor("quirine"), now=NOW, name=path.name, chunks=[path.read_bytes()])] * 3)
    assert len({result.pk for result in results}) == 1
    assert Job.objects.filter(key=f"check_delivery:{results[0].pk}").count() == 1
    withdraw_delivery(actor=actor("quirine"), now=NOW, delivery_id=results[0].pk)
    Job.objects.filter(key=f"check_delivery:{results[0].pk}").delete()


def test_a_job_is_taken_by_one_worker(committed: World) -> None:
    for n in range(3):
        jobs.ask("test", str(n), {}, NOW)
    later = NOW + timedelta(days=1)
    taken = at_once(*[lambda: jobs.take(later)] * 5)
    ids = [job.pk for job in taken if isinstance(job, Job)]
    try:
        assert len(ids) == len(set(ids)) == 3
        assert not [result for result in taken if isinstance(result, Exception)]
    finally:
        Job.objects.filter(kind="test").delete()


def test_a_caseload_that_is_read_three_times_at_once_brings_nobody_twice(committed: World, tmp_path: Path) -> None:
    told = {"Hulpverlener": "pim@example.org", "Team": "", "BSN": "", "Cliëntnummer": "C-900"}
    text = caseloads.text_of([caseloads.row(**told, Naam_ouder_2="", E_mail_ouder_2="")])
    try:
        file = receive_caseload(actor=actor("quirine"), now=NOW, name="caseload.csv", chunks=[text.encode()])
        accepted = at_once(*[lambda: accept_caseload(actor=actor("quirine"), now=NOW, file_id=file.pk)] * 3)
        assert sum(isinstance(result, CaseloadFile) for result in accepted) == 1
        assert {result.code for result in accepted if isinstance(result, Refused)} == {"caseload_decided"}
        path = caseloads.write(tmp_path, [caseloads.row(**told)])
        reports = at_once(*[lambda: read_nightly(kvk=personas.ANKER, path=path, now=NOW)] * 3)
        assert sorted(report.counts.get("carers", 0) for report in reports) == [0, 0, 1]
        parents = Client.objects.get(number="C-900").informants.filter(kind="parent")
        assert sorted(parents.values_list("name", flat=True)) == ["Bas", "Mina"]
    finally:
        for model in (Client, CaseloadFile, CaseloadMapping):
            model.objects.all().delete()
