"""The mirror in HTML: self-contained, complete, and nothing in it that is not in the figures."""

import re
from dataclasses import replace

import pytest
from lxml import html as lxml_html

from tests.fixtures_figures import mirror, release
from uitkomst.measures.definitions import load_definitions
from uitkomst.presentation.build import build_document
from uitkomst.presentation.html import render_html
from uitkomst.presentation.present import present_mirror
from uitkomst.presentation.words import Words


@pytest.fixture(scope="module", params=["partner", "open", "own"])
def made(request):
    the_mirror = mirror(request.param)
    return the_mirror, render_html(build_document(the_mirror, "nl"))


@pytest.fixture(scope="module")
def page():
    return lxml_html.fromstring(render_html(build_document(mirror(), "nl")))


def test_nothing_is_loaded_and_nothing_runs(made):
    _, text = made
    assert not re.search(r"<script|<link|<iframe|<img|\bsrc=|url\(|@import|\bon\w+=", text, re.IGNORECASE)
    assert set(re.findall(r'href="([^"]*)"', text)) <= {f"#{name}" for name in re.findall(r'id="([^"]*)"', text)}
    assert re.findall(r"https?://[^\"' <]+", text.replace("http://www.w3.org/2000/svg", "")) == []
    assert "default-src 'none'" in text


def test_nothing_hides_in_attributes_or_comments(made):
    _, text = made
    assert "<!--" not in text
    tree = lxml_html.fromstring(text)
    for element in tree.iter():
        assert not any(name.startswith("data-") or name in ("title", "style") for name in element.attrib)


def allowed_numbers(the_mirror):
    """Every number that may stand in a table, worked out from the figures anew."""
    found = set()
    for figure in the_mirror.figures:
        for number in (figure.population, figure.excluded, figure.unknown, figure.denominator, figure.numerator):
            found |= {f"{number:,}".replace(",", ".")} if number is not None else set()
        for number in (figure.value, figure.lower, figure.upper, figure.coverage):
            if number is not None:
                found |= {str(int(number * 100 + e)) for e in (0, 0.5, 1)} | {f"{number:.1f}".replace(".", ","), f"{number:.0f}"}
                found |= {f"{round(number):,}".replace(",", ".")}
    return found | {"1", "99", "3", "100"}


def test_tables_hold_only_what_the_figures_hold(made):
    the_mirror, text = made
    allowed = allowed_numbers(the_mirror)
    cells = lxml_html.fromstring(text).xpath("//tbody//td")
    assert len(cells) > 300
    for cell in cells:
        for number in re.findall(r"\d[\d.,]*", cell.text_content()):
            assert number in allowed, cell.text_content()


def test_another_hidden_cell_changes_no_number():
    # What is hidden is not in a figure, so no trace of it can be on the page: two mirrors that differ in hidden counts are equal.
    figures = tuple(replace(f, spread=9.9, design_effect=9.9) if f.value is None else f for f in mirror().figures)
    assert render_html(build_document(mirror(figures=figures), "nl")) == render_html(build_document(mirror(), "nl"))


def test_every_chart_has_a_title_a_description_and_its_table(page):
    charts = page.xpath("//*[local-name()='svg']")
    assert len(charts) > 25
    ids = set(page.xpath("//@id"))
    for chart in charts:
        names = chart.get("aria-labelledby").split()
        assert len(names) == 2 and set(names) <= ids
        evidence = chart.xpath("ancestor::div[contains(concat(' ', @class, ' '), ' evidence ')]")[0]
        assert evidence.xpath(".//table/tbody/tr"), names
    assert len(page.xpath("//@id")) == len(ids)


def test_every_hidden_cell_is_explained_beside_it(page):
    hidden = page.xpath("//td[contains(@class, 'hidden')]")
    assert len(hidden) > 5
    for cell in hidden:
        if cell.text_content() in ("–", "niet te tonen"):
            continue
        block = cell.xpath("ancestor::*[contains(concat(' ', @class, ' '), ' block ') or contains(@class, 'context')]")[0]
        notes = " ".join(block.xpath(".//p[@class='note']//text()")).lower()
        assert cell.text_content().split()[0] in notes, cell.text_content()


