"""Fails on what was never exercised: a verdict, reason, variant or informant that no scenario of its indicator shows."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from tests.scenarios.outcomes import INFORMANTS, OUTSIDE, SAME, VERDICTS, complaints
from uitkomst.measures import load_definitions
from uitkomst.measures.definitions import LIBRARY
from uitkomst.measures.reasons import reason_text, reason_word
from uitkomst.measures.scenarios import FaultyScenario, indicator_scenarios, read_scenarios
from uitkomst.vocabulary.codes import code_list

INDICATORS = list(load_definitions())

# Where verdict.sql takes the reason from a column: what that column can hold.
COLUMN_VALUES = {
    "end_reason": {code.code for code in code_list("end_reason").codes},
    "answer": {code.code for code in code_list("going_on").codes},
    "outcome": {"better", "same", "worse"},
}


def verdicts_of(indicator: str) -> set[str]:
    """Every verdict named in verdict.sql."""
    return {word for word in re.findall(r"'(\w+)'", _sql(indicator)) if word in VERDICTS.values()}


def reasons_of(indicator: str) -> set[str]:
    """Every reason that verdict.sql can give: the texts and columns between 'AS verdict' and 'AS reason'."""
    found: set[str] = set()
    for expression in re.findall(r"AS verdict,(.*?)AS reason", _sql(indicator), flags=re.DOTALL):
        found |= set(re.findall(r"(?:THEN|ELSE|,)\s*'(\w*)'(?!\s*\|\|)", expression))
        for column, values in COLUMN_VALUES.items():
            if re.search(rf"(?:THEN|ELSE|coalesce\(|\|\|)\s*{column}\b", expression):
                found |= values
    return found - {""}


def _sql(indicator: str) -> str:
    return "\n".join(line for line in (LIBRARY / indicator / "verdict.sql").read_text().splitlines() if not line.startswith("--"))


def shown(indicator: str, what: str, column: str) -> set[str]:
    """What the scenarios of an indicator expect in this column, e.g. ('oordeel', 'oordeel client')."""
    cells = {line.expected.get(column, "") for s in indicator_scenarios(indicator) for line in s.lines}
    return cells - {"", OUTSIDE, SAME}


@pytest.mark.parametrize("indicator", INDICATORS)
def test_every_verdict_of_every_variant_has_a_scenario(indicator: str) -> None:
    definition = load_definitions()[indicator]
    words = {word for word, verdict in VERDICTS.items() if verdict in verdicts_of(indicator)}
    assert words
    for variant in definition.variants:
        columns = [f"oordeel {variant.id}".strip()]
        if definition.informants:
            columns = [f"{columns[0]} {word}" for word, informant in INFORMANTS.items() if informant in definition.informants]
        seen = set().union(*(shown(indicator, "oordeel", column) for column in columns))
        if variant.clustered:  # goals are counted: 'aantal ja'
            seen |= {word for word in words if shown(indicator, "aantal", f"aantal {word}") - {"0"}}
        expected = words if variant.excludes else words - {"uitgezonderd"}
        assert expected <= seen, f"{indicator} {variant.id or 'itself'} never shown: {sorted(expected - seen)}"


@pytest.mark.parametrize("indicator", INDICATORS)
def test_every_reason_has_a_scenario(indicator: str) -> None:
    columns = {column for s in indicator_scenarios(indicator) for line in s.lines for column in line.expected}
    seen = set().union(*(shown(indicator, "waarom", column) for column in columns if column.startswith("waarom")))
    missing = {reason for reason in reasons_of(indicator) if reason_word(reason) not in seen}
    assert not missing, f"{indicator}: no scenario shows {sorted(missing)}"


@pytest.mark.parametrize("indicator", INDICATORS)
def test_every_class_of_a_distribution_has_a_scenario(indicator: str) -> None:
    classes = {c.id for c in load_definitions()[indicator].classes}
    told = {line.expected.get(column, "") for s in indicator_scenarios(indicator) for line in s.lines for column in line.expected}
    assert classes <= told, f"{indicator}: no scenario shows {sorted(classes - told)}"


@pytest.mark.parametrize("indicator", INDICATORS)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_reason_has_words(indicator: str, language: str) -> None:
    for reason in reasons_of(indicator):
        text = reason_text(indicator, reason, language)
        assert text.strip() and text != reason, f"{indicator}: reason {reason} has no text in {language}"


def test_a_wrong_expectation_is_reported_with_file_heading_and_line(tmp_path: Path) -> None:
    text = (LIBRARY / "dropout" / "scenarios.md").read_text(encoding="utf-8")
    right = "| 3 | 2023-11-01 | 2024-03-01 | 03 | → | ja | 03 | ja | ja |"
    assert right in text
    file = tmp_path / "scenarios.md"
    file.write_text(text.replace(right, right.replace("| ja | 03 |", "| nee | 03 |")), encoding="utf-8")
    said = complaints("dropout", read_scenarios(file)[0])
    number = file.read_text(encoding="utf-8").splitlines().index(right.replace("| ja | 03 |", "| nee | 03 |")) + 1
    assert len(said) == 1
    assert f"scenarios.md, 'Alleen eenzijdig stoppen is uitval: door de cliënt (03) of door de aanbieder (04)', line {number}" in said[0]
    assert said[0].endswith("oordeel: expected 'nee', got 'ja'")


def test_a_trajectory_that_no_line_expects_is_reported() -> None:
    scenario = next(s for s in indicator_scenarios("dropout") if s.heading.startswith("Van trajecten die elkaar overlappen"))
    apart = replace(scenario.lines[1], given=scenario.lines[1].given | {"aanvang": "2024-03-02"})
    said = complaints("dropout", replace(scenario, lines=(scenario.lines[0], apart, *scenario.lines[2:])))
    assert any("that no line expects" in complaint for complaint in said)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("| cliënt | aanvang |", "| cliënt | begindatum |"), "'begindatum' is not a column"),
        (("| oordeel client |", "| oordeel unknown |"), "asks for 'unknown'"),
        (("| → |", "| x |"), "no column '→'"),
        (("- Periode: 2024-1", "- Periode 2024-1"), "is not a setting"),
    ],
)
def test_a_faulty_table_says_what_is_wrong(tmp_path: Path, change: tuple[str, str], said: str) -> None:
    file = tmp_path / "scenarios.md"
    file.write_text((LIBRARY / "dropout" / "scenarios.md").read_text(encoding="utf-8").replace(*change), encoding="utf-8")
    with pytest.raises(FaultyScenario, match=said):
        complaints("dropout", read_scenarios(file)[0])
