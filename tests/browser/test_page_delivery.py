"""The findings page of one delivery, and the list of all findings."""

import re

import pytest

from tests.browser.conftest import look

pytestmark = pytest.mark.browser


def test_page(enter, way):
    look(enter, "Quirine", way.delivery, "Aanlevering tweede helft van 2024")


def test_one_sentence_says_what_was_read_and_the_numbers_add_up(enter, way):
    page = enter("Quirine", way.delivery)
    said = page.locator(".lead").first.inner_text()
    found = re.search(r"([\d.]+) regels gelezen, ([\d.]+) bruikbaar, ([\d.]+) geweigerd", said)
    assert found, said
    read, usable, refused = (int(number.replace(".", "")) for number in found.groups())
    assert read == usable + refused > 100


def test_groups_come_most_frequent_first_within_what_to_do(enter, way):
    page = enter("Quirine", way.delivery)
    for kind in page.locator(".findings").all():
        numbers = [int(text.split()[0].replace(".", "")) for text in kind.locator(".count").all_inner_texts()]
        assert numbers == sorted(numbers, reverse=True) and numbers


def test_findings_page(enter, way):
    look(enter, "Quirine", f"{way.delivery}findings/", "Alle bevindingen")


def test_the_download_has_a_line_for_every_finding(enter, way):
    page = enter("Quirine", f"{way.delivery}findings/")
    shown = page.locator(".rows tbody tr").count()
    page.goto(way.delivery)
    with page.expect_download() as wanted:
        page.get_by_role("link", name="Download om te herstellen").click()
    lines = wanted.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == shown + 1


def test_accepted_says_who_and_what_next(enter, way):
    page = enter("Quirine", way.delivery)
    assert "Geaccepteerd" in page.locator(".head").inner_text()
    assert page.get_by_role("link", name="Momentopname maken").is_visible()