@pytest.mark.parametrize("reason", ["too_small", "few", "nearly_all", "few_persons", "secondary", "no_answers", "earlier"])
def test_a_hidden_headline_has_its_sentence(reason):
    def hide(figure):
        if figure.indicator == "dropout" and figure.period == "2023..2024" and figure.group == ("*",):
            return replace(figure, value=None, numerator=None, lower=None, upper=None, status="hidden", reason=reason)
        return figure

    document = build_document(mirror(figures=tuple(map(hide, mirror().figures))), "nl")
    section = document.sections[0]
    words = Words("nl")
    sentence = section.statements[0].found[0]
    assert sentence.startswith(words.of(load_definitions()["dropout"].variant("").title))
    assert sentence == section.overview[0]
    assert re.sub(r"\{.*?\}.*", "", words._find(f"hidden.{reason}").split(": ")[1]) in sentence


def test_order_of_a_section(page):
    section = page.xpath("//section[@aria-labelledby='usefulness']")[0]
    headings = [h.text_content() for h in section.xpath(".//h3")]
    assert headings == [
        "Het cijfer", "De hele verdeling", "Het verloop", "Wie telt mee, en wie niet", "Uitgesplitst naar gemeente", "Het verhaal erbij",
        "Leeshulp", "Definitie en bronnen",
    ]  # fmt: skip
    statement = section.xpath(".//p[contains(@class, 'statement')]")[0].text_content()
    assert statement.index("hebben we geen cijfer") < statement.index("Gemiddeld geven jongeren")
    assert [b.get("id") for b in page.xpath("//section[@class='indicator']/h2")] == [
        d.id for d in load_definitions().values() if not d.context
    ]


def test_groups_stand_in_order_of_name_never_of_value(page):
    table = page.xpath("//section[@aria-labelledby='dropout']//div[contains(@class, 'block by')]//table")[0]
    names = [th.text_content() for th in table.xpath(".//tbody/tr/th")]
    assert names[:-1] == sorted(names[:-1]) and names[-1].startswith("Geheel")


def test_neither_of_the_two_is_the_main_one(page):
    overview = page.xpath("//nav//li[a/@href='#able_to_continue']")[0].text_content()
    assert overview.count("zonder jeugdhulp verder kan") == overview.count("zonder hulp of met lichtere hulp verder kan") == 2


def test_problems_are_always_told_in_three(page):
    statement = page.xpath("//section[@aria-labelledby='problem_reduction']//p[contains(@class, 'statement')]")[0].text_content()
    for words in ("aantoonbaar afgenomen", "geen verandering aantoonbaar", "aantoonbaar toegenomen"):
        assert words in statement


def test_no_return_says_who_delivered_and_who_turned_18(page):
    text = page.xpath("//section[@aria-labelledby='no_return']")[0].text_content()
    assert "Van de 12 aanbieders in het laatste halfjaar leverden er 11" in text and "18 voordat" in text


def test_marks_are_explained(page):
    assert "ondergrens" in page.xpath("//section[@aria-labelledby='return_to_care']//div[@class='marks']")[0].text_content()


def test_story_or_four_questions(page):
    with_story = page.xpath("//section[@aria-labelledby='usefulness']//div[contains(@class, 'story')]")[0]
    assert with_story.xpath(".//strong/text()") == ["de meeste jongeren vonden de hulp nuttig"] and len(with_story.xpath(".//ul/li")) == 2
    without = page.xpath("//section[@aria-labelledby='dropout']//div[contains(@class, 'story')]")[0]
    assert [li.text.strip() for li in without.xpath(".//ol/li")] == [
        "Herkent u dit in de praktijk?",
        "Hoe komt het, wat is het verhaal erachter?",
        "Hoe waardeert u het?",
        "Wat kan er anders, en wie begint?",
    ]


def test_text_from_outside_is_text(tmp_path):
    nasty = '<b onclick="x">"\\</style><script>'
    text = render_html(build_document(mirror(scope_name=nasty, stories={"dropout": nasty}, snapshot=nasty), "nl"))
    assert "<script" not in text and "<b onclick" not in text and text.count("</style>") == 2


def test_own_is_marked_and_fictitious_is_marked(made):
    the_mirror, text = made
    assert text.count("FICTITIEUS – verzonnen gegevens") == 2
    assert ("Eigen registratie, niet om te delen" in text) == (the_mirror.audience == "own")
    assert "FICTITIEUS" not in render_html(build_document(replace(the_mirror, fictitious=False), "nl"))


def test_a_missing_informant_is_said():
    figures = tuple(f for f in release() if f.informant != "parent")
    text = render_html(build_document(mirror(figures=figures), "nl"))
    assert "Over ouders staan hierover geen cijfers in deze spiegel." in text


