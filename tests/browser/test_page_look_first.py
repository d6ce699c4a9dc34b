"""Looking first, on an installation of one's own that is served for this: no demo, no account."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests import deliveries, personas
from tests.browser.conftest import Enter, Site, _no_faults, look, opened, own_environment, served
from tests.site.conftest import rows

pytestmark = pytest.mark.browser
PAGE = "/look-first/"


@pytest.fixture(scope="session")
def own_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("own")
    with served((), own_environment(folder, UITKOMST_BSN_FILES="provider", UITKOMST_LOOK_FIRST="on"), folder) as address:
        yield Site(address, folder)


@pytest.fixture
def visit(own_site: Site, chromium: Browser) -> Iterator[Enter]:
    """visit("", "/look-first/") opens a page of this installation, as nobody."""
    with opened(chromium, own_site.address) as do:
        yield do


@pytest.fixture
def sent(tmp_path: Path) -> list[Path]:
    faulty = [*rows(13, 60, period="2024-2"), deliveries.row(bsn=deliveries.bsn(3999), datum_aanvang="20241399")]
    made = [
        deliveries.write_delivery(tmp_path, personas.ANKER, period, rows(n, 60, period=period))
        for n, period in ((10, "2023-1"), (11, "2023-2"), (12, "2024-1"))
    ]
    return [*made, deliveries.write_delivery(tmp_path, personas.ANKER, "2024-2", faulty)]


def test_page(visit: Enter) -> None:
    look(visit, "", PAGE, "Kijk eerst wat er in uw bestand zit")


def test_the_log_in_page_leads_to_it(visit: Enter) -> None:
    page = visit("", "/account/login/")
    page.get_by_role("link", name="Eerst zonder account kijken").click()
    assert page.url.endswith(PAGE)


def test_without_script_files_are_sent_and_read(visit: Enter, sent: list[Path]) -> None:
    page = visit("", PAGE, script=False, width=320)
    page.set_input_files("#file", sent)
    page.get_by_role("button", name="Bekijken").click()
    assert page.locator("h1").inner_text() == "Wat er in uw bestand zit"
    assert "241 regels gelezen" in page.locator(".lead").first.inner_text()
    summary = page.locator("summary").filter(has_text="Alles over dit cijfer").first
    summary.click()
    assert page.locator(".all table").first.is_visible()


def test_what_is_seen_has_no_faults_at_any_width(
    visit: Enter, own_site: Site, sent: list[Path], pictures: Callable[[Page, str], None]
) -> None:
    page = visit("", PAGE)
    page.set_input_files("#file", sent)
    page.wait_for_selector("h1:has-text('Wat er in uw bestand zit')")
    for detail in page.locator("summary").all():
        detail.click()
    for width in (1280, 390, 320):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        pictures(page, f"seen-{width}")
        _no_faults(page, f"what is seen at {width}")
    page.emulate_media(color_scheme="dark")
    pictures(page, "seen-dark")
    _no_faults(page, "what is seen in the dark")
    assert page.faults == []  # type: ignore[attr-defined]
    left = [path for kind in ("work", "inbox", "rows", "findings") for path in (own_site.folder / kind).glob("*")]
    assert not left


def test_what_is_wrong_is_said_on_the_same_page(visit: Enter, tmp_path: Path) -> None:
    wrong = tmp_path / "foto.jpg"
    wrong.write_bytes(b"\xff\xd8")
    page = visit("", PAGE)
    page.set_input_files("#file", wrong)
    page.wait_for_selector("#refused")
    assert "Er is niets bewaard" in page.locator("#refused").inner_text()


@pytest.fixture
def pictures() -> Callable[[Page, str], None]:
    """Pictures to look at, when a folder for them is named."""
    folder = os.environ.get("LOOK_AT")

    def take(page: Page, name: str) -> None:
        if folder:
            page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)

    return take
