"""Reads the reference tables of a folder, as the twin uses them (decision D5: one CSV file per table)."""

from __future__ import annotations

import csv
from datetime import date
from fractions import Fraction
from pathlib import Path

from tests.reference.rows import Exemption, Norm, Tables


def read_tables(folder: Path) -> Tables:
    """The tables in the folder; one that is not there is empty."""
    return Tables(
        municipalities={m["code"]: (m["youth_region"], m["province"]) for m in lines(folder, "municipalities") if not m["valid_to"]},
        mergers={m["old"]: m["new"] for m in lines(folder, "mergers")},
        successions={s["old"]: s["new"] for s in lines(folder, "successions")},
        postcodes={p["postcode"]: p["municipality"] for p in lines(folder, "postcodes")},
        exemptions=tuple(
            Exemption(e["provider"], e["municipality"], day(e["valid_from"]), day(e["valid_to"])) for e in lines(folder, "exempt")
        ),
        norms=tuple(
            Norm(
                n["instrument"],
                n["informant"],
                Fraction(n["sd"]),
                Fraction(n["reliability"]),
                n["direction"] == "higher_is_more_problems",
                n["sex"],
                int(n["age_from"]),
                int(n["age_to"]),
                n["version"],
            )
            for n in lines(folder, "norms")
        ),
    )


def lines(folder: Path, name: str) -> list[dict[str, str]]:
    path = folder / f"{name}.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
