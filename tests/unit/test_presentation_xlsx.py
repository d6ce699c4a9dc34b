"""The workbook of a mirror: read again with another program, everything that the page says is in it, and nothing runs."""

from __future__ import annotations

from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from tests.fixtures_figures import mirror
from uitkomst.presentation.build import build_document
from uitkomst.presentation.table_files import table_csv
from uitkomst.presentation.xlsx import render_xlsx, said_of, told_of


def sheets(content: bytes) -> dict[str, list[list[str]]]:
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    return {name: [[str(cell) for cell in row] for row in book.get_sheet_by_name(name).to_python()] for name in book.sheet_names}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_table_sentence_note_story_and_method_of_the_page_is_in_the_workbook(language: str) -> None:
    document = build_document(mirror(stories={"dropout": "Het *eerste* verhaal.\n\n- een reden"}), language)
    found = sheets(render_xlsx(document))
    assert len(found) == 1 + len(document.sections)
    first, *others = found.values()
    said = {cell for row in first for cell in row}
    assert {document.title, document.subtitle, *document.banners} <= said
    for section, rows in zip(document.sections, others, strict=True):
        cells = {cell for row in rows for cell in row}
        lines = [tuple(cell for cell in row) for row in rows]
        assert {
            section.title,
            section.question,
            *said_of(section),
            *section.marks,
            *section.definition,
            *told_of(document, section),
        } <= cells
        assert {item for part in section.reading_aid for item in part.items} <= {cell.removeprefix("• ") for cell in cells}
        for block in section.blocks:
            assert {block.heading, *block.intro, *block.notes} <= cells
            for row in block.table.rows if block.table else ():
                assert any(line[: len(row.cells)] == row.cells for line in lines), row


def test_a_text_that_looks_like_a_formula_stays_a_text() -> None:
    evil = "=1+1"
    document = build_document(mirror(stories={"dropout": evil}, group_names={"municipality": {"0632": "=HYPERLINK(1)"}}), "nl")
    content = render_xlsx(document)
    assert any(evil in cell for rows in sheets(content).values() for row in rows for cell in row)
    from zipfile import ZipFile

    with ZipFile(BytesIO(content)) as parts:
        assert not any(b"<f>" in parts.read(name) for name in parts.namelist())
    section = next(one for one in document.sections if one.id == "dropout")
    block = next(one for one in section.blocks if one.table)
    assert not any(cell.startswith("=") for line in table_csv(document, section, block).splitlines() for cell in line.split(";"))
