"""Counting: the SELECT that adds up the verdicts of one indicator over groups and periods, margins included.

Units are first added up in the finest groups, which are few, and margins are made of those. Distinct clients do not add up:
only clients who are in several groups of one period are counted margin by margin. Source: definitions 3, 5 and 6 (persons).
"""

from __future__ import annotations

from uitkomst.engine import quote
from uitkomst.measures.definitions import Definition
from uitkomst.measures.request import DIMENSIONS, Request
from uitkomst.snapshots import Snapshot

NOT_ADDITIVE = frozenset({"active", "running_two_years"})

# A condition is counted as sum(CASE ...), which every engine adds up in the same way.
_UNIT_SUMS = """sum(units) AS population,
    sum(CASE WHEN verdict = 'excluded' THEN units ELSE 0 END) AS excluded,
    sum(CASE WHEN verdict = 'unknown' THEN units ELSE 0 END) AS unknown,
    sum(CASE WHEN verdict IN ('met', 'not_met', 'known') THEN units ELSE 0 END) AS denominator,
    CASE WHEN bool_or(ratio) THEN sum(CASE WHEN verdict = 'met' THEN units ELSE 0 END) END AS numerator,
    sum(CASE WHEN verdict = 'known' THEN value END) AS total,
    sum(CASE WHEN verdict = 'known' THEN value::BIGINT * value END) AS squares,
    sum(CASE WHEN verdict = 'known' AND off_low THEN 1 ELSE 0 END) AS off_lowest,
    sum(CASE WHEN verdict = 'known' AND off_high THEN 1 ELSE 0 END) AS off_highest"""
_UNITS = ("population", "excluded", "unknown", "denominator", "numerator", "total", "squares", "off_lowest", "off_highest")
# What one client is in one group: how many of his units are known (n) and met (x).
_CLIENT_SUMS = """sum(CASE WHEN verdict IN ('met', 'not_met', 'known') THEN units ELSE 0 END) AS n,
    sum(CASE WHEN ratio AND verdict = 'met' THEN units ELSE 0 END) AS x, bool_or(ratio) AS ratio"""
_PERSON_SUMS = """sum(CASE WHEN n > 0 THEN 1 ELSE 0 END) AS persons,
    sum(CASE WHEN ratio AND x > 0 THEN 1 ELSE 0 END) AS persons_met,
    sum(CASE WHEN ratio AND n > x THEN 1 ELSE 0 END) AS persons_not_met,
    sum(x * x) AS cluster_xx, sum(x * n) AS cluster_xn, sum(n * n) AS cluster_nn"""
_PERSONS = ("persons", "persons_met", "persons_not_met", "cluster_xx", "cluster_xn", "cluster_nn")
COUNT_COLUMNS = (*_UNITS, *_PERSONS, "marks")
_KEY = ("variant", "informant", "name")


def counting_sql(definition: Definition, request: Request, snapshot: Snapshot, *, persons: bool) -> str:
    """The SELECT for one indicator; it reads the view ``verdicts``. Columns: keys, dimensions, COUNT_COLUMNS."""
    by = ", ".join((*_KEY, *request.dims))
    steps = [
        f"units AS ({_units(definition, request)})",
        f"finest AS (SELECT {by}, {_UNIT_SUMS} FROM units GROUP BY {by})",
        f"counted AS ({_margins('finest', request, _UNITS)})",
    ]
    joined, columns = "counted", ", ".join(f"NULL AS {name}" for name in _PERSONS)
    if persons or definition.is_clustered:
        steps += _person_steps(request)
        joined, columns = f"counted LEFT JOIN people USING ({by})", ", ".join(f"coalesce({name}, 0) AS {name}" for name in _PERSONS)
    dims = "".join(f"{dim}, " for dim in request.dims)
    return f"""WITH {", ".join(steps)}
        SELECT {quote(definition.id)} AS indicator, variant, informant, name AS period, {dims} {", ".join(_UNITS)}, {columns},
               {_marks(definition, snapshot)} AS marks
        FROM {joined}"""


def _margins(table: str, request: Request, columns: tuple[str, ...]) -> str:
    """Add a table of the finest groups up over every combination of dimensions; ``*`` = summed over."""
    summed = ", ".join(f"sum({name}) AS {name}" for name in columns)
    return f"SELECT {', '.join(_KEY)}, {_filled(request)} {summed} FROM {table} GROUP BY {', '.join(_KEY)}{_cube(request)}"


