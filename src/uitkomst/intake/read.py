"""Reading deliveries into the engine: batch after batch becomes the table ``rows``, without BSN (decisions D2, D3).

Clean files of the same form are read by the engine in one go; all others line by line. Both give the same rows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from importlib.resources import files as package_files

from uitkomst.engine import Engine, EngineError, quote, read_step
from uitkomst.engine.csv_files import can_name, read_csv
from uitkomst.intake.find import DeliveryFile, Found, Progress
from uitkomst.intake.reader import BLANK, Dialect, Early, lines_of
from uitkomst.vocabulary.client_keys import hmac_blocks
from uitkomst.vocabulary.codes import code_list
from uitkomst.vocabulary.columns import COLUMNS
from uitkomst.vocabulary.periods import HalfYear

BATCH_ROWS = 250_000
DELIVERIES = {
    "delivery": "INTEGER", "file": "VARCHAR", "provider": "VARCHAR", "period": "INTEGER", "version": "INTEGER",
    "sha256": "VARCHAR", "rows": "INTEGER", "usable": "BOOLEAN", "reason": "VARCHAR",
}  # fmt: skip
FINDINGS = {"delivery": "INTEGER", "line": "INTEGER", "code": "VARCHAR", "level": "VARCHAR", "field": "VARCHAR", "value": "VARCHAR"}
_LINES = {"delivery": "INTEGER", "line": "INTEGER", "well_formed": "BOOLEAN"} | dict.fromkeys(COLUMNS, "VARCHAR")

# How a field may be put right (macros.sql), and the code under which that is reported.
_REPAIRS = {
    "bsn": ("plain_bsn", "leading_zeros"),
    "geboortedatum": ("plain_birth_date", "date_written_otherwise"),
    "geslacht": ("plain_sex", "small_letter"),
    "gemeentecode": ("plain_municipality", "leading_zeros"),
    "verwijzer": ("two_digits", "leading_zeros"),
    "hulpvorm": ("two_digits", "leading_zeros"),
    "gestart_met_crisis": ("two_digits", "leading_zeros"),
    "datum_aanvang": ("plain_date", "date_written_otherwise"),
    "datum_einde": ("plain_date", "date_written_otherwise"),
    "reden_beeindiging": ("two_digits", "leading_zeros"),
    "nut_jeugdige": ("plain_grade", "grade_written_otherwise"),
    "nut_ouder": ("plain_grade", "grade_written_otherwise"),
    "zonder_hulp_jeugdige": ("two_digits", "leading_zeros"),
    "zonder_hulp_ouder": ("two_digits", "leading_zeros"),
}


def read(engine: Engine, found: Found, *, key: bytes, on_progress: Progress | None = None, batch_rows: int = BATCH_ROWS) -> Iterator[int]:
    """Make the tables ``deliveries`` and ``findings``, then per batch the table ``rows``; yields the number of rows of each batch.

    ``rows`` holds whole files and is gone when the next batch is asked for. Findings made here: files that cannot be read,
    malformed lines, and repairs.
    """
    _prepare(engine, found)
    done, total = 0, max(found.rows, 1)
    for batch in _batches(found.files, batch_rows):
        _read_batch(engine, batch, key)
        rows = int(engine.value("SELECT count(*) FROM rows"))
        engine.run("UPDATE deliveries SET rows = n FROM (SELECT delivery AS d, count(*) AS n FROM rows GROUP BY ALL) WHERE delivery = d")
        done += sum(file.inspection.rows for file in batch)
        if on_progress:
            on_progress("read", min(done, total), total)
        yield rows
        engine.drop("rows")


def _prepare(engine: Engine, found: Found) -> None:
    engine.run(_sql("macros"))
    engine.load("deliveries", DELIVERIES, (_delivery(file) for file in found.files))
    engine.load("findings", FINDINGS, (_finding(file, early) for file in found.files for early in file.inspection.findings))
    engine.run("CREATE OR REPLACE TEMP TABLE special_bsn (code VARCHAR, kind VARCHAR, first_period INTEGER, last_period INTEGER)")
    for code in code_list("special_bsn").codes:
        first, last = HalfYear.of(code.valid_from or date.min).index, HalfYear.of(code.valid_to or date.max).index
        engine.run("INSERT INTO special_bsn VALUES (?, ?, ?, ?)", [code.code, code.name, first, last])


def _delivery(file: DeliveryFile) -> tuple[object, ...]:
    period = file.name.period.index if file.name.period else None
    refused = file.inspection.refused
    return file.number, file.path.name, file.name.provider, period, file.name.version, file.inspection.sha256, 0, not refused, refused


def _finding(file: DeliveryFile, early: Early) -> tuple[object, ...]:
    return (file.number, *early)


def _batches(files: Sequence[DeliveryFile], batch_rows: int) -> Iterator[list[DeliveryFile]]:
    batch: list[DeliveryFile] = []
    rows = 0
    for file in files:
        if file.inspection.refused:
            continue
        if batch and rows + file.inspection.rows > batch_rows:
            yield batch
            batch, rows = [], 0
        batch.append(file)
        rows += file.inspection.rows
    if batch:
        yield batch


def _read_batch(engine: Engine, batch: Sequence[DeliveryFile], key: bytes) -> None:
    """From files to ``rows``. All tables that hold a BSN are temporary and gone at the end."""
    selects, slow = _read_clean(engine, batch)
    engine.run(f"CREATE OR REPLACE TEMP TABLE slow_lines ({', '.join(f'{name} {kind}' for name, kind in _LINES.items())})")
    engine.append("slow_lines", _LINES, _slow_lines(engine, slow))
    raw = "\nUNION ALL\n".join([*selects, "SELECT * FROM slow_lines"])
    engine.run(f"CREATE OR REPLACE TEMP VIEW raw_rows AS {raw}")
    inner, outer = hmac_blocks(key)
    engine.run(f"CREATE OR REPLACE TEMP TABLE clients AS {_sql('clients')}", {"inner": inner, "outer": outer})
    engine.run(f"CREATE OR REPLACE TABLE rows AS {_rows_sql()}")
    engine.run(_repair_findings())
    engine.drop("raw_rows", "clients", "slow_lines", *(f"clean_{n}" for n in range(len(selects))))


def _read_clean(engine: Engine, batch: Sequence[DeliveryFile]) -> tuple[list[str], list[DeliveryFile]]:
    """Read the clean files, one engine call per dialect; gives the SELECT for each, and the files that are left to read by line."""
    groups: dict[Dialect, list[DeliveryFile]] = defaultdict(list)
    slow: list[DeliveryFile] = []
    for file in batch:
        if file.inspection.dialect and can_name(file.path):
            groups[file.inspection.dialect].append(file)
        else:
            slow.append(file)
    selects: list[str] = []
    for dialect, group in groups.items():
        table = f"clean_{len(selects)}"
        if _read_group(engine, table, dialect, group):
            selects.append(_clean_select(table, dialect, group))
        else:
            slow += group
    return selects, slow


def _read_group(engine: Engine, table: str, dialect: Dialect, group: Sequence[DeliveryFile]) -> bool:
    """Whether the engine read these files as expected: the number of rows of each tells which line each row came from."""
    try:
        read_csv(engine, table, [file.path for file in group], dialect.columns, dialect.separator, dialect.newline)
    except EngineError:
        engine.drop(table)
        return False
    counted = dict(engine.rows(f"SELECT file_index, count(*) FROM {table} GROUP BY ALL"))
    if [counted.get(index, 0) for index in range(len(group))] == [file.inspection.rows for file in group]:
        return True
    engine.drop(table)
    return False


def _clean_select(table: str, dialect: Dialect, group: Sequence[DeliveryFile]) -> str:
    first, places = 0, []
    for index, file in enumerate(group):
        places.append(f"({index}, {file.number}, {first - 2})")  # the first data row of a file is its line 2
        first += file.inspection.rows
    column = f"trim({{}}, {quote(BLANK)})" if dialect.padded else "{}"
    values = ", ".join(column.format(name) + f" AS {name}" if name in dialect.columns else f"'' AS {name}" for name in COLUMNS)
    # A line without any value is no row: spreadsheets leave such lines at the end.
    filled = " OR ".join(f"{column.format(name)} <> ''" for name in dialect.columns)
    return (
        f"SELECT place.delivery, ({table}.rowid - place.before)::INTEGER AS line, true AS well_formed, {values} FROM {table} "
        f"JOIN (VALUES {', '.join(places)}) AS place(file_index, delivery, before) USING (file_index) WHERE {filled}"
    )


def _slow_lines(engine: Engine, files: Sequence[DeliveryFile]) -> Iterator[tuple[object, ...]]:
    """The lines of files that need care. Findings are stored as they come; a file that fails half-way gives no lines after that."""
    for file in files:
        early: list[Early] = []
        place = {name: index for index, name in enumerate(file.inspection.columns)}
        order = [place.get(name) for name in COLUMNS]
        for line in lines_of(file.path, file.inspection):
            early += line.findings
            values = line.values
            filled = ("",) * len(COLUMNS) if values is None else tuple("" if at is None else values[at] for at in order)
            yield (file.number, line.number, values is not None, *filled)
        engine.append("findings", FINDINGS, (_finding(file, finding) for finding in early))


def _rows_sql() -> str:
    """The step ``rows`` with every field that may be put right, and one bit per field that was."""
    fields = [(bit, field, macro) for bit, (field, (macro, _)) in enumerate(_REPAIRS.items()) if field != "bsn"]
    repairs = [f"(({macro}({field}) <> {field})::INTEGER << {bit})" for bit, field, macro in fields]
    new = {field: f"{macro}({field})" for _, field, macro in fields}
    new["geboortedatum"] = f"unborn_date({new['geboortedatum']}, bsn_kind)"
    placeholders = {
        "{repaired}": ", ".join(f"{sql} AS {field}" for field, sql in new.items()),
        "{repairs}": " + ".join(["bsn_repaired::INTEGER", *repairs]),
        "{before}": "{" + ", ".join(f"{quote(field)}: {field}" for _, field, _ in fields) + "}",
    }
    sql = _sql("rows")
    for placeholder, text in placeholders.items():
        sql = sql.replace(placeholder, text)
    return sql


def _repair_findings() -> str:
    """One finding per repaired field, with what stood there (never for the BSN)."""
    fields = ", ".join(f"({bit}, {quote(field)}, {quote(code)})" for bit, (field, (_, code)) in enumerate(_REPAIRS.items()))
    values = " ".join(f"WHEN {quote(field)} THEN before.{field}" for field in _REPAIRS if field != "bsn")
    return (
        "INSERT INTO findings SELECT delivery, line, f.code, 'repair', f.field, "
        f"CASE f.field {values} ELSE '' END FROM (SELECT * FROM rows WHERE repairs <> 0), (VALUES {fields}) AS f(bit, field, code) "
        "WHERE (repairs >> f.bit) & 1 = 1"
    )


def _sql(name: str) -> str:
    return read_step(package_files(__package__) / "steps" / f"{name}.sql").sql
