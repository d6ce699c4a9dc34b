"""The teams of an organisation, and who works in them; the team lead of the demo finds a mirror and a talk that wait."""

import pytest

from tests.browser.conftest import look

pytestmark = pytest.mark.browser


def test_pages(enter):
    look(enter, "Aisha", "/teams/", "De teams van uw organisatie")
    page = enter("Aisha", "/teams/")
    look(enter, "Aisha", page.locator("table a").first.get_attribute("href"), "Team Oost")


def test_somebody_is_put_in_and_taken_out_without_script(enter):
    page = enter("Aisha", "/teams/", script=False)
    page.locator("table a").first.click()
    number = page.locator("tbody tr").count()
    page.get_by_label("Wie", exact=True).select_option(label="Daan Verhoeven (daan@demo.invalid)")
    page.get_by_label("Vanaf welke dag").fill("31-02-2026")
    page.get_by_role("button", name="In het team zetten").click()
    assert page.locator("#refused").count() == 1 and page.get_by_label("Vanaf welke dag").input_value() == "31-02-2026"
    page.get_by_label("Vanaf welke dag").fill("01-02-2026")
    page.get_by_role("button", name="In het team zetten").click()
    assert page.locator("tbody tr").count() == number + 1
    page.locator("tr:has-text('Daan Verhoeven') a").click()
    page.get_by_role("button", name="Nu uit het team").click()
    assert page.get_by_text("Wie er eerder in zat").count() == 1


def test_a_mirror_and_a_talk_wait_for_the_team_lead(enter):
    told = enter("Thomas", "/").locator("main").inner_text()
    assert "Wat verwacht u van Team Oost?" in told and "Het teamgesprek van Team Oost" in told
