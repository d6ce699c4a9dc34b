"""The pages of a conversation, and a whole conversation by two people in two windows, one of them offline for a while."""

from __future__ import annotations

import re

import pytest

from tests.browser.conftest import look

pytestmark = pytest.mark.browser


def talks(enter):
    """The addresses of the three conversations of the demo by their step."""
    page = enter("Quirine", "/conversations/")
    found = {}
    for row in page.locator(".waiting li").all():
        said = row.inner_text()
        step = "begun" if "Wordt voorbereid" in said else "finished" if "Afgerond" in said else "middle"
        found[step] = row.locator("a").get_attribute("href")
    return found


@pytest.mark.parametrize(
    ("step", "path", "heading"),
    [
        ("begun", "preparing/", "Gesprek met"),
        ("middle", "expecting/", "Wat verwacht u?"),
        ("middle", "subject/no_return/", "Geen nieuwe start"),
        ("middle", "subject/no_return/table/", "Geen nieuwe start"),
        ("middle", "follow/", "Meekijken"),
        ("middle", "back/", "Terugkijken"),
        ("finished", "agreeing/", "Wat spreekt u af?"),
        ("finished", "minutes/", "Verslag"),
        ("finished", "minutes/b/", "Deel B"),
        ("finished", "papers/", "Wat ervan komt"),
    ],
)
def test_page(enter, site, step, path, heading):
    look(enter, "Quirine", talks(enter)[step] + path, heading)


def test_list_and_start(enter, site):
    look(enter, "Quirine", "/conversations/", "Gesprekken")
    look(enter, "Bianca", "/conversations/new/", "Een gesprek beginnen")


@pytest.mark.parametrize("name", ["letter", "minutes", "council", "team", "poster"])
def test_papers_come_as_pdf(enter, site, name):
    page = enter("Quirine", talks(enter)["finished"] + "papers/")
    with page.expect_download() as download:
        page.locator(f"a[href$='/papers/{name}.pdf']").first.click()
    assert download.value.path().read_bytes().startswith(b"%PDF")


