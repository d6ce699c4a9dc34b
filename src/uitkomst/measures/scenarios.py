"""Scenarios: the truth of an indicator as tables that a subject expert can read and change, found beside its verdict.sql.

Reads ``scenarios.md``: a heading is a rule, a table under it a small world of delivered lines with what must come of them. The
form is described for its writers in docs/handleiding/scenario-toevoegen.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from uitkomst.measures.definitions import LIBRARY

ARROW = "→"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table: its number in the file, what is delivered, and what must come of it (column -> cell)."""

    number: int
    given: dict[str, str]
    expected: dict[str, str]


@dataclass(frozen=True, slots=True)
class Scenario:
    """One table under its heading. settings: (word, text) in the order of the file, those of the head of the file first."""

    file: str
    heading: str
    settings: tuple[tuple[str, str], ...] = ()
    lines: tuple[Line, ...] = field(default=())

    def where(self, line: Line | None = None) -> str:
        """File, heading and line, for messages."""
        return f"{self.file}, '{self.heading}'" + (f", line {line.number}" if line else "")

    def setting(self, word: str) -> str | None:
        """The last setting with this word, so that a scenario can deviate from the head of its file."""
        return next((text for name, text in reversed(self.settings) if name == word), None)

    def all_settings(self, word: str) -> list[str]:
        return [text for name, text in self.settings if name == word]


class FaultyScenario(ValueError):
    """A scenarios.md that cannot be read; the message names file, heading and line."""


def read_scenarios(path: Path) -> list[Scenario]:
    """All scenarios of one file, in order. Raises FaultyScenario."""
    name = "/".join(path.parts[-2:])
    tokens = MarkdownIt("commonmark").enable("table").parse(path.read_text(encoding="utf-8"))
    head: tuple[tuple[str, str], ...] = ()
    scenario = Scenario(name, "")
    found: list[Scenario] = []
    for position, token in enumerate(tokens):
        if token.type == "heading_open" and token.tag == "h2":
            head = head if scenario.heading else scenario.settings
            scenario = Scenario(name, tokens[position + 1].content, head)
        elif token.type == "list_item_open":
            scenario = replace(scenario, settings=(*scenario.settings, _setting(tokens[position + 2], scenario)))
        elif token.type == "table_open":
            found.append(replace(scenario, lines=tuple(_lines(tokens, position, scenario))))
    return found


def indicator_scenarios(indicator: str) -> list[Scenario]:
    """The scenarios of one indicator; empty when it has none."""
    path = LIBRARY / indicator / "scenarios.md"
    return read_scenarios(path) if path.is_file() else []


def _setting(token: Token, scenario: Scenario) -> tuple[str, str]:
    word, colon, text = token.content.partition(":")
    if not colon:
        raise FaultyScenario(f"{scenario.where()}: '{token.content}' is not a setting; write 'word: value'")
    return word.strip().lower(), text.strip()


def _lines(tokens: list[Token], start: int, scenario: Scenario) -> Iterator[Line]:
    """The lines of the table that opens at this token; the column with the arrow parts what is given from what is expected."""
    header: list[str] = []
    for number, cells in _cells(tokens, start):
        if not header:
            header = cells
            if ARROW not in header:
                raise FaultyScenario(f"{scenario.where()}: the table at line {number} has no column '{ARROW}'")
            continue
        arrow = header.index(ARROW)
        yield Line(
            number,
            dict(zip(header[:arrow], cells[:arrow], strict=True)),
            dict(zip(header[arrow + 1 :], cells[arrow + 1 :], strict=True)),
        )


def _cells(tokens: list[Token], start: int) -> Iterator[tuple[int, list[str]]]:
    cells: list[str] = []
    for token in tokens[start:]:
        if token.type == "tr_open":
            cells, number = [], (token.map or [0])[0] + 1
        elif token.type == "inline":
            cells.append(token.content.strip())
        elif token.type == "tr_close":
            yield number, cells
        elif token.type == "table_close":
            return
