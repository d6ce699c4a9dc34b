"""The checks: rows become coded findings and typed rows. All row rules are tried in one pass over a batch.

Source: definitions 1 (*Findings*): errors refuse a row, a closed list; signals do not. A delivery is reported whole.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

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


class Mask(NamedTuple):
    """Conditions that are tried together: the column ``name`` gets one bit for each."""

    name: str
    sql: str
    conditions: tuple[Condition, ...]


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
    masks = (*_masks("error"), *_masks("signal"))
    engine.run(
        f"CREATE OR REPLACE TEMP TABLE judged AS WITH prepared AS ({_sql('prepared')}), "
        f"masked AS (SELECT *, {', '.join(f'{mask.sql} AS {mask.name}' for mask in masks)}, "
        f"NOT well_formed OR {_any(masks)} AS refused FROM prepared) {_sql('typed')}"
    )
    engine.run(f"CREATE OR REPLACE TEMP TABLE repeated AS {_sql('repeated')}")
    for mask in masks:
        engine.run(_findings(mask))
    for rule in rules_of("file"):
        engine.run(_rule_findings(rule))
    _refuse_whole(engine)
    left_out = ", ".join(mask.name for mask in masks)
    usable = "delivery IN (SELECT delivery FROM deliveries WHERE usable)"
    engine.run(f"INSERT INTO typed BY NAME SELECT * EXCLUDE ({left_out}) FROM judged WHERE {usable}")
    engine.drop("all_refused", "repeated", "judged", "delivery_days")


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


def _masks(level: str) -> list[Mask]:
    """The conditions of one level as numbers with a bit each."""
    found = conditions(level)
    groups = [found[at : at + _BITS] for at in range(0, len(found), _BITS)]
    masks = []
    for number, group in enumerate(groups):
        # A condition that cannot be judged (NULL) does not hold; a malformed line has its own finding.
        bits = " + ".join(f"(coalesce({c.sql}, false)::BIGINT << {bit})" for bit, c in enumerate(group))
        masks.append(Mask(f"{level}s_{number}", f"CASE WHEN well_formed THEN {bits} ELSE 0 END", group))
    return masks


def _any(masks: Iterable[Mask]) -> str:
    return " OR ".join(f"{mask.name} <> 0" for mask in masks if mask.conditions[0].level == "error")


def _findings(mask: Mask) -> str:
    """One finding per bit, with the value as it was delivered."""
    conditions = mask.conditions
    rules = ", ".join(f"({bit}, {quote(c.code)}, {quote(c.level)}, {quote(c.field)})" for bit, c in enumerate(conditions))
    fields = sorted({c.field for c in conditions if c.field != "bsn"})
    values = " ".join(f"WHEN {quote(field)} THEN {shown(f'r.{field}', field in DATES)}" for field in fields)
    return (
        f"INSERT INTO findings SELECT delivery, line, f.code, f.level, f.field, CASE f.field {values} ELSE '' END "
        f"FROM (SELECT delivery, line, {mask.name} AS bits FROM judged WHERE {mask.name} <> 0) JOIN rows AS r USING (delivery, line), "
        f"(VALUES {rules}) AS f(bit, code, level, field) WHERE (bits >> f.bit) & 1 = 1"
    )


def _rule_findings(rule: Rule) -> str:
    return f"INSERT INTO findings SELECT delivery, line, {quote(rule.code)}, {quote(rule.level)}, field, value FROM ({rule.sql})"


def shown(column: str, is_date: bool) -> str:
    """A value as it may be shown: short, one line, and never with as many digits as a BSN (a shifted column may hold one)."""
    digits = f"length(regexp_replace({column}, '[^0-9]', '', 'g'))"
    # Eight digits can be a BSN without its leading zero, unless they look like a date in a column of dates.
    secret = (
        f"{digits} > 7 AND NOT ({digits} = 8 AND regexp_matches({column}, '^(0000|1[89]|2[01]|99999999)'))" if is_date else f"{digits} > 7"
    )
    return f"CASE WHEN {secret} THEN '…' ELSE left(regexp_replace({column}, '[^[:print:]\\p{{L}}]', '·', 'g'), {_LONGEST_VALUE}) END"


def _refuse_whole(engine: Engine) -> None:
    """A file whose rows are all refused is refused whole (definitions 1)."""
    engine.run("CREATE OR REPLACE TEMP TABLE all_refused AS SELECT delivery FROM judged GROUP BY delivery HAVING bool_and(refused)")
    engine.run("UPDATE deliveries SET usable = false, reason = 'all_rows_refused' WHERE delivery IN (SELECT delivery FROM all_refused)")
    engine.run("INSERT INTO findings SELECT delivery, 0, 'all_rows_refused', 'error', '', '' FROM all_refused")


def _sql(name: str) -> str:
    return read_step(files(__package__) / "steps" / f"{name}.sql").sql
