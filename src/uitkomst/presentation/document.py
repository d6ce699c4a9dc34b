"""The mirror as a document: sections, pictures and tables in reading order, the same for HTML and PDF."""

from __future__ import annotations

from dataclasses import dataclass

from .stories import StoryBlock


@dataclass(frozen=True)
class Picture:
    """One chart, twice: ``fluid`` follows the width of the page, ``fixed`` is for paper, ``width`` pixels wide."""

    title: str
    description: str
    fluid: str
    fixed: str
    width: float


@dataclass(frozen=True)
class Row:
    """First cell is the row's header. strong: the reader's own row, or the whole. hidden: indices of cells without a number."""

    cells: tuple[str, ...]
    strong: bool = False
    hidden: tuple[int, ...] = ()


@dataclass(frozen=True)
class Table:
    caption: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    text_columns: tuple[int, ...] = (0,)


@dataclass(frozen=True)
class TextList:
    heading: str
    items: tuple[str, ...]


@dataclass(frozen=True)
class Block:
    """A headed part of a section: introduction, pictures with their table, a numbered list that belongs to them, notes below."""

    key: str
    heading: str
    intro: tuple[str, ...] = ()
    pictures: tuple[Picture, ...] = ()
    table: Table | None = None
    notes: tuple[str, ...] = ()
    listed: TextList | None = None
    after: str = ""


@dataclass(frozen=True)
class Statement:
    """What is said of one informant (or of all): first what is missing, then what is found."""

    about: str
    missing: tuple[str, ...]
    found: tuple[str, ...]
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Section:
    """One indicator. overview: what the contents say of it, beside the ``thin`` picture.

    ``blocks`` come before the story, reading aid and definition after it.
    """

    id: str
    title: str
    question: str
    statements: tuple[Statement, ...]
    focus: tuple[str, ...]
    overview: tuple[str, ...]
    blocks: tuple[Block, ...]
    marks: tuple[str, ...]
    story: tuple[StoryBlock, ...]
    reading_aid: tuple[TextList, ...]
    definition: tuple[str, ...]
    sources: tuple[str, ...]
    thin: Picture | None = None


@dataclass(frozen=True)
class Document:
    """A whole mirror in one language. ``labels``: fixed texts for the templates."""

    language: str
    title: str
    subtitle: str
    facts: tuple[tuple[str, str], ...]
    banners: tuple[str, ...]
    how_to_read: TextList
    not_covered: TextList
    reading: tuple[str, ...]
    context: Block | None
    context_found: tuple[str, ...]
    sections: tuple[Section, ...]
    footer: tuple[tuple[str, str], ...]
    labels: dict[str, str]
