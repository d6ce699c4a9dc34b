"""Every indicator does what its scenarios say (definitions 2 to 4)."""

from __future__ import annotations

import pytest

from tests.scenarios.outcomes import complaints
from uitkomst.measures import load_definitions
from uitkomst.measures.scenarios import Scenario, indicator_scenarios

ALL = [(indicator, scenario) for indicator in load_definitions() for scenario in indicator_scenarios(indicator)]


@pytest.mark.parametrize(("indicator", "scenario"), ALL, ids=[f"{i}:{s.heading[:60]}:{s.lines[0].number}" for i, s in ALL])
def test_scenario(indicator: str, scenario: Scenario) -> None:
    said = complaints(indicator, scenario)
    assert not said, "\n" + "\n".join(said)
