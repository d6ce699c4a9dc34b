"""The team talk: cases under another name, and one change."""

import pytest

from tests.browser.conftest import look

pytestmark = pytest.mark.browser


def test_pages(enter, site):
    look(enter, "Sanne", "/team/", "Leren van wat goed gaat")
    page = enter("Sanne", "/team/")
    where = page.locator(".rest a").first.get_attribute("href")
    look(enter, "Sanne", where, "Team Oost")


def test_an_explanation_is_written_down_without_script(enter):
    page = enter("Sanne", "/team/", script=False)
    page.locator(".rest a").first.click()
    case = page.locator("article").first
    number = case.locator("li").count()
    case.locator("textarea").fill("Er was elke week iemand thuis.")
    case.get_by_role("button", name="Opschrijven").click()
    assert page.locator("article").first.locator("li").count() == number + 1
    page.locator("article").first.locator("textarea").fill("")
    page.locator("article").first.get_by_role("button", name="Opschrijven").click()
    assert page.locator("#refused").count() == 1
