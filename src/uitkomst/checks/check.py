"""The checks: rows become coded findings and typed rows. All row rules are tried in one pass over a batch.

Source: definitions 1 (*Findings*): errors refuse a row, a closed list; signals do not. A delivery is reported whole.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from uitkomst.checks.rules import Condition, Rule, conditions, rules_of
from uitkomst.engine import Engine, quote, read_step
from uitkomst.vocabulary.codes import CodeList, code_list
from uitkomst.vocabulary.columns import DATES
from uitkomst.vocabulary.municipalities import read_known_codes
from uitkomst.vocabulary.tables import read_table

_LISTS = ("sex", "referrer", "form_of_help", "crisis", "end_reason")
TYPED = {
    "delivery": "INTEGER", "line": "INTEGER", "refused": "BOOLEAN", "client": "VARCHAR", "bsn_kind": "VARCHAR",
    "birth": "VARCHAR", "sex": "VARCHAR", "postcode": "VARCHAR", "municipality": "VARCHAR", "referrer": "VARCHAR", "form": "VARCHAR",
    "crisis": "BOOLEAN", "start_date": "DATE", "end_date": "DATE", "end_reason": "VARCHAR",
    "grade_young_person": "TINYINT", "grade_parent": "TINYINT", "going_on_young_person": "TINYINT", "going_on_parent": "TINYINT",
    "older_scale": "BOOLEAN", "team": "VARCHAR", "intervention": "VARCHAR", "target_group": "VARCHAR", "severity": "VARCHAR",
    "instrument": "VARCHAR", "instrument_informant": "VARCHAR", "t_begin": "INTEGER", "t_end": "INTEGER",
    "goals_agreed": "INTEGER", "goals_assessed": "INTEGER", "goals_achieved": "INTEGER",
}  # fmt: skip
"""The table of typed rows, what the snapshots are made of: one line per row of a usable delivery."""
_BITS = 60
_LONGEST_VALUE = 40


def prepare(engine: Engine, tables: Path | None = None) -> None:
    """Load what the rules need: municipalities, postcodes and code lists. Raises Problem when a reference table is wrong."""
    known = read_known_codes(tables)
    engine.load("known_municipalities", {"code": "VARCHAR", "current": "VARCHAR"}, known.items())
    postcodes = ((line["postcode"], known.get(line["municipality"])) for line in read_table("postcodes", tables))
    engine.load("known_postcodes", {"postcode": "VARCHAR", "current": "VARCHAR"}, postcodes)
    engine.load("typed", TYPED, ())
    engine.run(_sql("macros"))
    for name in _LISTS:
        engine.run(_list_macro(code_list(name)))


def check(engine: Engine) -> None:
    """Check the batch in ``rows``: add to ``findings`` and ``typed``, and mark deliveries whose rows are all refused."""
    engine.run(
        "CREATE OR REPLACE TEMP TABLE delivery_days AS SELECT delivery, make_date(period // 2, period % 2 * 6 + 1, 1) AS first_day, "
        "(first_day + INTERVAL 6 MONTH - INTERVAL 1 DAY)::DATE AS last_day FROM deliveries WHERE usable"
    )
    errors, signals = _masks("error"), _masks("signal")
    engine.run(
        f"CREATE OR REPLACE TEMP TABLE judged AS SELECT *, NOT well_formed OR {_any(errors)} AS refused "
        f"FROM (SELECT *, {', '.join(f'{sql} AS {name}' for name, sql, _ in (*errors, *signals))} FROM ({_sql('prepared')}))"
    )
    for name, _, group in (*errors, *signals):
        engine.run(_findings(name, group))
    for rule in rules_of("file"):
        engine.run(_rule_findings(rule))
    _refuse_whole(engine)
    engine.run(f"INSERT INTO typed BY NAME {_sql('typed')}")
    engine.drop("all_refused", "judged", "delivery_days")


def check_together(engine: Engine) -> None:
    """Check the deliveries against each other, when all have been read."""
    engine.run(f"CREATE OR REPLACE TEMP TABLE valid_deliveries AS {_sql('valid_deliveries')}")
    for rule in rules_of("together"):
        engine.run(_rule_findings(rule))


def _list_macro(codes: CodeList) -> str:
    """A condition ``in_<list>(code, day)``: whether the code may be used on that day."""
    always = [code.code for code in codes.codes if code.valid_from is None and code.valid_to is None]
    dated = [code for code in codes.codes if code.code not in always]
    parts = [f"code IN ({', '.join(quote(code) for code in always)})"]
    for code in dated:
        first = f"day >= DATE '{code.valid_from}'" if code.valid_from else "true"
        last = f"day <= DATE '{code.valid_to}'" if code.valid_to else "true"
        parts.append(f"(code = {quote(code.code)} AND {first} AND {last})")
    return f"CREATE OR REPLACE TEMP MACRO in_{codes.name}(code, day) AS {' OR '.join(parts)}"


def _masks(level: str) -> list[tuple[str, str, tuple[Condition, ...]]]:
    """The conditions of one level as numbers with a bit each: name of the column, its SQL, its conditions."""
    found = conditions(level)
    groups = [found[at : at + _BITS] for at in range(0, len(found), _BITS)]
    masks = []
    for number, group in enumerate(groups):
        # A condition that cannot be judged (NULL) does not hold; a malformed line has its own finding.
        bits = " + ".join(f"(coalesce({c.sql}, false)::BIGINT << {bit})" for bit, c in enumerate(group))
        masks.append((f"{level}s_{number}", f"CASE WHEN well_formed THEN {bits} ELSE 0 END", group))
    return masks


def _any(masks: list[tuple[str, str, tuple[Condition, ...]]]) -> str:
    return " OR ".join(f"{name} <> 0" for name, _, _ in masks)


def _findings(mask: str, group: tuple[Condition, ...]) -> str:
    rules = ", ".join(f"({bit}, {quote(c.code)}, {quote(c.level)}, {quote(c.field)})" for bit, c in enumerate(group))
    fields = sorted({c.field for c in group if c.field != "bsn"})
    values = " ".join(f"WHEN {quote(field)} THEN {shown(field, field in DATES)}" for field in fields)
    return (
        f"INSERT INTO findings SELECT delivery, line, f.code, f.level, f.field, CASE f.field {values} ELSE '' END "
        f"FROM (SELECT * FROM judged WHERE {mask} <> 0), (VALUES {rules}) AS f(bit, code, level, field) WHERE ({mask} >> f.bit) & 1 = 1"
    )


def _rule_findings(rule: Rule) -> str:
    return (
        f"INSERT INTO findings SELECT delivery, line, {quote(rule.code)}, {quote(rule.level)}, field, {shown('value', True)} "
        f"FROM ({rule.sql})"
    )


def shown(column: str, is_date: bool) -> str:
    """A value as it may be shown: short, one line, and never with as many digits as a BSN (a shifted column may hold one)."""
    most = 8 if is_date else 7
    digits = f"length(regexp_replace({column}, '[^0-9]', '', 'g'))"
    return (
        f"CASE WHEN {digits} > {most} THEN '…' ELSE left(regexp_replace({column}, '[^[:print:]\\p{{L}}]', '·', 'g'), {_LONGEST_VALUE}) END"
    )


def _refuse_whole(engine: Engine) -> None:
    """A file whose rows are all refused is refused whole (definitions 1)."""
    engine.run("CREATE OR REPLACE TEMP TABLE all_refused AS SELECT delivery FROM judged GROUP BY delivery HAVING bool_and(refused)")
    engine.run("UPDATE deliveries SET usable = false, reason = 'all_rows_refused' WHERE delivery IN (SELECT delivery FROM all_refused)")
    engine.run("INSERT INTO findings SELECT delivery, 0, 'all_rows_refused', 'error', '', '' FROM all_refused")


def _sql(name: str) -> str:
    return read_step(files(__package__) / "steps" / f"{name}.sql").sql