def test_two_people_hold_a_conversation_in_two_windows_one_of_them_offline_for_a_while(enter, site):
    quirine = enter("Quirine", "/conversations/new/")
    quirine.get_by_label("Gemeente Woerden").check()
    quirine.get_by_role("button", name="Beginnen met voorbereiden").click()
    quirine.wait_for_url("**/preparing/")
    talk = quirine.url.removesuffix("preparing/")
    quirine.locator("#purpose").fill("Leren wat ouders nuttig vinden.")
    for box in quirine.locator("input[name=indicator]").all():
        box.set_checked(box.get_attribute("value") == "usefulness")
    quirine.locator("#days_alone").fill("0")
    prepared(quirine, "Quirine")
    bianca = enter("Bianca", f"{talk}preparing/")
    prepared(bianca, "Bianca")
    quirine.goto(f"{talk}preparing/")
    if quirine.locator("button[value=agree]").count():
        quirine.locator("button[value=agree]").click()
    quirine.wait_for_url("**/expecting/")

    quirine.locator("#low-usefulness").fill("7,5")
    quirine.locator("#why-usefulness").fill("een geheim dat nog dicht is")
    quirine.locator("button[value=lock]").click()
    quirine.locator(".notice h2:has-text('staat vast')").wait_for()
    bianca.goto(f"{talk}expecting/")
    assert "een geheim dat nog dicht is" not in bianca.content()
    assert not re.search(r"<svg", bianca.locator("main").inner_html())

    # Bianca loses her connection while she writes; what she typed stays, and goes when it is back.
    bianca.locator("#low-usefulness").fill("7")
    bianca.locator("#why-usefulness").fill("getypt zonder verbinding")
    bianca.context.set_offline(True)
    bianca.locator("button[value=lock]").click()
    bianca.locator("[data-offline]").wait_for(state="visible")
    assert bianca.locator("#why-usefulness").input_value() == "getypt zonder verbinding"
    bianca.context.set_offline(False)
    bianca.locator("button[value=lock]").click()
    bianca.wait_for_url("**/subject/usefulness/")
    assert "een geheim dat nog dicht is" in bianca.locator("main").inner_text()
    figure(bianca, f"{talk}subject/usefulness/")

    # Quirine follows along: what Bianca shows comes and goes on the other device by itself.
    quirine.goto(f"{talk}follow/")
    quirine.get_by_text("Er wordt nu niets getoond").wait_for()
    bianca.get_by_role("button", name="Laat dit aan iedereen zien").click()
    quirine.locator(".follow .statement").first.wait_for()
    assert "Nut van de hulp" in quirine.locator("#follow-said").inner_text()
    bianca.reload()
    assert "Quirine" in bianca.locator("#leading").inner_text()
    bianca.get_by_role("button", name="Stoppen met laten zien").click()
    quirine.get_by_text("Er wordt nu niets getoond").first.wait_for()
    assert not quirine.locator(".follow .statement").count()

    bianca.locator("button[value=interpreting]").click()
    bianca.locator("#questions").wait_for()
    quirine.goto(f"{talk}subject/usefulness/")
    quirine.locator("#recognition").fill("Ja, dat horen we ook.")
    bianca.locator("#recognition").fill("In de wijk horen we het anders.")
    save(quirine)
    save(bianca)
    assert "Ja, dat horen we ook." in bianca.locator("#questions").inner_text()
    # A button above the form sends the form as well: what is typed goes along.
    quirine.locator("#story").fill("In de vakantie is het stil.")
    quirine.get_by_role("button", name="Laat dit aan iedereen zien").click()
    quirine.locator("#leading:has-text('ziet nu dit onderwerp')").wait_for()
    assert quirine.locator("#story").input_value() == "In de vakantie is het stil."
    quirine.locator("button[value=agreeing]").click()
    quirine.wait_for_url("**/agreeing/")
    for page, who in ((quirine, "Elk team"), (bianca, "Het wijkteam")):
        page.goto(f"{talk}agreeing/")
        page.locator("#who").fill(who)
        page.locator("#what").fill("ouders na een maand bellen")
        page.locator("#before").fill("2031-03-01")
        page.locator("#notice").fill("ouders vertellen het ons eerder")
        page.locator("button[value=action]").click()
        page.locator(f".sentence:has-text('{who} gaat ouders na een maand bellen vóór 1 maart 2031')").wait_for()
    bianca.locator("#summary").fill("Ouders zijn tevreden; we weten niet wat wie niet antwoordde vond.")
    bianca.locator("button[value=minutes]").click()
    bianca.wait_for_url("**/minutes/")
    for page in (bianca, quirine):
        page.goto(f"{talk}minutes/")
        page.get_by_role("button", name="stelt vast").click()
        page.wait_for_load_state("networkidle")
    assert "afgerond" in quirine.locator("main").inner_text()
    # What htmx says of the moment without a connection is no fault.
    gone = ("ERR_INTERNET_DISCONNECTED", "htmx:sendError", "htmx:afterRequest")
    assert [fault for fault in (*bianca.faults, *quirine.faults) if not any(word in fault for word in gone)] == []


def prepared(page, name):
    """Name somebody, write the interest, agree."""
    page.locator("#interest").fill(f"Het belang van {name}.")
    page.locator("#new_name").fill(name)
    page.locator("button[value=agree]").click()
    page.wait_for_load_state("networkidle")
    assert page.locator("#refused").count() == 0, page.locator("#refused").inner_text()


def figure(page, address):
    """Look again until the worker has made the figures."""
    for _ in range(240):
        page.goto(address)
        if page.locator(".statement").count():
            return
        page.wait_for_timeout(500)
    raise AssertionError(page.locator("main").inner_text()[:500])


def save(page):
    """Save the answers, and wait for the page that says so."""
    page.locator("#questions button:has-text('Bewaren') >> visible=true").last.click()
    page.locator(".notice[role=status]").wait_for()


@pytest.mark.parametrize("script", [True, False])
def test_a_practice_talk_needs_no_account_and_keeps_nothing(enter, site, script):
    page = enter("", "/conversations/practice/", script=script)
    page.locator("#purpose").fill("Samen oefenen.")
    for who in ("director", "alderman"):
        page.locator(f"button[value={who}]").click()
        page.locator("#low").fill("6")
        page.locator("#high").fill("7,5")
        page.locator("#why").fill(f"omdat {who} het zegt")
    page.locator("button[value=look]").click()
    assert "Verzonnen cijfers" in page.locator("main").inner_text() and page.locator("svg").count() == 1
    assert "omdat alderman het zegt" in page.locator("main").inner_text()
    page.locator("button[value=talk]").click()
    page.locator("#recognition").fill("Ja.")
    page.locator("button[value=agree]").click()
    page.locator("button[value=end]").click()
    assert "Samen oefenen." in page.locator("main").inner_text() and "Ja." in page.locator("main").inner_text()
    page.goto("/conversations/practice/")
    assert page.locator("#purpose").input_value() == ""
