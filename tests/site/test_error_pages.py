"""What goes wrong before a page of ours: said in the look of the house, with what was kept; and never with what was sent."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import pytest
from django.conf import settings
from django.core import signing
from django.test import Client, override_settings

from tests.site.conftest import World
from tests.site.test_rights_matrix import visitor
from uitkomst.config.logs import JsonLines
from uitkomst.organisations import queries

pytestmark = pytest.mark.once

BRAND = 'class="brand"'


def strict(name: str) -> Client:
    """Somebody whose browser must prove that its forms are ours."""
    client = visitor(name)
    client.handler.enforce_csrf_checks = True
    return client


def test_an_unknown_address_is_404_in_our_look(world: World) -> None:
    answer = visitor("bianca").get("/nergens/")
    assert answer.status_code == 404 and BRAND in answer.text and "Dit is er niet" in answer.text


def test_who_may_not_see_a_page_is_told_so_and_nothing_else(world: World) -> None:
    answer = visitor("pim").get("/people/")
    assert answer.status_code == 403 and BRAND in answer.text and "bert@example.org" not in answer.text
    assert answer.text.count("<h1") == 1 and 'href="/"' in answer.text


def test_what_goes_wrong_is_said_in_the_language_of_the_reader(world: World) -> None:
    client = strict("bianca")
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    for answer, status in ((client.get("/nergens/"), 404), (client.get("/people/"), 403), (client.post("/deliveries/"), 403)):
        assert answer.status_code == status and '<html lang="en"' in answer.text and "Dit " not in answer.text


def test_a_form_without_proof_says_that_it_has_expired(world: World) -> None:
    answer = strict("bert").post("/people/", {"name": "Noor", "email": "noor@example.org", "role": "director"})
    assert answer.status_code == 403 and BRAND in answer.text
    assert "Dit formulier is verlopen" in answer.text and 'href="/people/"' in answer.text
    assert "noor" not in answer.text


def test_text_in_a_form_without_proof_comes_back(world: World) -> None:
    person = queries.person_by_email("quirine@example.org")
    assert person is not None
    client = strict("quirine")
    place = f"/mirrors/{world.releases['quirine']}/expectation/"
    form = {"typed_by": signing.dumps(person.pk, salt="uitkomst.typed_by"), "why-dropout": "een lang verhaal over de wachttijd"}
    answer = client.post(place, form)
    assert (answer.status_code, answer["Location"]) == (302, place)
    assert "een lang verhaal over de wachttijd" in client.get(place).text


def test_too_much_text_is_413(world: World) -> None:
    with override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=1000):
        answer = visitor("bert").post("/people/", {"name": "x" * 5000})
    assert answer.status_code == 413 and "Dit is te veel tekst" in answer.text and BRAND in answer.text


def test_a_request_for_another_name_is_400(world: World) -> None:
    answer = visitor("bert").get("/people/", HTTP_HOST="elders.example")
    assert answer.status_code == 400 and "Dit verzoek klopt niet" in answer.text and "elders" not in answer.text


def test_a_fault_of_ours_is_500_without_a_word_of_what_was_sent(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError("Noor Bos, 999900006")

    monkeypatch.setattr("uitkomst.web.start.show_start", fails)
    client = visitor("bianca")
    client.raise_request_exception = False
    with caplog.at_level(logging.ERROR, logger="django.request"):
        logging.getLogger("django").propagate = True
        try:
            answer = client.get("/?zoek=999900006")
        finally:
            logging.getLogger("django").propagate = False
    assert answer.status_code == 500 and BRAND in answer.text and "Er ging iets mis" in answer.text
    assert "999900006" not in answer.text
    assert caplog.records
    for record in caplog.records:
        line = json.loads(JsonLines().format(record))
        assert "999900006" not in json.dumps(line) and "Noor" not in json.dumps(line)


def test_a_fault_is_said_even_when_its_own_page_fails(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    from uitkomst.web import errors

    monkeypatch.setattr(errors.loader, "get_template", lambda _: 1 / 0)
    assert b"Er ging iets mis" in errors.failed(None).content  # type: ignore[arg-type]


def test_a_disk_that_is_full_while_a_file_comes_in_is_said(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    import errno
    import io
    import tempfile

    class Full(io.BytesIO):
        def write(self, _: object) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(tempfile, "TemporaryFile", lambda **_: Full())
    file = io.BytesIO(b"x" * 100_000)
    file.name = "x.csv"
    answer = visitor("quirine").post("/deliveries/", {"file": file})
    assert answer.status_code == 400 and "geen ruimte meer op de schijf" in answer.text
    assert not list((Path(settings.DATA_FOLDER) / "inbox").iterdir())
