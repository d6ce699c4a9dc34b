"""A mirror as a workbook: a sheet to read first and a sheet per indicator, with everything that goes along with the figures.

Cells hold what the page says, in words ("11 (9–13)", "te klein"): a hidden figure is a sentence, never an empty cell or 0.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any

import xlsxwriter

from .document import Block, Document, Section, Table

_WIDE, _NARROW = 60, 16
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


def render_xlsx(document: Document) -> bytes:
    """The whole document as ``.xlsx``."""
    made = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(made, options) as book:
        book.set_properties({"title": document.title, "subject": document.subtitle})
        _read_first(_Sheet(book, document.labels["xlsx_read_first"]), document)
        for section in document.sections:
            _indicator(_Sheet(book, section.title), document, section)
    return made.getvalue()


class _Sheet:
    """A sheet that is written from top to bottom."""

    def __init__(self, book: Any, name: str) -> None:
        taken = {sheet.get_name().lower() for sheet in book.worksheets()}
        plain = name.translate(_FORBIDDEN).strip("' ")[:28] or "-"
        self._sheet = book.add_worksheet(plain if plain.lower() not in taken else f"{plain} {len(taken)}")
        self._sheet.set_column(0, 0, _WIDE)
        self._sheet.set_column(1, 12, _NARROW)
        self._sheet.hide_gridlines(2)
        self._sheet.set_portrait()
        self._sheet.fit_to_pages(1, 0)
        common = {"font_name": "Calibri", "valign": "top"}
        self._formats = {
            "title": book.add_format(common | {"bold": True, "font_size": 16}),
            "heading": book.add_format(common | {"bold": True, "font_size": 12, "top": 1}),
            "head": book.add_format(common | {"bold": True, "bottom": 1, "text_wrap": True}),
            "text": book.add_format(common | {"text_wrap": True}),
            "strong": book.add_format(common | {"text_wrap": True, "bold": True}),
            "quiet": book.add_format(common | {"text_wrap": True, "italic": True}),
        }
        self._row = 0

    def line(self, text: str, style: str = "text") -> None:
        """One text, over the width of the sheet when it is a title."""
        self._sheet.write_string(self._row, 0, text, self._formats[style])
        self._row += 1

    def gap(self) -> None:
        self._row += 1

    def cells(self, cells: tuple[str, ...], style: str = "text") -> None:
        for column, cell in enumerate(cells):
            self._sheet.write_string(self._row, column, cell, self._formats[style])
        self._row += 1


def _read_first(sheet: _Sheet, document: Document) -> None:
    sheet.line(document.title, "title")
    sheet.line(document.subtitle)
    for banner in document.banners:
        sheet.line(banner, "strong")
    sheet.gap()
    for fact in document.facts:
        sheet.cells(fact)
    for part in (document.how_to_read, document.not_covered):
        sheet.gap()
        sheet.line(part.heading, "heading")
        for item in part.items:
            sheet.line(f"• {item}")
    for line in document.reading:
        sheet.line(line)
    if document.context:
        _block(sheet, document.context)
    sheet.gap()
    for fact in document.footer:
        sheet.cells(fact, "quiet")


def _indicator(sheet: _Sheet, document: Document, section: Section) -> None:
    sheet.line(section.title, "title")
    sheet.line(section.question, "quiet")
    sheet.line(document.subtitle)
    for banner in document.banners:
        sheet.line(banner, "strong")
    sheet.gap()
    for line in said_of(section):
        sheet.line(line, "strong")
    for mark in section.marks:
        sheet.line(mark, "quiet")
    for block in section.blocks:
        _block(sheet, block)
    _heading(sheet, document.labels["block_story"])
    for line in told_of(document, section):
        sheet.line(line)
    for part in section.reading_aid:
        _heading(sheet, f"{part.heading} …")
        for item in part.items:
            sheet.line(f"• {item}")
    _heading(sheet, document.labels["block_definition"])
    for line in (*section.definition, f"{document.labels['definition_heading_sources']}: {'; '.join(section.sources)}."):
        sheet.line(line)
    sheet.gap()
    for fact in document.footer:
        sheet.cells(fact, "quiet")


def _heading(sheet: _Sheet, text: str) -> None:
    sheet.gap()
    sheet.line(text, "heading")


def _block(sheet: _Sheet, block: Block) -> None:
    _heading(sheet, block.heading)
    for line in block.intro:
        sheet.line(line)
    if block.table:
        _table(sheet, block.table)
    for note in block.notes:
        sheet.line(note, "quiet")


def _table(sheet: _Sheet, table: Table) -> None:
    sheet.cells(table.columns, "head")
    for row in table.rows:
        sheet.cells(row.cells, "strong" if row.strong else "text")


def said_of(section: Section) -> list[str]:
    """What the section says in sentences: what is missing, what is found, and the reader's own part."""
    found = [" ".join((*one.missing, *one.found, *one.remarks)) for one in section.statements]
    return [*found, *section.focus]


def told_of(document: Document, section: Section) -> list[str]:
    """The story as plain lines, or that there is none."""
    if not section.story:
        return [document.labels["story_none"]]
    return ["".join(run.text for run in block.runs) for block in section.story]
