"""The mirror as PDF: tagged, titled, in its language, and marked on every page."""

import pytest
from pypdf import PdfReader

from tests.fixtures_figures import mirror
from uitkomst.presentation.present import present_mirror


@pytest.fixture(scope="module")
def reader(tmp_path_factory):
    out = present_mirror(mirror("own"), "nl", tmp_path_factory.mktemp("pdf") / "spiegel.pdf")
    return PdfReader(out)


def test_the_pdf_is_tagged_and_says_what_it_is(reader):
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] is True or root["/MarkInfo"]["/Marked"].value is True
    assert root["/Lang"] == "nl"
    assert reader.metadata.title == "Spiegel jeugdhulp – Gemeente Woerden"
    assert b"pdfuaid" in root["/Metadata"].get_data()


def elements(node, kinds):
    node = node.get_object()
    if isinstance(node, list):
        for inner in node:
            yield from elements(inner, kinds)
    elif isinstance(node, dict):
        if node.get("/S") in kinds:
            yield node
        if "/K" in node:
            yield from elements(node["/K"], kinds)


def test_every_picture_has_words_and_every_table_a_header(reader):
    tree = reader.trailer["/Root"]["/StructTreeRoot"]
    figures = list(elements(tree, {"/Figure"}))
    assert len(figures) > 20 and all(figure.get("/Alt") for figure in figures)
    for table in elements(tree, {"/Table"}):
        rows = list(elements(table, {"/TR"}))
        assert rows
    assert len(list(elements(tree, {"/TH"}))) > 60


def test_every_page_is_marked(reader):
    for page in reader.pages:
        text = page.extract_text()
        assert "FICTITIEUS" in text and "Eigen registratie, niet om te delen" in text


def test_no_more_than_the_page_needs(reader):
    # a head, a guide and seven indicators of two pages, one of three
    assert len(reader.pages) <= 22


def test_everything_said_in_html_is_said_on_paper(reader):
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    for words in (
        "Zo leest u deze spiegel",
        "Wat hier niet in staat",
        "Leeshulp",
        "Herkent u dit in de praktijk?",
        "de meeste jongeren vonden de hulp nuttig",
    ):
        assert words in text
