"""The mirrors one may read, and the overview of one."""

import pytest

from tests.browser.conftest import look

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("who", ["Quirine", "Bianca"])
def test_list(enter, way, who):
    look(enter, who, "/mirrors/", "Spiegels")


def test_page_of_a_provider(enter, way):
    look(enter, "Quirine", way.mirror, "De Linde")


def test_page_of_a_municipality_is_about_the_region_and_names_no_provider(enter, way):
    look(enter, "Bianca", way.region, "Woerden")
    page = enter("Bianca", way.region)
    told = page.locator("main").inner_text()
    assert "Utrecht-West" in told and "De Linde" not in told


def test_each_indicator_has_its_sentence_its_picture_and_says_what_is_not_known(enter, way):
    page = enter("Quirine", way.mirror)
    rows = page.locator(".overview > li")
    assert rows.count() == 7
    for row in rows.all():
        assert row.locator("p").count() >= 2 and row.locator("svg title").count() == 1
        assert "Verwacht:" in row.inner_text() and "dat horen we in de teams" in row.inner_text()


def test_a_municipality_does_not_reach_the_mirror_of_a_provider(enter, way):
    page = enter("Bianca", way.mirror)
    assert page.locator("h1").inner_text() == "Dit is er niet"


def test_text_in_pictures_stays_readable_on_a_phone(enter, way):
    page = enter("Bianca", way.region, width=320)
    outside = page.evaluate(
        """() => [...document.querySelectorAll('svg text')].filter(t => { const box = t.getBoundingClientRect();
           return box.right > innerWidth || box.left < 0 || box.height < 9 }).map(t => t.textContent)"""
    )
    assert outside == []
