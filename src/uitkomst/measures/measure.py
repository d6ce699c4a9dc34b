"""Measure: snapshot and request in, counts out, as one engine table ``counts``.

Every indicator is one SELECT (``library/<id>/verdict.sql``) giving a row per unit and variant with verdict, reason, value and
class; this module adds them up over groups and periods, margins included. Source: definitions 2, 3 and 5.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib.resources import files

from uitkomst.engine import Engine, quote, read_step, read_steps
from uitkomst.measures.definitions import Definition, load_definitions
from uitkomst.measures.request import DIMENSIONS, Request
from uitkomst.snapshots import Snapshot

COUNT_COLUMNS = (
    "population", "excluded", "unknown", "denominator", "numerator", "total", "squares", "off_lowest", "off_highest",
    "persons", "persons_met", "persons_not_met", "cluster_xx", "cluster_xn", "cluster_nn", "marks",
)  # fmt: skip
NOT_ADDITIVE = frozenset({"active", "running_two_years"})


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
            raise ValueError(f"'{indicator}' is not an indicator; `uitkomst indicators` lists them")
    return [definition for definition in known.values() if not indicators or definition.id in indicators]


def counting_sql(definition: Definition, request: Request, snapshot: Snapshot, *, persons: bool) -> str:
    """The SELECT that adds up the verdicts of one indicator."""
    units = _units_sql(definition, request)
    by = ["variant", "informant", "name", *request.dims]
    cube = f", CUBE ({', '.join(request.dims)})" if request.dims else ""
    if persons or definition.is_clustered:
        inner = f"""SELECT variant, informant, name, {_filled(request.dims)} client, {_SUMS} FROM units
                    GROUP BY variant, informant, name, client{cube}"""
        sums = _SUM_OF_SUMS + _PERSONS
    else:
        inner = f"SELECT variant, informant, name, {_filled(request.dims)} {_SUMS} FROM units GROUP BY variant, informant, name{cube}"
        sums = _SUM_OF_SUMS + _NO_PERSONS
    return f"""WITH units AS ({units}), sums AS ({inner})
        SELECT {quote(definition.id)} AS indicator, variant, informant, name AS period, {"".join(f"{dim}, " for dim in request.dims)}
               {sums}, {_marks(definition, snapshot)} AS marks
        FROM sums GROUP BY {", ".join(by)}"""


def _units_sql(definition: Definition, request: Request) -> str:
    dims = "".join(f"coalesce({DIMENSIONS[dim]}, 'unknown') AS {dim}, " for dim in request.dims)
    scope = request.scope.dimension
    where = f"WHERE {DIMENSIONS[scope]} = {quote(request.scope.value)}" if scope else ""
    once = ""
    if definition.id in NOT_ADDITIVE:  # decision D10: a unit of several half-years counts once, as in its latest
        once = "QUALIFY row_number() OVER (PARTITION BY a.name, u.variant, u.informant, u.trajectory ORDER BY u.period DESC) = 1"
    judged = f"""SELECT u.variant, u.informant, a.name, {dims} u.client, u.units, u.verdict, u.value, u.class
        FROM verdicts u JOIN asked a ON a.period = u.period
        LEFT JOIN municipalities m ON m.code = u.municipality {where} {once}"""
    kind = quote(definition.kind)
    lowest, highest = (definition.scale.min, definition.scale.max or 0) if definition.scale else (0, 0)
    base = f"""SELECT *, {kind} = 'ratio' AS ratio, value <> {lowest} AS off_low, value <> {highest} AS off_high FROM ({judged}) AS j"""
    if not (request.distributions and definition.classes):
        return base
    listed = ", ".join(f"({quote(c.id)})" for c in definition.classes)
    return f"""WITH base AS MATERIALIZED ({base}) SELECT * FROM base UNION ALL
        SELECT b.* REPLACE ('class:' || c.id AS variant, TRUE AS ratio, NULL AS value, FALSE AS off_low, FALSE AS off_high,
               CASE WHEN b.verdict IN ('excluded', 'unknown') THEN b.verdict WHEN b.class = c.id THEN 'met' ELSE 'not_met' END AS verdict)
        FROM base b CROSS JOIN (VALUES {listed}) AS c (id) WHERE b.variant = ''"""


def _filled(dims: Iterable[str]) -> str:
    return "".join(f"coalesce({dim}, '*') AS {dim}, " for dim in dims)


# A condition is counted as sum(CASE ...), which every engine adds up in the same way.
_SUMS = """sum(units) AS population,
    sum(CASE WHEN verdict = 'excluded' THEN units ELSE 0 END) AS excluded,
    sum(CASE WHEN verdict = 'unknown' THEN units ELSE 0 END) AS unknown,
    sum(CASE WHEN verdict IN ('met', 'not_met', 'known') THEN units ELSE 0 END) AS denominator,
    sum(CASE WHEN verdict = 'met' THEN units ELSE 0 END) AS met,
    bool_or(ratio) AS ratio,
    sum(CASE WHEN verdict = 'known' THEN value END) AS total,
    sum(CASE WHEN verdict = 'known' THEN value::BIGINT * value END) AS squares,
    sum(CASE WHEN verdict = 'known' AND off_low THEN 1 ELSE 0 END) AS off_lowest,
    sum(CASE WHEN verdict = 'known' AND off_high THEN 1 ELSE 0 END) AS off_highest"""
_SUM_OF_SUMS = """sum(population), sum(excluded), sum(unknown), sum(denominator),
    CASE WHEN bool_or(ratio) THEN sum(met) END, sum(total), sum(squares), sum(off_lowest), sum(off_highest), """
_PERSONS = """sum(CASE WHEN denominator > 0 THEN 1 ELSE 0 END), sum(CASE WHEN ratio AND met > 0 THEN 1 ELSE 0 END),
    sum(CASE WHEN ratio AND denominator > met THEN 1 ELSE 0 END),
    sum(met * met), sum(met * denominator), sum(denominator * denominator)"""
_NO_PERSONS = "NULL, NULL, NULL, NULL, NULL, NULL"


def _marks(definition: Definition, snapshot: Snapshot) -> str:
    """The marks of a row, joined with ``;``: provisional, history_incomplete, lower_bound (definitions 4 and 6)."""
    newest = f"(SELECT max(period) FROM asked a WHERE a.name = sums.name) >= {snapshot.newest}"
    marks = [f"CASE WHEN {newest} THEN 'provisional' END"]
    if definition.id == "return_to_care":
        oldest = f"(SELECT min(period) FROM asked a WHERE a.name = sums.name) - 10 < {snapshot.periods[0]}"
        marks.append(f"CASE WHEN {oldest} THEN 'history_incomplete' END")
    if snapshot.linked_for and definition.id in ("no_return", "return_to_care"):
        marks.append("'lower_bound'")
    return f"concat_ws(';', {', '.join(marks)})"
