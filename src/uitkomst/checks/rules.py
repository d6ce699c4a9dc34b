"""Rules: one file per check in library/, found by its place there.

A file starts with what it finds, then ``-- source:``, ``-- level: error|signal``, ``-- kind: row|file|together`` and ``-- field:``.
row: the body is a condition on one row (columns of steps/prepared.sql); with several fields it holds ``{field}`` and is
tried for each. file: a SELECT of delivery, line, field, value over the rows of whole files (``judged``, ``repeated``). together: the same
over all deliveries (``deliveries`` and ``typed``).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_HEADS = ("source", "level", "kind", "field")


@dataclass(frozen=True, slots=True)
class Rule:
    """One check. ``code`` is the name of its file."""

    code: str
    what: str
    source: str
    level: str
    kind: str
    fields: tuple[str, ...]
    sql: str


@dataclass(frozen=True, slots=True)
class Condition:
    """A row rule for one field: one bit in the pass over the rows."""

    code: str
    level: str
    field: str
    sql: str


@cache
def read_rules() -> tuple[Rule, ...]:
    """All rules, in the order of their codes. Raises ValueError for a file without its head."""
    found = sorted((f for f in (files(__package__) / "library").iterdir() if f.name.endswith(".sql")), key=lambda f: f.name)
    return tuple(_parse(f.name.removesuffix(".sql"), f.read_text(encoding="utf-8")) for f in found)


def _parse(code: str, text: str) -> Rule:
    lines = text.splitlines()
    head = [line[2:].strip() for line in lines if line.startswith("--")]
    named = {name: line.removeprefix(f"{name}:").strip() for name in _HEADS for line in head if line.startswith(f"{name}:")}
    if not head or set(named) != set(_HEADS) or named["level"] not in ("error", "signal"):
        raise ValueError(f"the check {code} must say what it finds, and its source, level, kind and field")
    fields = tuple(name.strip() for name in named["field"].split(",") if name.strip())
    body = "\n".join(line for line in lines if not line.startswith("--")).strip()
    return Rule(code, head[0], named["source"], named["level"], named["kind"], fields, body)


def conditions(level: str) -> tuple[Condition, ...]:
    """The row rules of one level, one condition per field."""
    return tuple(
        Condition(rule.code, rule.level, field, rule.sql.replace("{field}", field))
        for rule in read_rules()
        if rule.kind == "row" and rule.level == level
        for field in rule.fields
    )


def rules_of(kind: str) -> tuple[Rule, ...]:
    """The rules of one kind: ``row``, ``file`` or ``together``."""
    return tuple(rule for rule in read_rules() if rule.kind == kind)
