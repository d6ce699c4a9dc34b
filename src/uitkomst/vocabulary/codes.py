"""Dated code lists: which codes a field may hold, from when to when, under which protocol version, and their labels.

The lists are TOML files in library/, one per field; a new list is a new file. Source: reference in the head of each file.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Code:
    """One code of a list. ``valid_from`` and ``valid_to`` are days, None when open; ``group`` and ``name`` where the list has them."""

    code: str
    labels: dict[str, str]
    protocol: str
    valid_from: date | None = None
    valid_to: date | None = None
    group: str = ""
    name: str = ""

    def holds_on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class CodeList:
    """All codes of one field, in the order of the protocol."""

    name: str
    field: str
    codes: tuple[Code, ...]

    def on(self, day: date) -> tuple[Code, ...]:
        """The codes that may be used on this day."""
        return tuple(code for code in self.codes if code.holds_on(day))

    def label(self, code: str, language: str = "nl") -> str:
        """The label of a code, that of the newest protocol version first; the code itself when it is not in the list."""
        found = [c for c in self.codes if c.code == code]
        return max(found, key=lambda c: [int(part) for part in c.protocol.split(".")]).labels[language] if found else code


def names() -> tuple[str, ...]:
    """The names of all code lists."""
    return tuple(sorted(f.name.removesuffix(".toml") for f in (files(__package__) / "library").iterdir() if f.name.endswith(".toml")))


@cache
def code_list(name: str) -> CodeList:
    """One code list by name: referrer, form_of_help, crisis, end_reason, sex, going_on, special_bsn."""
    content = tomllib.loads((files(__package__) / "library" / f"{name}.toml").read_text(encoding="utf-8"))
    codes = tuple(
        Code(
            code=entry["code"],
            labels={"nl": entry["nl"], "en": entry["en"]},
            protocol=entry.get("protocol", content["protocol"]),
            valid_from=entry.get("from"),
            valid_to=entry.get("to"),
            group=entry.get("group", ""),
            name=entry.get("name", ""),
        )
        for entry in content["code"]
    )
    return CodeList(name, content["field"], codes)