def test_one_indicator_alone_and_an_empty_release():
    figures = tuple(f for f in release() if f.indicator == "dropout")
    document = build_document(mirror(figures=figures), "nl")
    assert [s.id for s in document.sections] == ["dropout"] and document.context is None
    assert "Wat hier niet in staat" in render_html(build_document(mirror(figures=()), "nl"))


def test_english_has_no_dutch_left():
    text = lxml_html.fromstring(render_html(build_document(mirror(stories={}), "en"))).xpath("//body")[0].text_content()
    assert not re.search(r"\b(trajecten|jongeren|ouders|niet|tussen|verloop)\b", text)


def test_files_appear_by_rename_and_only_as_html_pdf_or_xlsx(tmp_path):
    out = present_mirror(mirror(), "nl", tmp_path / "spiegel.html")
    assert [p.name for p in tmp_path.iterdir()] == ["spiegel.html"] and out.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    with pytest.raises(ValueError, match=r"must end in \.html, \.pdf or \.xlsx"):
        present_mirror(mirror(), "nl", tmp_path / "spiegel.docx")
    with pytest.raises(ValueError, match="use nl or en"):
        present_mirror(mirror(), "de", tmp_path / "spiegel2.html")
    assert [p.name for p in tmp_path.iterdir()] == ["spiegel.html"]


def nothing_of(indicator):
    """A release in which every figure of one indicator is too small to show."""
    empty = dict.fromkeys(("population", "excluded", "unknown", "denominator", "numerator", "value", "lower", "upper", "coverage"))
    return tuple(
        replace(f, **empty, status="hidden", reason="too_small", merged=()) if f.indicator == indicator else f for f in mirror().figures
    )


def test_where_nothing_can_be_shown_stands_a_sentence_and_no_empty_picture():
    tree = lxml_html.fromstring(render_html(build_document(mirror(figures=nothing_of("problem_reduction")), "nl")))
    section = tree.xpath("//section[@aria-labelledby='problem_reduction']")[0]
    assert section.xpath(".//*[local-name()='svg']") == []
    text = section.text_content()
    assert text.count("Verandering van de problemen: dit kunnen we niet tonen") == 1
    for words in (
        "Hier is geen enkel cijfer te tonen.",
        "In geen enkel halfjaar is dit te tonen.",
        "Voor geen enkele groep is dit te tonen.",
    ):
        assert words in text


def test_a_hidden_figure_has_no_track_that_reads_as_nought(page):
    strips = page.xpath("//section[@aria-labelledby='dropout']//div[contains(@class, 'figure')]//*[local-name()='svg']")[0]
    shown = list(strips.xpath("./*[local-name()='line'][@class='rest']"))
    assert len(shown) == 2 and "weggelaten" in "".join(strips.itertext())


def test_the_whole_is_named_as_a_way_out_only_if_it_is_shown():
    def hide(figure, groups):
        if figure.indicator == "dropout" and figure.period == "2023..2024" and figure.group[0] in groups:
            return replace(figure, value=None, numerator=None, lower=None, upper=None, status="hidden", reason="few_persons")
        return figure

    for groups, named in ((("0632",), True), (("0632", "*"), False)):
        figures = tuple(hide(f, groups) for f in mirror().figures)
        (focus,) = build_document(mirror(figures=figures), "nl").sections[0].focus
        assert ("als geheel is het wel te zien" in focus) == named


def test_classes_taken_together_are_said_to_be_so():
    def merge(figure):
        if figure.indicator != "problem_reduction" or figure.period != "2023..2024" or figure.variant not in ("class:same", "class:worse"):
            return figure
        figure = replace(figure, marks=("merged:same+worse",))
        hidden = {"numerator": None, "value": None, "lower": None, "upper": None, "status": "hidden", "reason": "merged"}
        return replace(figure, **hidden) if figure.variant == "class:worse" else figure

    tree = lxml_html.fromstring(render_html(build_document(mirror(figures=tuple(map(merge, mirror().figures))), "nl")))
    section = tree.xpath("//section[@aria-labelledby='problem_reduction']")[0]
    distribution = section.xpath(".//div[contains(@class, 'distribution')]//tbody/tr/th/text()")
    assert distribution == ["Problemen aantoonbaar afgenomen", "Geen aantoonbare verandering + Problemen aantoonbaar toegenomen (samen)"]
    figures = section.xpath(".//div[contains(@class, 'block figure')]")[0].text_content()
    assert "samengenomen" in figures and "Samengenomen: dit antwoord is bij het antwoord ernaast geteld" in figures
    assert "merged" not in tree.text_content()
