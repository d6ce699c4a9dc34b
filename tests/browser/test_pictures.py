"""The pictures of the documentation, taken of the real page. `make pictures` keeps them; otherwise they are taken and thrown away."""

import os
from pathlib import Path

import pytest

from tests.browser.test_mirror import address, browser, open_page  # noqa: F401 - fixtures

pytestmark = pytest.mark.browser
PICTURES = Path(__file__).parents[2] / "docs" / "beeld"

# name -> width, height, what to bring into view
SHOTS = {"spiegel": (1280, 1500, "h1"), "indicator": (1280, 1500, "#dropout"), "telefoon": (390, 844, "h1")}


@pytest.mark.parametrize("address", [("partner", "nl")], indirect=True, ids=["partner-nl"])
@pytest.mark.parametrize("name", SHOTS)
def test_picture(browser, address, name, tmp_path):  # noqa: F811
    width, height, what = SHOTS[name]
    page, _, _ = open_page(browser, address, width)
    page.set_viewport_size({"width": width, "height": height})
    page.locator(what).first.scroll_into_view_if_needed()
    page.evaluate("what => document.querySelector(what).scrollIntoView()", what)
    folder = PICTURES if os.environ.get("TEST_PICTURES") else tmp_path
    folder.mkdir(exist_ok=True)
    picture = folder / f"{name}.png"
    page.screenshot(path=picture)
    page.close()
    assert picture.stat().st_size > 10_000, "an empty page was photographed"
