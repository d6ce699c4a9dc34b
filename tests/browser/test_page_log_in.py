"""The log-in page of the demo."""

import pytest

from tests.browser.conftest import look

pytestmark = pytest.mark.browser


def test_page(enter):
    look(enter, "", "/account/login/", "Kies wie u bent")


def test_a_page_asks_to_log_in_first_and_then_goes_on(enter):
    page = enter("", "/deliveries/")
    assert "/account/login/" in page.url
    page.locator(".people button:has-text('Quirine')").click()
    page.wait_for_url("**/deliveries/")


def test_a_page_that_is_not_there(enter):
    page = enter("Quirine", "/mirrors/00000000-0000-0000-0000-000000000000/")
    assert page.locator("h1").inner_text() == "Dit is er niet"
