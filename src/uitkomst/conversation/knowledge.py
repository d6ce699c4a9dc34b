"""Knowledge notes: what is known about a subject, with source and population. Shown after expecting, beside a figure, never as a line.

One file per indicator in ``library``: found by its name, never registered. Source: product.md ("Looking").
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class KnowledgeNote:
    """One note in one language: what, of whom, from where."""

    text: str
    population: str
    source: str


@cache
def notes(indicator: str, language: str) -> tuple[KnowledgeNote, ...]:
    """The notes about an indicator; none when nobody wrote one."""
    file = files("uitkomst.conversation") / "library" / f"{indicator}.toml"
    if not file.is_file():
        return ()
    found = tomllib.loads(file.read_text(encoding="utf-8"))["note"]
    return tuple(KnowledgeNote(one["text"][language], one["population"][language], one["source"]) for one in found)
