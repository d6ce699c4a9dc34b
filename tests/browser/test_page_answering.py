"""Answering on a phone, without script: one question a screen, kept when the line drops, readable by everybody."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import opened

pytestmark = pytest.mark.browser
ASKED = [
    ("Noor", "Marja", "start"), ("Noor", "Marja", "progress"), ("Noor", "Marja", "end"), ("Jayden", "Jayden", "end"),
    ("Jayden", "Jayden", "progress"),
]  # fmt: skip


@pytest.fixture(scope="session")
def links(chromium, site, people):
    """Links of the demo's practitioner, one a test: asked by hand, to be given on paper."""
    found = {}
    with opened(chromium, site.address) as do:
        page = do("Sanne", "/clients/", script=False)
        for client, who, moment in ASKED:
            page.goto(f"{people[client]}ask/")
            page.locator(f"label:has-text('{who}') input[name=who]").first.check()
            page.locator(f"input[name=moment][value={moment}]").check()
            page.locator("input[name=channel][value=letter]").check()
            page.locator("main form button").click()
            found[client, moment] = page.locator("main code").inner_text().removeprefix(site.address)
    return found


@pytest.fixture
def phone(chromium, site):
    """A phone of 390 pixels wide, without script."""
    opened = []

    def do(path: str, width: int = 390, scheme: str = "light"):
        context = chromium.new_context(
            viewport={"width": width, "height": 760}, java_script_enabled=False, has_touch=True, is_mobile=True, color_scheme=scheme,
            base_url=site.address, locale="nl-NL",
        )  # fmt: skip
        opened.append(context)
        page = context.new_page()
        page.requested = []  # type: ignore[attr-defined]
        page.on("request", lambda request: page.requested.append(request.url))  # type: ignore[attr-defined]
        page.goto(path)
        return page

    yield do
    for context in opened:
        context.close()


def there(page, where: str, text: str) -> None:
    """Wait until these words stand on the screen: after a tap the next page still has to come."""
    page.locator(where, has_text=text).first.wait_for()


def test_a_young_person_answers_and_is_thanked(phone, links, site):
    page = phone(links["Jayden", "end"])
    there(page, "h1", "Een paar korte vragen")
    page.locator("button.main").tap()
    there(page, ".way", "Vraag 1 van 4")
    page.locator(".grades button", has_text="8").tap()
    there(page, ".way", "Vraag 2 van 4")
    page.locator("button.big").nth(2).tap()
    page.locator("textarea").fill("Dat ik zelf mocht kiezen.")
    page.locator("button.main").tap()
    there(page, ".way", "Vraag 4 van 4")
    page.locator("button", has_text="Sla over").tap()
    there(page, ".given", "Dat ik zelf mocht kiezen.")
    page.locator("button.main").tap()
    there(page, "h1", "Dank je wel")
    page.go_back()
    page.reload()
    assert "zelf mocht kiezen" not in page.content()
    # Nobody else is asked for anything, and nothing stays on the phone.
    assert all(url.startswith(site.address) for url in page.requested)
    assert page.context.cookies() == []


def test_when_the_line_drops_between_screens_nothing_is_lost(phone, links):
    page = phone(links["Jayden", "progress"])
    page.locator("button.main").tap()
    page.locator(".grades button", has_text="6").tap()
    there(page, ".way", "Vraag 2")
    page.context.set_offline(True)
    with pytest.raises(Exception, match="ERR_INTERNET_DISCONNECTED"):
        page.goto(links["Jayden", "progress"])
    page.context.set_offline(False)
    other = phone(links["Jayden", "progress"])
    there(other, "h1", "Verder waar het gebleven was")
    other.locator("button.main").tap()
    there(other, ".way", "Vraag 2")
    other.locator(".way .back").tap()
    there(other, ".way", "Vraag 1")
    assert other.locator(".grades .chosen").inner_text().startswith("6")


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (320, "light"), (320, "dark"), (1280, "dark")])
def test_every_screen_is_without_faults_and_nothing_sticks_out(chromium, phone, links, site, width, scheme):
    link = links["Noor", "end"]
    first = phone(link)
    first.locator("button.main").tap()
    there(first, ".way", "Vraag")
    context = chromium.new_context(viewport={"width": width, "height": 760}, color_scheme=scheme, base_url=site.address, locale="nl-NL")
    page = context.new_page()
    for at in ("", "q/usefulness/", "q/able_to_continue/", "q/what_helped/", "send/"):
        page.goto(f"{link}{at}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, at
        assert page.locator("h1").count() == 1
        found = Axe().run(page)
        assert found.violations_count == 0, f"{at} {found.generate_report()}"
    context.close()


def test_what_is_pressed_is_large_enough_for_a_thumb(phone, links):
    page = phone(links["Noor", "start"], width=320)
    page.locator("button.main").tap()
    there(page, ".way", "Vraag 1")
    for button in page.locator("main button").all():
        box = button.bounding_box()
        assert box and box["height"] >= 43, button.inner_text()


def test_only_in_the_total_is_a_choice_above_the_answer(phone, links):
    page = phone(links["Noor", "progress"])
    page.locator("button.main").tap()
    there(page, ".reads", "Wie leest dit: Sanne")
    page.locator("button", has_text="Alleen in het totaal meetellen").tap()
    there(page, ".reads", "leest het niet")


def test_a_link_that_leads_nowhere_says_nothing(phone):
    page = phone("/v/verzonnen/")
    assert "werkt niet" in page.locator("h1").inner_text()
    assert "hulp" not in page.content()
