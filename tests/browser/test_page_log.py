"""Who saw what, and is the log whole."""

import pytest

from tests.browser.conftest import look

pytestmark = pytest.mark.browser


def test_page(enter, way):
    look(enter, "Arjen", "/log/", "Wie zag wat")


def test_a_look_at_figures_is_in_the_log_with_who_and_on_what_ground(enter, way):
    enter("Quirine", f"{way.mirror}goals_achieved/")
    page = enter("Aisha", "/log/?event=figures.shown&person=quirine")
    line = page.locator(".rows tbody tr").first.inner_text()
    assert "Quirine" in line and "goals_achieved" in line and "als kwaliteitsmedewerker" in line


def test_the_chain_is_verified(enter, way):
    page = enter("Arjen", "/log/")
    page.get_by_role("button", name="Controleer het logboek").click()
    assert "Het logboek is heel" in page.get_by_role("status").inner_text()


def test_an_auditor_sees_no_figures_and_others_no_log(enter, way):
    assert enter("Arjen", way.mirror).locator("svg").count() == 0
    assert enter("Quirine", "/log/").locator("h1").inner_text() == "Dit hoort niet bij uw rol"
