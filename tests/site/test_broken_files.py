"""Broken files sent as a browser sends them: each gets a clear finding on the page, and nothing is half accepted."""

from __future__ import annotations

import csv
import html
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests import broken, deliveries
from tests.site.conftest import World, work_all
from tests.site.test_rights_matrix import visitor
from uitkomst.checks import finding_text
from uitkomst.flows.refusals import Refused
from uitkomst.records import files
from uitkomst.records.models import Delivery

pytestmark = pytest.mark.once


def send(client: Client, name: str, content: bytes) -> HttpResponse:
    return client.post(reverse("deliveries"), {"file": SimpleUploadedFile(name, content)})


def page(answer: HttpResponse) -> str:
    """What stands on a page, without the marks of HTML; never a number of a client, never a trace."""
    text = html.unescape(answer.text)
    assert "Traceback" not in text and "999900" not in text
    return " ".join(text.split())


def kept() -> set[Path]:
    """Every file that waits or is kept."""
    return {path for name in ("inbox", "rows") for path in files.folder(name).rglob("*") if path.is_file()}


def test_a_file_refused_at_the_door_says_why_and_leaves_nothing(world: World, tmp_path: Path) -> None:
    client, good, before = visitor("quirine"), broken.plain(tmp_path), (Delivery.objects.count(), kept())
    for code, (name, change) in broken.AT_THE_DOOR.items():
        answer = send(client, name, change(good))
        said = Refused(code, own=broken.KVK).text("nl")
        assert answer.status_code == 400 and said in page(answer), code
        assert (Delivery.objects.count(), kept()) == before, code


def test_a_file_that_cannot_be_read_is_refused_whole_on_its_own_page(world: World, tmp_path: Path) -> None:
    client, before = visitor("quirine"), kept()
    made = {"csv": broken.plain(tmp_path), "xlsx": broken.sheet(tmp_path)}
    sent: dict[str, str] = {}
    for number, (what, (_, kind, change)) in enumerate(broken.REFUSED_WHOLE.items(), start=2):
        answer = send(client, f"{broken.NAME}_v{number}.{kind}", change(made[kind]))
        assert answer.status_code == 302, what
        sent[what] = answer["Location"]
    work_all()
    for what, where in sent.items():
        reason = broken.REFUSED_WHOLE[what][0]
        text = page(client.get(where))
        assert " ".join(finding_text(reason, "nl").title.split()) in text, (what, reason)
        assert client.post(f"{where}accept/").status_code == 409, what
    states = Delivery.objects.filter(period=broken.PERIOD).values_list("state", "rows_read")
    assert {state for state, _ in states} == {"refused"} and len(states) == len(sent)
    assert kept() == before


def test_faulty_rows_are_named_on_the_page_and_the_rest_is_used(world: World, tmp_path: Path) -> None:
    usual = {"datum_aanvang": "20230901"}
    faulty = [
        deliveries.row(**{"bsn": deliveries.bsn(n), **usual, **fields}) for n, fields in enumerate(broken.FAULTY_ROWS.values(), start=2)
    ]
    path = deliveries.write_delivery(tmp_path, broken.KVK, broken.PERIOD, [deliveries.row(**usual), *faulty])
    client = visitor("quirine")
    where = send(client, path.name, path.read_bytes())["Location"]
    work_all()
    delivery = Delivery.objects.get(period=broken.PERIOD)
    assert (delivery.state, delivery.rows_read, delivery.rows_refused) == ("checked", 1 + len(faulty), len(faulty))
    assert f"{len(faulty)} geweigerd" in page(client.get(where))
    # Each of them stands in the file to repair with, by its line; the good one does not.
    told = client.get(reverse("delivery_findings_file", kwargs={"delivery_id": delivery.pk})).content.decode("utf-8-sig")
    wrong = {int(line["line"]) for line in csv.DictReader(StringIO(told), delimiter=";") if line["level"] == "error"}
    assert wrong == set(range(3, 3 + len(faulty)))
    # Sent once more, and accepted twice: one delivery, accepted once.
    assert client.post(f"{where}accept/").status_code == 302
    assert client.post(f"{where}accept/").status_code == 409
    assert Delivery.objects.filter(period=broken.PERIOD, state="accepted").count() == 1
