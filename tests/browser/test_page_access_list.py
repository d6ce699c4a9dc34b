"""Who saw one client: found by number or BSN, with nothing of it in the address."""

import pytest

from tests.browser.conftest import look

pytestmark = pytest.mark.browser


def test_page(enter, way):
    look(enter, "Aisha", "/log/client/", "Wie zag deze cliënt?")


def test_a_number_that_nobody_has_is_said_and_stays_out_of_the_address(enter, way):
    page = enter("Aisha", "/log/client/")
    page.get_by_label("Cliëntnummer of BSN").fill("bestaat-niet")
    page.get_by_role("button", name="Opzoeken").click()
    assert "Er is geen cliënt met dit nummer" in page.locator("main").inner_text()
    assert page.get_by_label("Cliëntnummer of BSN").input_value() == "bestaat-niet"
    assert page.url.endswith("/log/client/")
