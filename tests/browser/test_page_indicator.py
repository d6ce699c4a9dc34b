"""The page of one indicator: the same words as the document, in the order of the product."""

import pytest

from tests.browser.conftest import look

pytestmark = pytest.mark.browser

INDICATORS = ["dropout", "usefulness", "able_to_continue", "no_return", "return_to_care", "problem_reduction", "goals_achieved"]


def test_page(enter, way):
    look(enter, "Quirine", f"{way.mirror}usefulness/", "Nut van de hulp")


def test_page_of_the_region(enter, way):
    look(enter, "Bianca", f"{way.region}problem_reduction/", "Verandering van de problemen")


@pytest.mark.parametrize("indicator", INDICATORS)
def test_every_indicator_fits_a_phone_and_has_a_table_with_every_picture(enter, way, indicator):
    page = enter("Quirine", f"{way.mirror}{indicator}/", width=320)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    for evidence in page.locator(".evidence:has(svg)").all():
        assert evidence.locator("table").count() == 1
    headings = page.locator("main h2").all_inner_texts()
    order = [
        headings.index(name)
        for name in ("Het cijfer", "Wie telt mee, en wie niet", "Het verhaal erbij", "Leeshulp", "Definitie en bronnen")
    ]
    assert order == sorted(order)


def test_browser_and_document_say_the_same_in_the_same_words(enter, way):
    page = enter("Quirine", f"{way.mirror}file.pdf".replace("file.pdf", ""))
    context = page.context
    document = context.request.get(f"{way.mirror}file.html").text()
    import html
    import re

    plain = " ".join(html.unescape(re.sub(r"<[^>]+>", " ", document)).split())
    for indicator in INDICATORS:
        page.goto(f"{way.mirror}{indicator}/")
        for statement in page.locator(".statement").all_inner_texts():
            assert " ".join(statement.split()) in plain


def test_files_go_along(enter, way):
    request = enter("Quirine", way.mirror).context.request
    for kind, starts in (("csv", b"indicator"), ("json", b"["), ("pdf", b"%PDF")):
        answer = request.get(f"{way.mirror}file.{kind}")
        assert answer.status == 200 and answer.body().lstrip(b"\xef\xbb\xbf").startswith(starts), kind
    assert request.get(f"{way.mirror}dropout/file.csv").status == 200
    assert request.get(f"{way.mirror}file.exe").status == 404
