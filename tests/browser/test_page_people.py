"""Who has which role, inviting a colleague, and taking the invitation."""

import pytest

from tests.browser.conftest import look

pytestmark = pytest.mark.browser


def test_page(enter):
    look(enter, "Aisha", "/people/", "Wie hier een rol heeft")


def invite(enter, email):
    page = enter("Aisha", "/people/")
    page.locator("#name").fill("Noor Bos")
    page.locator("#email").fill(email)
    page.locator("#role").select_option("director")
    page.get_by_role("button", name="Uitnodiging maken").click()
    return page.locator(".notice code").inner_text()


def test_the_link_shows_who_invites_and_works_once(enter, site):
    link = invite(enter, "noor@example.org").removeprefix(site.address)
    look(enter, "", link, "Welkom, Noor Bos")
    page = enter("", link, script=False)
    page.locator("#password").fill("noor@example.org")
    page.get_by_role("button", name="Uitnodiging aannemen").click()
    assert page.locator("#refused").is_visible()
    page.locator("#password").fill("een lange zin over fietsen")
    page.get_by_role("button", name="Uitnodiging aannemen").click()
    assert "/account/login/" in page.url
    assert enter("", link).locator("h1").inner_text() == "Deze uitnodiging werkt niet meer"


def test_what_was_typed_stays_when_it_cannot_be(enter):
    page = enter("Aisha", "/people/")
    page.locator("#name").fill("Noor Bos")
    page.locator("#email").fill("noor@nergens")
    page.get_by_role("button", name="Uitnodiging maken").click()
    assert page.locator("#refused").is_visible() and page.locator("#name").input_value() == "Noor Bos"


def test_only_the_administrator(enter):
    assert enter("Quirine", "/people/").locator("h1").inner_text() == "Dit hoort niet bij uw rol"
