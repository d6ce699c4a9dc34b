"""Municipalities with their province and youth region, and what became of merged ones.

Source: CBS municipality codes; the table's own head. A code that a merger ended maps to the municipality that took it over,
also over several mergers, until it reaches the loaded table (definitions 1, gemeentecode).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from uitkomst.vocabulary.problems import Problem
from uitkomst.vocabulary.tables import read_table


@dataclass(frozen=True, slots=True)
class Municipality:
    """One municipality of the loaded table: four digits, name, province, youth region (names)."""

    code: str
    name: str
    province: str
    youth_region: str


def read_municipalities(folder: Path | None = None, on: date | None = None) -> dict[str, Municipality]:
    """The municipalities that exist (on a day; None = those without an end), by code."""
    return {
        line["code"]: Municipality(line["code"], line["name"], line["province"], line["youth_region"])
        for line in read_table("municipalities", folder)
        if _exists(line, on)
    }


def _exists(line: dict[str, str], on: date | None) -> bool:
    if on is None:
        return not line["valid_to"]
    return line["valid_from"] <= on.isoformat() and (not line["valid_to"] or on.isoformat() <= line["valid_to"])


def read_known_codes(folder: Path | None = None) -> dict[str, str]:
    """Every code that may stand in a delivery -> the code of the loaded table. Raises Problem for mergers in a circle.

    A merger into a municipality that the loaded table does not have is left out: that code is not known here.
    """
    current = read_municipalities(folder)
    merged = {line["old"]: line["new"] for line in read_table("mergers", folder)}
    followed = {old: _follow(old, merged, current) for old in merged if old not in current}
    return {code: code for code in current} | {old: new for old, new in followed.items() if new}


def _follow(old: str, merged: dict[str, str], current: dict[str, Municipality]) -> str:
    code, seen = old, {old}
    while code not in current and code in merged:
        code = merged[code]
        if code in seen:
            raise Problem("table_circle", table="mergers", file="mergers.csv", municipality=old)
        seen.add(code)
    return code if code in current else ""
