"""What clients let be used: choose and judge it, read it in a conversation; quiet minutes; share what was learned."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import look
from tests.browser.test_page_conversation import talks

pytestmark = pytest.mark.browser


def test_pages(enter, site):
    found = talks(enter)
    choose = enter("Quirine", "/quotes/").get_by_role("link", name="Een zin kiezen").first.get_attribute("href")
    look(enter, "Quirine", choose, "Een zin kiezen")
    look(enter, "Bianca", found["middle"] + "subject/usefulness/voices/", "Wat cliënten zeiden")
    look(enter, "Quirine", found["finished"] + "sharing/", "Delen wat u leerde")


@pytest.mark.parametrize("script", [True, False])
def test_quiet_minutes_are_a_line_that_gets_shorter_and_without_script_a_sentence(enter, site, script):
    page = enter("Quirine", talks(enter)["middle"] + "subject/usefulness/", script=script)
    page.get_by_role("button", name="Vijf stille minuten beginnen").click()
    quiet = page.locator("#quiet")
    assert "Neem vijf minuten, tot ongeveer" in quiet.inner_text()
    line = quiet.locator("[data-line]")
    assert line.is_visible() is script and line.get_attribute("aria-hidden") == "true"
    if script:
        assert line.inner_text() == "·" * 25
        # As the end comes nearer the line is shorter; at the end it says so, to everybody, once.
        ends = int(quiet.get_attribute("data-ends"))
        page.clock.set_fixed_time(ends - 61)
        expect(line).to_have_text("·" * 6)
        page.clock.set_fixed_time(ends + 1)
        expect(quiet.locator("[data-said]")).to_contain_text("De vijf minuten zijn om")
        expect(line).to_be_hidden()
