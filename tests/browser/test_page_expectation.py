"""What do you expect: before the figures open."""

import re

import pytest

from tests.browser.conftest import look

pytestmark = pytest.mark.browser


def test_page(enter, way):
    look(enter, "Quirine", way.sealed, "Wat verwacht u?")


def test_a_sealed_mirror_shows_no_figure_but_this_page(enter, way):
    page = enter("Quirine", way.sealed.replace("expectation/", ""))
    assert page.url.endswith(way.sealed)
    assert not re.search(r"van de 100 (antwoorden|trajecten|beëindigde)", page.locator("main").inner_text())
    assert page.locator("svg").count() == 0


@pytest.mark.parametrize("script", [True, False])
def test_a_number_that_cannot_be_is_said_and_nothing_typed_is_lost(enter, way, script):
    page = enter("Quirine", way.sealed, script=script)
    page.locator("#low-dropout").fill("200")
    page.locator("#why-usefulness").fill("Ouders zeggen het ons.")
    page.locator("button[value=save]").click()
    assert "Uitval" in page.locator("#refused").inner_text()
    assert page.locator("#low-dropout").input_value() == "200"
    assert page.locator("#why-usefulness").input_value() == "Ouders zeggen het ons."


def test_saved_can_be_gone_on_with_later(enter, way):
    page = enter("Quirine", way.sealed)
    page.locator("#low-no_return").fill("80,5")
    page.locator("button[value=save]").click()
    assert "Bewaard" in page.locator(".notice").inner_text()
    again = enter("Quirine", way.sealed)
    assert again.locator("#low-no_return").input_value() == "80,5"


def test_the_whole_form_goes_by_keyboard_in_the_order_of_the_page(enter, way):
    page = enter("Quirine", way.sealed)
    page.locator("#low-dropout").focus()
    order = []
    for _ in range(4):
        order.append(page.evaluate("document.activeElement.id"))
        page.keyboard.press("Tab")
    assert order == ["low-dropout", "high-dropout", "why-dropout", "low-usefulness"]
