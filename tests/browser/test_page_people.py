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


def test_on_a_phone_the_list_is_still_a_table(enter):
    page = enter("Aisha", "/people/", width=390)
    table = page.get_by_role("table").first
    assert table.get_by_role("row").count() > 1 and table.get_by_role("rowheader").count() >= 1 and table.get_by_role("cell").count() >= 3


def test_a_role_is_given_and_ended(enter, site):
    page = enter("Aisha", "/people/", script=False)
    daan = page.locator("#given-person option", has_text="Daan").get_attribute("value")
    page.locator("#given-person").select_option(daan)
    page.locator("#given-role").select_option("client_council")
    page.get_by_role("button", name="Rol geven").click()
    row = page.get_by_role("row").filter(has_text="cliëntenraad")
    assert "Daan" in row.inner_text()
    row.get_by_role("link").click()
    look(enter, "Aisha", page.url.removeprefix(site.address), "De rol van")
    page.get_by_role("button", name="Nu beëindigen").click()
    assert page.get_by_role("heading", name="Wie hier een rol heeft").is_visible()
    assert page.get_by_role("row").filter(has_text="cliëntenraad").count() == 0


def test_the_last_administrator_stays(enter):
    page = enter("Aisha", "/people/")
    page.get_by_role("row").filter(has_text="beheerder van accounts").get_by_role("link").first.click()
    page.get_by_role("button", name="Nu beëindigen").click()
    assert "laatste beheerder" in page.locator("#refused").inner_text()
