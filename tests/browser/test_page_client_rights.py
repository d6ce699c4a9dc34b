"""What a client may ask about the own data, at the practitioner and with who keeps the register."""

import pytest

from tests.browser.conftest import look

pytestmark = pytest.mark.browser


def rights_of(enter, people):
    """The address of the rights page of a client of Sanne."""
    return enter("Sanne", people["Noor"]).locator("a[href$='/rights/']").get_attribute("href")


def test_pages(enter, people):
    where = rights_of(enter, people)
    look(enter, "Sanne", where, "Wat een cliënt over de eigen gegevens mag vragen")
    copy = enter("Sanne", where).locator("a[href*='/copy/']").first.get_attribute("href")
    look(enter, "Sanne", copy, "Afschrift van gegevens")
    look(enter, "Quirine", "/register/requests/", "Verzoeken van cliënten")


def test_a_request_is_written_down_and_refused_with_a_reason_without_script(enter, people):
    where = rights_of(enter, people)
    page = enter("Sanne", where, script=False)
    page.locator("summary:has-text('Verzoek of verklaring')").click()
    page.locator("#kind-see").check()
    page.locator("#asked_by").fill("de jongere zelf")
    page.locator("form:has(#asked_by) button").click()
    assert "de jongere zelf" in page.locator("main").inner_text()
    keeper = enter("Quirine", "/register/requests/", script=False)
    keeper.locator("summary:has-text('Uitvoeren of weigeren')").first.click()
    keeper.locator("button[value=refused]").first.click()
    assert "reden" in keeper.locator("#refused").inner_text()
    keeper.locator("textarea[name=answer]").first.fill("Al gegeven op 1 maart.")
    keeper.locator("button[value=refused]").first.click()
    assert "Er wacht geen verzoek." in keeper.locator("main").inner_text()
