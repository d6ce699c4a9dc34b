"""The pictures in the guides of the application, taken of the real pages. `make pictures` keeps them; otherwise they are thrown away."""

import os
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser
PICTURES = Path(__file__).parents[2] / "docs" / "beeld"


@pytest.fixture
def talk(enter):
    """The conversation that is at the four questions."""
    return enter("Quirine", "/conversations/").locator("li", has_text="U bespreekt").locator("a").first.get_attribute("href")


@pytest.fixture
def shots(way, people, talk):
    """name -> who, where, height."""
    return {
        "aanlevering": ("Quirine", way.delivery, 1300),
        "verwachting": ("Quirine", f"{way.sealed}", 1100),
        "spiegel-in-de-toepassing": ("Quirine", way.mirror, 1300),
        "regio-in-de-toepassing": ("Bianca", way.region, 1300),
        "gesprek": ("Quirine", talk, 1500),
        "client": ("Sanne", people["Noor"], 1300),
        "logboek": ("Arjen", "/log/", 1300),
        "mensen": ("Aisha", "/people/", 1200),
    }


def test_pictures_of_the_site(enter, shots, tmp_path):
    folder = PICTURES if os.environ.get("TEST_PICTURES") else tmp_path
    for name, (who, where, height) in shots.items():
        page = enter(who, where)
        page.set_viewport_size({"width": 1280, "height": height})
        picture = folder / f"{name}.png"
        page.screenshot(path=picture)
        page.close()
        assert picture.stat().st_size > 10_000, f"{name}: an empty page was photographed"
