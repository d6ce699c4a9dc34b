"""The caseload file: brought, its words explained, taken in, without script."""

import pytest

from tests.browser.conftest import look
from tests.caseloads import row, write

pytestmark = pytest.mark.browser

ONE = {"Hulpverlener": "pim de boer", "Team": "", "BSN": ""}


def test_page(enter, site):
    look(enter, "Quirine", "/register/caseload/", "Breng uw caseload binnen")


def test_a_file_is_looked_at_and_left_aside_without_script(enter, site, tmp_path):
    rows = [
        row(**{**ONE, "Cliëntnummer": "Z-1", "Hulpvorm": "Ambulant"}),
        row(**{**ONE, "Cliëntnummer": "Z-2", "Startdatum": "31-02-2026"}),
    ]
    page = enter("Quirine", "/register/caseload/", script=False)
    page.set_input_files("#file", write(tmp_path, rows))
    page.get_by_role("button", name="Versturen").click()
    page.wait_for_url("**/register/caseload/*-*/")
    assert "2 regels gelezen" in page.locator(".lead").inner_text()
    assert page.locator("code:has-text('31-02-2026')").count() == 1
    page.locator("select[name=word-means]").first.select_option("02")
    page.get_by_role("button", name="Betekenis bewaren").click()
    assert page.locator("text=Dit woord kennen we nog niet").count() == 0
    look(enter, "Quirine", page.url.removeprefix(site.address), "Wat dit bestand verandert")
    page.get_by_role("button", name="Niet overnemen").click()
    assert "Er is niets overgenomen" in page.locator("main").inner_text()
    page.goto("/register/caseload/")
    assert page.locator(".rows tbody tr").first.inner_text().count("niet overgenomen") == 1


def test_a_file_that_is_no_table_is_refused_on_the_page(enter, tmp_path):
    wrong = tmp_path / "lijst.csv"
    wrong.write_bytes(b"%PDF-1.7")
    page = enter("Quirine", "/register/caseload/", script=False)
    page.set_input_files("#file", wrong)
    page.get_by_role("button", name="Versturen").click()
    assert "geen tabel" in page.locator("#refused").inner_text()
