"""Delivered lines become the trajectories that the scenarios of assembly say (definitions 1 and 2)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import uitkomst.snapshots
from tests.scenarios.outcomes import Group, groups
from uitkomst.engine import Engine
from uitkomst.measures import judge
from uitkomst.measures.sample import asked, build
from uitkomst.measures.sample_rows import kvk
from uitkomst.measures.scenarios import FaultyScenario, Scenario, read_scenarios
from uitkomst.snapshots import Snapshot
from uitkomst.vocabulary.periods import HalfYear

ALL = read_scenarios(Path(uitkomst.snapshots.__file__).parent / "scenarios.md")
NOTHING = "geen"

COLUMNS = {
    "aanvang": "start_date", "verwijzer": "referrer", "team": "team", "interventie": "intervention", "doelgroep": "target_group",
    "ernst_begin": "severity", "nut_jeugdige": "grade_young_person", "nut_ouder": "grade_parent", "instrument": "instrument",
    "informant_instrument": "instrument_informant", "doelen_afgesproken": "goals_agreed", "doelen_beoordeeld": "goals_assessed",
    "doelen_gerealiseerd": "goals_achieved", "leeftijdsgroep": "age_group", "hulpvorm": "form",
}  # fmt: skip
YES_NO = {"stil": "ended_by_absence", "te volgen": "linkable"}
TENTHS = {"t_begin": "t_begin", "t_eind": "t_end"}


@pytest.mark.parametrize("scenario", ALL, ids=[f"{s.heading[:60]}:{s.lines[0].number}" for s in ALL])
def test_scenario(scenario: Scenario) -> None:
    with Engine() as engine:
        snapshot = build(scenario, engine, keep_steps=True)
        said = differences(scenario, snapshot, dict(engine.rows("SELECT number, client FROM clients")))
    assert not said, "\n" + "\n".join(said)


def differences(scenario: Scenario, snapshot: Snapshot, clients: dict[int, str]) -> list[str]:
    """All differences between the scenario and the trajectories of the snapshot. clients: number -> key, as groups() knows it."""
    places = {
        (unit.provider, unit.client, unit.form, unit.start_date, unit.period): unit.municipality
        for unit in judge(snapshot, "active", [half.index for half in asked(scenario)])
    }
    made = snapshot.engine.dicts("SELECT * FROM trajectories")
    by_key = {(t["provider"], clients[t["client"]], t["form"], t["start_date"]): t for t in made}
    said: list[str] = []
    for group in groups(scenario):
        trajectory = by_key.pop(group.key, None)
        said += [f"{scenario.where(group.lines[0])}: {complaint}" for complaint in _complaints(group, trajectory, places)]
    said += [f"{scenario.where()}: trajectory of form {t['form']} from {t['start_date']} that no line expects" for t in by_key.values()]
    return said


def _complaints(group: Group, trajectory: dict[str, Any] | None, places: dict[tuple[Any, ...], str | None]) -> Iterator[str]:
    if trajectory is None or NOTHING in group.expected.values():
        if (trajectory is None) != (NOTHING in group.expected.values()):
            yield "expected a trajectory, there is none" if trajectory is None else "expected no trajectory, there is one"
        return
    for column, cell in group.expected.items():
        if cell and (got := _cell(column, trajectory, places)) != cell:
            yield f"{column}: expected '{cell}', got '{got}'"


def _cell(column: str, t: dict[str, Any], places: dict[tuple[Any, ...], str | None]) -> str:
    """What the product made of it, in the words of the table."""
    if column.startswith("gemeente in "):
        half = HalfYear.parse(column.removeprefix("gemeente in "))
        return places.get((t["provider"], t["client"], t["form"], t["start_date"], half.index)) or "–"
    if column in YES_NO:
        return "ja" if t[YES_NO[column]] else "nee"
    if column in TENTHS:
        tenths = t[TENTHS[column]]
        return "–" if tenths is None else f"{tenths / 10:g}"
    special = {
        "einde": t["end_date"] or "loopt",
        "reden": t["end_reason"] or "onbekend",
        "gestart_met_crisis": "01" if t["crisis"] else "02",
        "aanbieder": next(letter for letter in "ABCDEFGH" if kvk(letter) == t["provider"]),
    }
    if column in special:
        return str(special[column])
    if column not in COLUMNS:
        raise FaultyScenario(f"'{column}' is not something that can be expected of a trajectory")
    return "–" if t[COLUMNS[column]] is None else str(t[COLUMNS[column]])
