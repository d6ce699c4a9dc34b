"""Log-in outside the demo: password, the second factor set up at the first log-in and asked at the next, in our own look."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

from tests import personas
from tests.browser.conftest import WIDTHS, _answers, _no_faults

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """An installation that is no demo, with the personas in it."""
    folder = tmp_path_factory.mktemp("real")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("UITKOMST_") and name != "DATABASE_URL"}
    environment = kept | {
        "UITKOMST_SECRET_KEY": "for tests only, for tests only, for tests only, 0123456789",
        "UITKOMST_PSEUDONYM_KEY": "for tests only, for tests only, for tests only",
        "UITKOMST_DATA": str(folder),
        "UITKOMST_HTTPS": "off",
        "PYTHONPATH": str(ROOT),
        "DJANGO_SETTINGS_MODULE": "uitkomst.config.settings",
    }
    log = (folder / "served.log").open("wb")
    command = [Path(sys.executable).with_name("uitkomst"), "serve", "--port", str(port), "--processes", "1"]
    served = subprocess.Popen(command, env=environment, stdout=log, stderr=log, cwd=folder)
    found = f"http://127.0.0.1:{port}"
    try:
        while not _answers(f"{found}/health/"):
            try:
                served.wait(timeout=0.5)
            except subprocess.TimeoutExpired:
                continue
            pytest.fail((folder / "served.log").read_text()[-2000:])
        fill = "import django; django.setup(); from tests.personas import populate; populate()"
        subprocess.run([sys.executable, "-c", fill], env=environment, check=True, cwd=folder)
        yield found
    finally:
        served.terminate()
        served.wait(timeout=20)
        log.close()


def code_for(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def look_at(page):
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    _no_faults(page, page.url)


def test_password_then_second_factor_then_in(chromium, address):
    context = chromium.new_context(locale="nl-NL", base_url=address, java_script_enabled=True)
    page = context.new_page()
    page.goto("/deliveries/")
    assert page.locator("h1").inner_text() == "Inloggen"
    assert page.locator(".people").count() == 0
    look_at(page)
    page.get_by_label("E-mailadres").fill("quirine@example.org")
    page.get_by_label("Wachtwoord").fill("verkeerd")
    page.get_by_role("button", name="Inloggen").click()
    assert page.get_by_role("alert").is_visible()
    look_at(page)
    page.get_by_label("E-mailadres").fill("quirine@example.org")
    page.get_by_label("Wachtwoord").fill(personas.PASSWORD)
    page.get_by_role("button", name="Inloggen").click()
    assert page.locator("h1").inner_text() == "Zet de tweede stap aan"
    look_at(page)
    secret = page.locator("main code").inner_text()
    page.get_by_label("Code").fill(code_for(secret))
    page.get_by_role("button", name="Aanzetten").click()
    assert page.locator("h1").inner_text() == "Uw herstelcodes"
    look_at(page)
    codes = page.locator(".codes code").all_inner_texts()
    assert len(codes) >= 5
    page.goto("/deliveries/")
    assert page.locator("h1").inner_text() == "Lever een bestand aan"
    context.close()

    plain = chromium.new_context(locale="nl-NL", base_url=address, java_script_enabled=False)
    page = plain.new_page()
    page.goto("/account/login/?next=/deliveries/")
    page.get_by_label("E-mailadres").fill("quirine@example.org")
    page.get_by_label("Wachtwoord").fill(personas.PASSWORD)
    page.get_by_role("button", name="Inloggen").click()
    assert page.locator("h1").inner_text() == "Vul de code in"
    page.get_by_label("Code").fill(codes[0])
    page.get_by_role("button", name="Verder").click()
    assert page.locator("h1").inner_text() == "Lever een bestand aan"
    plain.close()


def test_a_role_without_personal_data_needs_no_second_factor_and_empty_pages_say_what_to_do(chromium, address):
    context = chromium.new_context(locale="nl-NL", base_url=address)
    page = context.new_page()
    page.goto("/account/login/")
    page.get_by_label("E-mailadres").fill("bianca@example.org")
    page.get_by_label("Wachtwoord").fill(personas.PASSWORD)
    page.get_by_role("button", name="Inloggen").click()
    assert page.locator("h1").inner_text() == "Er wacht nu niets op u"
    look_at(page)
    page.goto("/mirrors/")
    assert "De regio maakt de cijfers" in page.locator("main").inner_text()
    context.close()
