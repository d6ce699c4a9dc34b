"""The mirror in a browser: nothing loaded, readable at 320 pixels, no accessibility faults, marked on every printed page."""

from io import BytesIO

import pytest
from axe_playwright_python.sync_playwright import Axe
from pypdf import PdfReader

from tests.fixtures_figures import mirror
from uitkomst.presentation.present import present_mirror

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser(chromium):
    """The one browser of all tests: a second Playwright in the same process refuses to start."""
    return chromium


@pytest.fixture(scope="module", params=[("partner", "nl"), ("own", "en"), ("open", "nl")], ids=lambda p: "-".join(p))
def address(request, tmp_path_factory):
    audience, language = request.param
    return present_mirror(mirror(audience), language, tmp_path_factory.mktemp("mirror") / "spiegel.html").as_uri()


def open_page(browser, address, width=1280, **options):
    page = browser.new_page(viewport={"width": width, "height": 900}, **options)
    asked, faults = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: faults.append(message.text))
    page.goto(address)
    return page, asked, faults


def test_only_the_file_itself_is_loaded(browser, address):
    page, asked, faults = open_page(browser, address)
    assert asked == [address] and faults == []
    assert page.evaluate("getComputedStyle(document.body).maxWidth") != "none", "the style was refused by the page's own policy"
    page.close()


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_no_sideways_scrolling(browser, address, width):
    page, _, _ = open_page(browser, address, width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
def test_no_accessibility_faults(browser, address, width, scheme):
    page, _, _ = open_page(browser, address, width, color_scheme=scheme)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    page.close()


def test_works_without_script(browser, address):
    page, _, _ = open_page(browser, address, java_script_enabled=False)
    assert page.locator("section.indicator").count() == 7 and page.locator("svg").first.is_visible()
    page.close()


def test_text_in_charts_stays_readable_on_a_phone(browser, address):
    page, _, _ = open_page(browser, address, 320)
    outside = page.evaluate(
        """() => [...document.querySelectorAll('svg text')].filter(t => { const box = t.getBoundingClientRect();
           return box.right > innerWidth || box.left < 0 || box.height < 9 }).map(t => t.textContent)"""
    )
    assert outside == []
    page.close()


def test_skip_link_comes_first(browser, address):
    page, _, _ = open_page(browser, address)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#content"
    assert page.evaluate("document.activeElement.getBoundingClientRect().left") >= 0
    page.close()


def test_every_printed_page_is_marked_and_pictures_stay_with_their_heading(browser, address):
    page, _, _ = open_page(browser, address)
    printed = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True, print_background=True)))
    texts = [sheet.extract_text() for sheet in printed.pages]
    assert all("FICTITI" in text for text in texts)
    assert len(texts) <= 25
    page.close()
