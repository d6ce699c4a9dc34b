"""Make a snapshot."""

import pytest

from tests.browser.conftest import look

pytestmark = pytest.mark.browser


def test_page(enter, way):
    look(enter, "Quirine", "/freeze/", "Maak een momentopname")


def test_two_years_come_first(enter, way):
    page = enter("Quirine", "/freeze/")
    assert page.locator("#period option").first.inner_text() == "2023 en 2024"


def test_a_director_may_not(enter):
    page = enter("Daan", "/freeze/")
    assert page.locator("h1").inner_text() == "Dit hoort niet bij uw rol"
