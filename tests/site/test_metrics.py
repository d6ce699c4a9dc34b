"""Numbers for a monitor: only with the token, right, and about nobody."""

from __future__ import annotations

import re
from datetime import datetime

import pytest
from django.test import Client, override_settings

from tests import personas
from tests.site.conftest import World
from uitkomst.records import jobs
from uitkomst.records.models import AuditEvent, Delivery, Job

pytestmark = pytest.mark.once

TOKEN = "for tests only, for tests only"
LINE = re.compile(r'^[a-z_]+(\{[a-z]+="[^"]*"\})? -?[0-9.e+]+$')


@pytest.mark.parametrize("sent", [None, "", "Bearer", "Bearer wrong", f"Basic {TOKEN}x"])
def test_without_the_token_there_is_nothing(world: World, client: Client, sent: str | None) -> None:
    headers = {} if sent is None else {"Authorization": sent}
    for token in (TOKEN, ""):
        with override_settings(METRICS_TOKEN=token):
            assert client.get("/metrics/", headers=headers).status_code == 404


def test_the_numbers_are_those_of_the_database_and_name_nobody(world: World, client: Client, now: datetime) -> None:
    jobs.ask("test", "waits", {}, now)
    with override_settings(METRICS_TOKEN=TOKEN):
        answer = client.get("/metrics/", headers={"Authorization": f"Bearer {TOKEN}"})
    assert answer.status_code == 200 and answer["Content-Type"].startswith("text/plain")
    lines = answer.text.splitlines()
    assert all(LINE.match(line) for line in lines if not line.startswith("#")), lines
    said = dict(line.rsplit(" ", 1) for line in lines if not line.startswith("#"))
    assert said['uitkomst_jobs{state="waiting"}'] == str(Job.objects.filter(state="waiting").count())
    assert said['uitkomst_deliveries{state="accepted"}'] == str(Delivery.objects.filter(state="accepted").count()) != "0"
    assert int(said["uitkomst_audit_log_lines"]) == AuditEvent.objects.count() > 0
    assert float(said["uitkomst_jobs_longest_waiting_seconds"]) > 0 and int(said["uitkomst_data_free_bytes"]) > 0
    assert not [name for name in (*personas.NAMES, *personas.NAMES.values(), "Quirine") if name in answer.text.replace("NL", "")]
