"""The start page: what waits, at most three, each with one button."""

import pytest

from tests.browser.conftest import look

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("who", ["Quirine", "Bianca", "Arjen"])
def test_page(enter, who):
    look(enter, who, "/", "Dit wacht op u")


@pytest.mark.parametrize("who", ["Quirine", "Daan", "Bianca", "Willem", "Hanna", "Arjen", "Aisha"])
def test_at_most_three_things_wait_and_each_leads_to_a_page(enter, who):
    page = enter(who, "/")
    waiting = page.locator(".waiting > li")
    assert waiting.count() <= 3
    for link in [found.get_attribute("href") for found in page.locator(".waiting a").all()]:
        answer = page.goto(link)
        assert answer is not None and answer.status == 200, link


def test_the_menu_of_a_person_opens_with_the_keyboard(enter):
    page = enter("Aisha", "/")
    page.locator(".me summary").focus()
    page.keyboard.press("Enter")
    assert page.get_by_role("button", name="Uitloggen").is_visible()
