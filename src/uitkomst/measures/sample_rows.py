"""One line of a scenario as a row of the engine tables ``deliveries`` and ``typed``: what checks hand to snapshots."""

from __future__ import annotations

from datetime import date
from typing import Any

DELIVERIES = {
    "delivery": "INTEGER", "file": "VARCHAR", "provider": "VARCHAR", "period": "INTEGER", "version": "INTEGER", "sha256": "VARCHAR",
    "rows": "INTEGER", "usable": "BOOLEAN", "reason": "VARCHAR",
}  # fmt: skip
TYPED = {
    "delivery": "INTEGER", "line": "INTEGER", "refused": "BOOLEAN", "client": "VARCHAR", "bsn_kind": "VARCHAR", "birth": "VARCHAR",
    "sex": "VARCHAR", "postcode": "VARCHAR", "municipality": "VARCHAR", "referrer": "VARCHAR", "form": "VARCHAR", "crisis": "BOOLEAN",
    "start_date": "DATE", "end_date": "DATE", "end_reason": "VARCHAR", "grade_young_person": "TINYINT", "grade_parent": "TINYINT",
    "going_on_young_person": "TINYINT", "going_on_parent": "TINYINT", "older_scale": "BOOLEAN", "team": "VARCHAR",
    "intervention": "VARCHAR", "target_group": "VARCHAR", "severity": "VARCHAR", "instrument": "VARCHAR",
    "instrument_informant": "VARCHAR", "t_begin": "INTEGER", "t_end": "INTEGER", "goals_agreed": "INTEGER",
    "goals_assessed": "INTEGER", "goals_achieved": "INTEGER",
}  # fmt: skip


def kvk(letter: str) -> str:
    """The number of a fictitious provider: A is 10000001, B 10000002, ..."""
    return str(10_000_000 + ord(letter) - ord("A") + 1)


def pseudonym_of(client: str) -> str:
    """The stand-in for a pseudonym of client 1, 2, ... of a scenario."""
    return f"client-{int(client):03d}"


def typed_row(delivery: int, line: int, given: dict[str, str]) -> dict[str, Any]:
    """One row of the engine table ``typed`` (what checks hand to snapshots)."""
    goals = [_whole(given[f"doelen_{name}"]) for name in ("afgesproken", "beoordeeld", "gerealiseerd")]
    agreed, assessed, achieved = goals
    if agreed is None or assessed is None or achieved is None or not agreed >= assessed >= achieved:
        goals = [None, None, None]  # checks promise so: a block in a wrong order is not used
    client = given["cliënt"]
    kind = {"zonder bsn": "unknown", "ongeboren": "unborn"}.get(client, "real")
    return {
        "delivery": delivery,
        "line": line,
        "refused": given["geweigerd"] == "ja",
        "client": pseudonym_of(client) if kind == "real" else "",
        "bsn_kind": kind,
        "birth": "00000000" if kind == "unborn" else given["geboren"].replace("-", ""),
        "sex": given["geslacht"],
        "postcode": given["postcode"],
        "municipality": given["gemeente"],
        "referrer": given["verwijzer"],
        "form": given["hulpvorm"],
        "crisis": {"01": True, "02": False}.get(given["gestart_met_crisis"]),
        "start_date": date.fromisoformat(given["aanvang"]),
        "end_date": date.fromisoformat(given["einde"]) if given["einde"] else None,
        "end_reason": given["reden"] or None,
        "grade_young_person": _whole(given["nut_jeugdige"]),
        "grade_parent": _whole(given["nut_ouder"]),
        "going_on_young_person": _whole(given["zonder_hulp_jeugdige"]),
        "going_on_parent": _whole(given["zonder_hulp_ouder"]),
        "older_scale": given["zonder_hulp_schaal"] == "2018",
        "team": given["team"] or None,
        "intervention": given["interventie"] or None,
        "target_group": given["doelgroep"] or None,
        "severity": given["ernst_begin"] or None,
        "instrument": given["instrument"] or None,
        "instrument_informant": given["informant_instrument"] or None,
        "t_begin": _tenths(given["t_begin"]),
        "t_end": _tenths(given["t_eind"]),
        "goals_agreed": goals[0],
        "goals_assessed": goals[1],
        "goals_achieved": goals[2],
    }


def _whole(text: str) -> int | None:
    return int(text) if text else None


def _tenths(text: str) -> int | None:
    whole, _, tenth = text.replace(",", ".").partition(".")
    return int(whole) * 10 + int(tenth or 0) if text else None
