"""Deliver a file: by choosing, by dropping, and what is said of a file that cannot be used."""

import pytest

from tests.browser.conftest import look

pytestmark = pytest.mark.browser

DROP = """(zone) => { const data = new DataTransfer(); data.items.add(new File(['x'], 'lijst.txt', {type: 'text/plain'}));
  zone.dispatchEvent(new DragEvent('drop', {dataTransfer: data, bubbles: true, cancelable: true})) }"""


def test_page(enter, way):
    look(enter, "Quirine", "/deliveries/", "Lever een bestand aan")


def test_a_dropped_file_that_cannot_be_used_is_refused_on_the_page_itself(enter):
    page = enter("Quirine", "/deliveries/")
    page.locator("[data-drop]").evaluate(DROP)
    page.locator("#refused").wait_for()
    assert "CSV" in page.locator("#refused").inner_text()
    assert page.url.endswith("/deliveries/")
    assert page.locator("#file").is_enabled()


def test_without_script_the_same_words(enter, tmp_path):
    wrong = tmp_path / "lijst.txt"
    wrong.write_text("x")
    page = enter("Quirine", "/deliveries/", script=False)
    page.set_input_files("#file", wrong)
    page.get_by_role("button", name="Versturen").click()
    assert "CSV" in page.locator("#refused").inner_text()


def test_the_same_file_twice_is_one_delivery(enter, way, site):
    page = enter("Quirine", "/deliveries/")
    number = page.locator(".rows tbody tr").count()
    page.set_input_files("#file", site.to_upload)
    page.wait_for_url(f"**{way.delivery}")
    page.goto("/deliveries/")
    assert page.locator(".rows tbody tr").count() == number


def test_who_only_reads_gets_no_form(enter):
    page = enter("Hanna", "/deliveries/")
    assert page.locator("input[type=file]").count() == 0 and page.locator(".rows tbody tr").count() > 3
