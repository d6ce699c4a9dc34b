"""Reading a data file while collecting everything that is wrong with it, so that its author sees all of it at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from uitkomst.questionnaires.questionnaire import STANDARD, Text


@dataclass
class Faults:
    """What is wrong: one sentence each, with its place."""

    problems: list[str] = field(default_factory=list)

    def add(self, place: str, what: str) -> None:
        self.problems.append(f"{place}: {what}" if place else what)


@dataclass(frozen=True)
class Table:
    """One table of the file. A key that is absent or of the wrong kind is a fault; reading goes on with an empty value.

    keys: all that it may hold (empty: anything). languages, wordings: what every text below must have.
    """

    data: Mapping[str, object]
    place: str
    faults: Faults
    keys: frozenset[str] | set[str] = frozenset()
    languages: tuple[str, ...] = ()
    wordings: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for name in sorted(set(self.data) - self.keys) if self.keys else ():
            self.faults.add(self.place, f"'{name}' is not known here")

    def for_texts(self, languages: tuple[str, ...], wordings: tuple[str, ...]) -> Table:
        return Table(self.data, self.place, self.faults, frozenset(), languages, wordings)

    def named(self, place: str) -> Table:
        return replace(self, place=place)

    def only(self, keys: set[str]) -> Table:
        """The same table, which may hold these keys alone."""
        return replace(self, keys=keys)

    def at(self, name: str) -> str:
        return f"{self.place}, {name}" if self.place else name

    def word(self, name: str, among: Iterable[str] = (), default: str | None = None) -> str:
        value = self.data.get(name, default)
        if not isinstance(value, str) or (not value.strip() and default is None):
            self.faults.add(self.at(name), "is missing or empty")
            return ""
        if among and value not in tuple(among):
            self.faults.add(self.at(name), f"'{value}' is none of {', '.join(among)}")
        return value

    def words(self, name: str, default: tuple[str, ...] | None, among: Iterable[str] = ()) -> tuple[str, ...]:
        value = self.data.get(name, default)
        if not isinstance(value, list | tuple) or not all(isinstance(one, str) and one for one in value) or (not value and default is None):
            self.faults.add(self.at(name), "must be a list of words")
            return ()
        for one in value:
            if among and one not in tuple(among):
                self.faults.add(self.at(name), f"'{one}' is none of {', '.join(among)}")
        if len(set(value)) < len(value):
            self.faults.add(self.at(name), "names something twice")
        return tuple(value)

    def number(self, name: str, default: int | None = None) -> int:
        value = self.data.get(name, default)
        if not isinstance(value, int) or isinstance(value, bool):
            self.faults.add(self.at(name), "must be a whole number")
            return 0
        return value

    def yes(self, name: str, default: bool | None = None) -> bool:
        value = self.data.get(name, default)
        if not isinstance(value, bool):
            self.faults.add(self.at(name), "must be true or false")
            return False
        return value

    def tables(self, name: str) -> list[Table]:
        value = self.data.get(name, [])
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            self.faults.add(self.at(name), "must be a list of tables")
            return []
        return [Table(one, self.at(name), self.faults, frozenset(), self.languages, self.wordings) for one in value]

    def text(self, name: str) -> Text:
        """A text: its languages, ``official``, and one table for each other wording."""
        value = self.data.get(name)
        if not isinstance(value, dict):
            self.faults.add(self.at(name), "the text is missing")
            return Text({STANDARD: dict.fromkeys(self.languages, "")})
        table = Table(value, self.at(name), self.faults, {*self.languages, "official", *self.wordings} - {STANDARD})
        by_wording = {STANDARD: {language: table.word(language) for language in self.languages}}
        for wording in self.wordings:
            other = value.get(wording)
            if isinstance(other, dict):
                sub = Table(other, table.at(wording), self.faults, set(self.languages))
                by_wording[wording] = {language: sub.word(language) for language in self.languages}
            elif other is not None:
                self.faults.add(table.at(wording), "must be a table with a text per language")
        return Text(by_wording, table.words("official", (), among=self.languages))

    def maybe_text(self, name: str) -> Text | None:
        return self.text(name) if name in self.data else None
