"""What of a message goes where in the register (fields.toml), beside all elements that a message can have: for the reference."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from uitkomst.intake.messages.allocation import allocation_schema
from uitkomst.intake.messages.schema import Part, schema
from uitkomst.intake.messages.standard import ALLOCATION, Standard


class Taken(NamedTuple):
    """One element that is used. becomes: a field of a caseload, "" when it only decides what a record is about. said: by language."""

    element: str
    messages: tuple[str, ...]
    becomes: str
    said: dict[str, str]


@cache
def taken() -> tuple[Taken, ...]:
    """All that is used, in the order of fields.toml."""
    data = tomllib.loads((files(__package__) / "fields.toml").read_text(encoding="utf-8"))
    return tuple(
        Taken(one["element"], tuple(one["messages"]), one["becomes"], {language: one[language] for language in ("nl", "en")})
        for one in data["field"]
    )


def elements(standard: Standard, kind: str) -> Iterator[tuple[str, bool]]:
    """Every element of a message type that holds a value, and whether it is looked at; what is not is neither read nor kept."""
    return _below(allocation_schema(standard) if kind == ALLOCATION else schema(standard, kind), "")


def _below(part: Part, path: str) -> Iterator[tuple[str, bool]]:
    if not isinstance(part.content, tuple):
        yield path, part.content is not None
        return
    for one in part.content:
        yield from _below(one, f"{path}/{one.name}".lstrip("/"))
