"""An installation with the theme of a municipality that does not exist."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client, override_settings

from tests.personas import PASSWORD
from tests.site.conftest import World
from tests.unit.test_theme import FICTITIOUS, written
from uitkomst.config.checks import check_settings

pytestmark = pytest.mark.once


def test_pages_have_the_colours_of_the_theme_and_those_of_clients_do_not(world: World, client: Client, tmp_path: Path) -> None:
    assert "theme.css" not in client.get("/account/login/").text and client.get("/theme.css").status_code == 404
    with override_settings(THEME=str(written(tmp_path, FICTITIOUS))):
        page = client.get("/account/login/")
        assert page.text.index("base.css") < page.text.index('href="/theme.css"')
        sheet = client.get("/theme.css")
        assert sheet["Content-Type"] == "text/css; charset=utf-8" and "--accent:#7a1f5c;" in sheet.text
        assert "theme.css" not in client.get("/v/verzonnen/").text


def test_who_still_sets_up_the_second_factor_sees_the_theme_as_well(world: World, client: Client, tmp_path: Path) -> None:
    client.post("/account/login/", {"login": "quirine@example.org", "password": PASSWORD})
    with override_settings(THEME=str(written(tmp_path, FICTITIOUS))):
        assert client.get("/").status_code == 302, "nothing else comes before it"
        page = client.get("/account/2fa/totp/activate/", follow=True)
        assert 'href="/theme.css"' in page.text
        assert client.get("/theme.css")["Content-Type"] == "text/css; charset=utf-8"


def test_a_theme_that_cannot_be_read_stops_the_application(tmp_path: Path) -> None:
    pale = {"basis": {"color": {"default": {"color-document": {"$value": "#cccccc"}}}}}
    for file, said in ((written(tmp_path, pale), "has a contrast of"), (tmp_path / "nergens.json", "is not there")):
        with override_settings(THEME=str(file)):
            told = [error.msg for error in check_settings() if error.id == "uitkomst.E021"]
        assert told and all(line.startswith("UITKOMST_THEME: ") and said in line for line in told)