def _person_steps(request: Request) -> list[str]:
    by = ", ".join((*_KEY, *request.dims))
    key = ", ".join(_KEY)
    return [
        f"clients AS MATERIALIZED (SELECT {by}, client, {_CLIENT_SUMS} FROM units GROUP BY {by}, client)",
        f"several AS MATERIALIZED (SELECT {key}, client FROM clients GROUP BY {key}, client HAVING count(*) > 1)",
        f"""single AS (SELECT {by}, {_PERSON_SUMS} FROM clients ANTI JOIN several USING ({key}, client) GROUP BY {by})""",
        f"""spread AS (SELECT {key}, {_filled(request)} client, sum(n) AS n, sum(x) AS x, bool_or(ratio) AS ratio
            FROM clients SEMI JOIN several USING ({key}, client) GROUP BY {key}, client{_cube(request)})""",
        f"""people AS (SELECT {by}, {", ".join(f"sum({name}) AS {name}" for name in _PERSONS)} FROM (
            {_margins("single", request, _PERSONS)} UNION ALL BY NAME SELECT {by}, {_PERSON_SUMS} FROM spread GROUP BY {by}
        ) AS p GROUP BY {by})""",
    ]


def _cube(request: Request) -> str:
    if not request.dims:
        return ""
    if request.crossed:
        return f", CUBE ({', '.join(request.dims)})"
    return f", GROUPING SETS ((), {', '.join(f'({dim})' for dim in request.dims)})"


def _filled(request: Request) -> str:
    return "".join(f"coalesce({dim}, '*') AS {dim}, " for dim in request.dims)


def _units(definition: Definition, request: Request) -> str:
    """Every unit in the periods and scope asked for, with its groups; with the classes of the distribution if asked."""
    lowest, highest = (definition.scale.min, definition.scale.max or 0) if definition.scale else (0, 0)
    base = f"""SELECT *, {"TRUE" if definition.kind == "ratio" else "FALSE"} AS ratio,
        value <> {lowest} AS off_low, value <> {highest} AS off_high FROM ({_judged(definition, request)}) AS j"""
    if not (request.distributions and definition.classes):
        return base
    listed = ", ".join(f"({quote(c.id)})" for c in definition.classes)
    return f"""WITH base AS MATERIALIZED ({base}) SELECT * FROM base UNION ALL
        SELECT b.* REPLACE ('class:' || c.id AS variant, TRUE AS ratio, NULL AS value, FALSE AS off_low, FALSE AS off_high,
               CASE WHEN b.verdict IN ('excluded', 'unknown') THEN b.verdict WHEN b.class = c.id THEN 'met' ELSE 'not_met' END AS verdict)
        FROM base b CROSS JOIN (VALUES {listed}) AS c (id) WHERE b.variant = ''"""


def _judged(definition: Definition, request: Request) -> str:
    dims = "".join(f"coalesce({DIMENSIONS[dim]}, 'unknown') AS {dim}, " for dim in request.dims)
    scope = request.scope.dimension
    where = f"WHERE {DIMENSIONS[scope]} = {quote(request.scope.value)}" if scope else ""
    units = "(SELECT v.*, a.name FROM verdicts v JOIN asked a ON a.period = v.period)"
    if definition.id in NOT_ADDITIVE and any(len(period.half_years) > 1 for period in request.periods):
        # Decision D10: a unit of several half-years counts once, as it is in its latest, also when that is outside the scope.
        units = f"""(SELECT * FROM {units} AS d
            QUALIFY row_number() OVER (PARTITION BY name, variant, informant, trajectory ORDER BY period DESC) = 1)"""
    return f"""SELECT u.variant, u.informant, u.name, {dims} u.client, u.units, u.verdict, u.value, u.class
        FROM {units} AS u LEFT JOIN municipalities m ON m.code = u.municipality {where}"""


def _marks(definition: Definition, snapshot: Snapshot) -> str:
    """The marks of a row, joined with ``;``: provisional, history_incomplete, lower_bound (definitions 4 and 6)."""
    newest = f"SELECT name FROM asked GROUP BY name HAVING max(period) >= {snapshot.newest}"
    marks = [f"CASE WHEN name IN ({newest}) THEN 'provisional' END"]
    if definition.id == "return_to_care":
        oldest = f"SELECT name FROM asked GROUP BY name HAVING min(period) - 10 < {snapshot.periods[0]}"
        marks.append(f"CASE WHEN name IN ({oldest}) THEN 'history_incomplete' END")
    if snapshot.linked_for and definition.id in ("no_return", "return_to_care"):
        marks.append("'lower_bound'")
    return f"concat_ws(';', {', '.join(marks)})"
