"""Show the steps of one indicator on a small sample: every intermediate table, from delivered rows to counts (after splink).

The sample is one of the scenarios of the indicator, so that it holds nobody's data.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from uitkomst.engine import Engine, Step, read_step, read_steps
from uitkomst.measures import Request
from uitkomst.measures.measure import ask_periods, measure, verdicts
from uitkomst.measures.sample import asked, build
from uitkomst.measures.scenarios import Scenario, indicator_scenarios
from uitkomst.snapshots import Snapshot
from uitkomst.vocabulary.periods import HalfYear, Period


@dataclass(frozen=True)
class ShownStep:
    """One intermediate table: where it is made, what its head says, its columns that vary, and those with one value everywhere."""

    name: str
    place: str
    about: str
    columns: list[str]
    rows: list[list[Any]]
    everywhere: dict[str, Any]


def samples(indicator: str) -> list[Scenario]:
    """The scenarios that can be the sample. Raises ValueError for an indicator without scenarios."""
    found = indicator_scenarios(indicator)
    if not found:
        raise ValueError(f"'{indicator}' is not an indicator; `uitkomst indicators` lists them")
    return found


def show_steps(indicator: str, sample: Scenario) -> Iterator[ShownStep]:
    """Every step of the indicator on this scenario, in the order in which they are made."""
    with Engine() as engine:
        snapshot = build(sample, engine, keep_steps=True)
        yield _shown(engine, Step("deliveries", "", "The files that were read."), "intake")
        yield _shown(engine, Step("typed", "", "The rows of those files after the checks, with a pseudonym instead of a BSN."), "checks")
        for step in read_steps("uitkomst.snapshots", "steps"):
            yield _shown(engine, step, "snapshots/steps")
        yield _shown(engine, read_steps("uitkomst.snapshots", "linking")[-1], "snapshots/linking")
        yield from _measured(snapshot, indicator, sample)


def _measured(snapshot: Snapshot, indicator: str, sample: Scenario) -> Iterator[ShownStep]:
    engine = snapshot.engine
    ask_periods(engine, [(str(half), half.index) for half in asked(sample)])
    for step in read_steps("uitkomst.measures", "units"):
        yield _shown(engine, step, "measures/units")
    verdicts(engine, indicator)
    verdict = read_step(files("uitkomst.measures") / "library" / indicator / "verdict.sql", "verdicts")
    yield _shown(engine, verdict, f"measures/library/{indicator}")
    request = Request(tuple(Period.parse(str(half)) for half in asked(sample)), indicators=(indicator,), distributions=True)
    measure(snapshot, request, persons=True)
    yield _shown(engine, Step("counts", "", "The verdicts added up, before protection."), "measures")


def _shown(engine: Engine, step: Step, place: str) -> ShownStep:
    """The table of a step; a column with the same value in every row is told once, an empty one not at all."""
    found = engine.dicts(f"SELECT * FROM {step.name}") if engine.has(step.name) else []
    rows = [{column: _half_year(column, value) for column, value in row.items()} for row in found]
    columns = list(rows[0]) if rows else []
    distinct = {column: {str(row[column]) for row in rows} for column in columns}
    varying = [column for column in columns if len(distinct[column]) > 1]
    everywhere = {c: rows[0][c] for c in columns if c not in varying and rows[0][c] not in (None, "")}
    if not varying:
        varying, everywhere = [c for c in columns if c in everywhere], {}
    return ShownStep(step.name, place, step.about, varying, [[row[c] for c in varying] for row in rows], everywhere)


def _half_year(column: str, value: Any) -> Any:
    """The tables hold half-years as numbers; a reader wants 2024-1."""
    is_half_year = isinstance(value, int) and (column.endswith("period") or column == "last_present")
    return str(HalfYear.from_index(value)) if is_half_year else value
