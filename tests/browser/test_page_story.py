"""Write the story with a figure."""

import pytest

from tests.browser.conftest import look

pytestmark = pytest.mark.browser


def test_page(enter, way):
    look(enter, "Quirine", f"{way.mirror}dropout/story/", "Het verhaal bij dit cijfer")


@pytest.mark.parametrize("script", [True, False])
def test_what_is_written_stands_with_the_figure_without_markup_that_runs(enter, way, script):
    page = enter("Quirine", f"{way.mirror}no_return/story/", script=script)
    page.locator("#text").fill("**Teams** herkennen dit.\n\n- eerst\n- dan\n\n<script>alert(1)</script>")
    page.get_by_role("button", name="Bewaren").click()
    told = page.locator(".story .told").first
    assert told.locator("strong").inner_text() == "Teams" and told.locator("li").count() == 2
    assert "<script>" in told.inner_text()
    assert "Quirine" in page.locator(".story .by").inner_text()


def test_two_people_writing_at_once_lose_nothing(enter, way):
    first = enter("Quirine", f"{way.mirror}return_to_care/story/")
    second = enter("Daan", f"{way.mirror}return_to_care/story/")
    first.locator("#text").fill("Van de een.")
    first.get_by_role("button", name="Bewaren").click()
    second.locator("#text").fill("Van de ander.")
    second.get_by_role("button", name="Bewaren").click()
    assert "Van de een." in second.locator(".notice >> nth=-1").inner_text()
    assert second.locator("#text").input_value() == "Van de ander."
    second.get_by_role("button", name="Bewaren").click()
    assert "Van de ander." in second.locator(".story .told").inner_text()


def test_the_municipality_cannot_write_for_the_region(enter, way):
    page = enter("Bianca", f"{way.region}dropout/story/")
    assert page.locator("textarea").count() == 0
