"""The fields of a caseload, the headings that stand for them (headings.toml), and which column is which."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from uitkomst.intake.reader import column_name


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the caseload. kind: how its values are read (values.py).

    most: the most characters of a text, as many as the register has room for. whole: a longer one is an error, never cut.
    """

    name: str
    kind: str
    required: bool
    headings: tuple[str, ...]
    most: int = 100
    whole: bool = False


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """Which heading of the file is which field, and what words in it mean. Made once, kept, and used every night.

    columns: field -> heading as it stands in the file. words: field -> word in the file -> code (for codes that are written as words).
    seen: the headings that were there when it was made; a later one is still to be judged.
    """

    columns: Mapping[str, str]
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    seen: Sequence[str] = ()

    def as_stored(self) -> dict[str, Any]:
        """Plain data to keep, read back with ``ColumnMap(**kept)``."""
        words = {name: dict(of) for name, of in self.words.items()}
        return {"columns": dict(self.columns), "words": words, "seen": list(self.seen)}

    def for_file(self, headings: Sequence[str]) -> ColumnMap:
        """The same, with what is suggested by headings that were not there when it was made, for fields that have none."""
        new = {name: heading for name, heading in suggest(headings).items() if heading not in self.seen}
        columns = {name: self.columns.get(name) or new.get(name, "") for name in fields()}
        return ColumnMap(columns, self.words, self.seen)

    def chosen(self, headings: Sequence[str], columns: Mapping[str, str], words: Mapping[tuple[str, str], str]) -> ColumnMap:
        """The same, with what somebody chose for a file with these headings: field -> heading, and (field, word) -> what it means.

        A heading that is not in the file counts for nothing.
        """
        told = {name: dict(of) for name, of in self.words.items()}
        for (name, word), value in words.items():
            told.setdefault(name, {})[word] = value
        now = {name: columns.get(name, self.columns.get(name, "")) for name in fields()}
        return ColumnMap({name: heading for name, heading in now.items() if heading in ("", *headings)}, told, tuple(headings))


@cache
def fields() -> dict[str, Field]:
    """All fields by name, in the order of the page."""
    data = tomllib.loads((files(__package__) / "headings.toml").read_text(encoding="utf-8"))
    return {name: Field(name, **{"required": False, **one, "headings": tuple(one["headings"])}) for name, one in data.items()}


@cache
def known_headings() -> frozenset[str]:
    """Every heading that stands for a field."""
    return frozenset(heading for one in fields().values() for heading in (*one.headings, one.name))


def suggest(headings: Sequence[str]) -> dict[str, str]:
    """The heading proposed for each field; a field without one is absent. Where two fit, the one first in our list."""
    by_name = {column_name(heading): heading for heading in reversed(headings)}
    proposed: dict[str, str] = {}
    for name, one in fields().items():
        fits = [by_name[heading] for heading in (name, *one.headings) if heading in by_name]
        if fits and fits[0] not in proposed.values():
            proposed[name] = fits[0]
    return proposed


def mapping_faults(mapping: ColumnMap, headings: Sequence[str]) -> list[tuple[str, str]]:
    """What is wrong with a mapping for this file: (code, field). Codes: field_missing, heading_gone, heading_for_two."""
    faults = [("field_missing", name) for name, one in fields().items() if one.required and not mapping.columns.get(name)]
    faults += [("heading_gone", name) for name, heading in mapping.columns.items() if heading and heading not in headings]
    chosen = [heading for heading in mapping.columns.values() if heading]
    faults += [("heading_for_two", name) for name, heading in mapping.columns.items() if heading and chosen.count(heading) > 1]
    return faults
