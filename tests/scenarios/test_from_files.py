"""The same scenarios through the whole front door: written as files, read, checked, assembled and judged."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.deliveries import COLUMNS, EXTENSION, KEY, bsn, write_delivery
from tests.scenarios import outcomes, test_assembly
from uitkomst.flows.build_snapshot import open_or_build
from uitkomst.measures import load_definitions
from uitkomst.measures.sample import deliveries, reference
from uitkomst.measures.sample_rows import kvk, pseudonym_of
from uitkomst.measures.scenarios import Scenario, indicator_scenarios
from uitkomst.vocabulary.client_keys import pseudonym

NAMES = {
    "geboren": "geboortedatum",
    "gemeente": "gemeentecode",
    "aanvang": "datum_aanvang",
    "einde": "datum_einde",
    "reden": "reden_beeindiging",
}
DATES = ("geboortedatum", "datum_aanvang", "datum_einde")
SPECIAL = {"zonder bsn": "999999999", "ongeboren": "000000000"}
REFUSED = {"nut_ouder": "11"}
ONLY_IN_MESSAGES = "niet in bericht"

ALL = [
    (indicator, scenario)
    for indicator, scenarios in [*((i, indicator_scenarios(i)) for i in load_definitions()), ("", test_assembly.ALL)]
    for scenario in scenarios
    if not any(ONLY_IN_MESSAGES in line.given.values() for line in scenario.lines)
]


@pytest.mark.slow
@pytest.mark.parametrize(("indicator", "scenario"), ALL, ids=[f"{i}:{s.heading[:60]}:{s.lines[0].number}" for i, s in ALL])
def test_scenario(indicator: str, scenario: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UITKOMST_PSEUDONYM_KEY", KEY)
    known = {pseudonym(KEY.encode(), bsn(n)): pseudonym_of(str(n)) for n in range(1, 30)}
    tables = write_tables(scenario, tmp_path)
    with open_or_build([write_files(scenario, tmp_path)], tables=tables, keep_steps=True) as built:
        rows = built.snapshot.engine.rows("SELECT number, client FROM clients")
        clients = {number: known.get(client, client) for number, client in rows}
        if indicator:
            said = outcomes.differences(indicator, scenario, built.snapshot, clients)
        else:
            said = test_assembly.differences(scenario, built.snapshot, clients)
        assert built.refused_anything == _refuses(scenario)
    assert not said, "\n" + "\n".join(said)


def _refuses(scenario: Scenario) -> bool:
    return bool(scenario.setting("geheel geweigerd")) or any("ja" in line.given.get("geweigerd", "") for line in scenario.lines)


def write_files(scenario: Scenario, folder: Path) -> Path:
    """The deliveries of a scenario as files in our plain format."""
    place = folder / "deliveries"
    place.mkdir()
    for (letter, half, version), lines in deliveries(scenario).items():
        whole = f"{letter} {half} v{version}" in scenario.all_settings("geheel geweigerd")
        rows = [csv_row(line.fields) | (REFUSED if whole or line.fields["geweigerd"] else {}) for line in lines]
        write_delivery(place, kvk(letter), str(half), rows, version, columns=(*COLUMNS, *EXTENSION))
    return place


def csv_row(fields: dict[str, str]) -> dict[str, str]:
    row = {NAMES.get(name, name): value for name, value in fields.items()}
    row |= {name: row[name].replace("-", "") for name in DATES}
    client = fields["cliënt"]
    row["bsn"] = SPECIAL.get(client) or bsn(int(client))
    if client == "ongeboren":
        row["geboortedatum"] = "00000000"
    return row


def write_tables(scenario: Scenario, folder: Path) -> Path:
    """The reference tables of a scenario as files that come before ours."""
    place = folder / "tables"
    place.mkdir()
    told = reference(scenario)
    norms = [
        f"{n.instrument},{n.informant},{n.sex},{n.age_from},{n.age_to},{n.direction},50,{n.sd},{n.reliability},fictitious,1"
        for n in told.norms
    ]
    lines = {
        "norms": ["instrument,informant,sex,age_from,age_to,direction,mean,sd,reliability,source,version", *norms],
        "exempt": ["provider,municipality,valid_from,valid_to", *(",".join(map(str, line)) for line in told.exempt)],
        "successions": ["old,new,date", *(f"{old},{new},2024-01-01" for old, new in told.successions)],
    }
    for name, text in lines.items():
        (place / f"{name}.csv").write_text("\n".join(text) + "\n", encoding="utf-8")
    return place
