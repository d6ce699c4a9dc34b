"""Measure: snapshot and request in, counts out, as one engine table ``counts``.

Every indicator is one SELECT (``library/<id>/verdict.sql``) giving a row per unit and variant with verdict, reason, value and
class; this module adds them up over groups and periods, margins included. Source: definitions 2, 3 and 5.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib.resources import files

from uitkomst.engine import Engine, read_step, read_steps
from uitkomst.measures.counting import COUNT_COLUMNS, counting_sql
from uitkomst.measures.definitions import Definition, load_definitions
from uitkomst.measures.request import Request
from uitkomst.snapshots import Snapshot
from uitkomst.vocabulary.problems import Problem


def measure(snapshot: Snapshot, request: Request, *, persons: bool, on_progress: Callable[[str], None] = lambda _: None) -> list[str]:
    """Count every asked indicator into the engine table ``counts``; returns the ids measured.

    Columns: indicator, variant, informant, period (its name), one per dimension (``*`` = summed over), then COUNT_COLUMNS.
    persons: count distinct clients too, as the protected audiences need. Raises ValueError for an unknown indicator.
    """
    engine = snapshot.engine
    _ask(engine, request)
    definitions = _asked(request.indicators)
    engine.drop("counts")
    columns = ["indicator VARCHAR", "variant VARCHAR", "informant VARCHAR", "period VARCHAR"]
    columns += [f"{dim} VARCHAR" for dim in request.dims]
    columns += [f"{name} {'VARCHAR' if name == 'marks' else 'BIGINT'}" for name in COUNT_COLUMNS]
    engine.run(f"CREATE TABLE counts ({', '.join(columns)})")
    for definition in definitions:
        on_progress(definition.id)
        verdicts(engine, definition.id)
        engine.run(f"INSERT INTO counts {counting_sql(definition, request, snapshot, persons=persons)}")
    return [definition.id for definition in definitions]


def verdicts(engine: Engine, indicator: str) -> None:
    """Make the view ``verdicts`` of one indicator: every unit with its verdict and reason."""
    step = read_step(files("uitkomst.measures") / "library" / indicator / "verdict.sql")
    engine.drop("verdicts")
    engine.run(f"CREATE VIEW verdicts AS {step.sql}")


def ask_periods(engine: Engine, asked: Iterable[tuple[str, int]]) -> None:
    """Make the tables and views of units (ended, begun, active) for these (period name, half-year index) pairs."""
    engine.drop("verdicts", "active", "begun", "ended", "half_years", "asked")
    engine.load("asked", {"name": "VARCHAR", "period": "INTEGER"}, list(asked))
    engine.make_all(read_steps("uitkomst.measures", "units"))


def _ask(engine: Engine, request: Request) -> None:
    ask_periods(engine, [(period.name, half.index) for period in request.periods for half in period.half_years])


def _asked(indicators: tuple[str, ...]) -> list[Definition]:
    known = load_definitions()
    for indicator in indicators:
        if indicator not in known:
            raise Problem("not_an_indicator", indicator=indicator)
    return [definition for definition in known.values() if not indicators or definition.id in indicators]
