"""Log-in outside the demo: password, the second factor set up at the first log-in and asked at the next, in our own look."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

from tests import personas
from tests.browser.conftest import WIDTHS, _no_faults, own_environment, served

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """An installation that is no demo, with the personas in it."""
    folder = tmp_path_factory.mktemp("real")
    environment = own_environment(folder, PYTHONPATH=str(ROOT), DJANGO_SETTINGS_MODULE="uitkomst.config.settings")
    with served((), environment, folder) as found:
        fill = "import django; django.setup(); from tests.personas import populate; populate()"
        subprocess.run([sys.executable, "-c", fill], env=environment, check=True, cwd=folder)
        yield found


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
    page.get_by_role("textbox", name="Code").fill(codes[0])
    page.get_by_role("button", name="Verder").click()
    assert page.locator("h1").inner_text() == "Lever een bestand aan"
    plain.close()


def test_a_passkey_is_the_second_step_and_nothing_runs_that_we_did_not_serve(chromium, address):
    """With an authenticator that the browser plays itself, as a fingerprint reader would; passkeys need a name, not a number."""
    context = chromium.new_context(locale="nl-NL", base_url=address.replace("127.0.0.1", "localhost"))
    page = context.new_page()
    faults = []
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    browser = context.new_cdp_session(page)
    browser.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True}
    reader = browser.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]

    log_in(page, "daan")
    assert page.locator("h1").inner_text() == "Zet de tweede stap aan"
    page.get_by_role("link", name="Liever een toegangssleutel").click()
    look_at(page)
    page.get_by_label("Naam").fill("laptop")
    page.get_by_role("button", name="Toegangssleutel toevoegen").click()
    page.get_by_role("heading", name="Uw herstelcodes").wait_for()
    codes = page.locator(".codes code").all_inner_texts()
    assert len(browser.send("WebAuthn.getCredentials", {"authenticatorId": reader})["credentials"]) == 1
    page.goto("/account/2fa/")
    page.get_by_role("link", name="Uw toegangssleutels").click()
    assert "laptop" in page.locator("main").inner_text()
    look_at(page)
    page.goto("/account/logout/")
    page.get_by_role("main").get_by_role("button", name="Uitloggen").click()

    log_in(page, "daan")
    look_at(page)
    browser.send("WebAuthn.setUserVerified", {"authenticatorId": reader, "isUserVerified": True})
    page.get_by_role("button", name="Gebruik uw toegangssleutel").click()
    page.wait_for_url("**/localhost:*/")
    assert page.goto("/mirrors/").status == 200 and page.url.endswith("/mirrors/")
    assert faults == []
    context.close()

    # Without script the page says that the passkey cannot be used, and a recovery code leads in.
    plain = chromium.new_context(locale="nl-NL", base_url=address, java_script_enabled=False)
    page = plain.new_page()
    log_in(page, "daan")
    assert "werkt alleen met JavaScript" in page.locator("main").inner_text()
    assert not page.get_by_role("button", name="Gebruik uw toegangssleutel").is_visible()
    page.get_by_role("textbox", name="Code").fill(codes[0])
    page.get_by_role("button", name="Verder").click()
    assert page.goto("/mirrors/").status == 200 and page.url.endswith("/mirrors/")
    plain.close()


def log_in(page, name):
    page.goto("/account/login/")
    page.get_by_label("E-mailadres").fill(f"{name}@example.org")
    page.get_by_label("Wachtwoord").fill(personas.PASSWORD)
    page.get_by_role("button", name="Inloggen").click()


def test_a_role_without_personal_data_needs_no_second_factor_and_empty_pages_say_what_to_do(chromium, address):
    context = chromium.new_context(locale="nl-NL", base_url=address)
    page = context.new_page()
    log_in(page, "bianca")
    assert page.locator("h1").inner_text() == "Er wacht nu niets op u"
    look_at(page)
    page.goto("/mirrors/")
    assert "De regio maakt de cijfers" in page.locator("main").inner_text()
    context.close()
