"""The one door to DuckDB: a process-local database that can touch only the folders it was opened for.

Nothing outside this package imports duckdb; errors of the engine leave as EngineError, without the values they speak of.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

import duckdb

from uitkomst.engine.steps import Step

_CHUNK = 20_000


class EngineError(RuntimeError):
    """The engine could not do what was asked; the message holds no data."""


class Engine:
    """Runs SQL on tables of one throw-away database.

    folders: the only places files are read from or written to; everything else of the file system and the network is shut.
    database: a file for the tables (larger than memory), or None for memory.
    """

    def __init__(
        self,
        folders: Iterable[Path] = (),
        *,
        database: Path | None = None,
        memory_limit: str | None = None,
        threads: int | None = None,
    ) -> None:
        allowed = [str(Path(f).resolve()) for f in folders]
        if database is not None:
            allowed.append(str(database.parent.resolve()))
        # No extension is ever fetched or loaded from outside: this program makes no third-party requests.
        config: dict[str, Any] = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
        if memory_limit:
            config["memory_limit"] = memory_limit
        if threads:
            config["threads"] = str(threads)
        self._db = duckdb.connect(str(database) if database else ":memory:", config=config)
        self._db.execute("SET preserve_insertion_order = true")
        self._db.execute("SET enable_progress_bar = false")
        if database is not None:
            self._db.execute(f"SET temp_directory = {quote(str(database.parent))}")
        if allowed:
            listed = ", ".join(quote(folder.rstrip("/") + "/") for folder in allowed)
            self._db.execute(f"SET allowed_directories = [{listed}]")
        # Shut the door before any data comes in, and throw away the key.
        self._db.execute("SET enable_external_access = false")
        self._db.execute("SET lock_configuration = true")

    def run(self, sql: str, parameters: Sequence[Any] | Mapping[str, Any] = ()) -> None:
        """Run one statement for its effect."""
        self._execute(sql, parameters)

    def rows(self, sql: str, parameters: Sequence[Any] | Mapping[str, Any] = ()) -> list[tuple[Any, ...]]:
        """All rows of a query, as tuples."""
        found: list[tuple[Any, ...]] = self._execute(sql, parameters).fetchall()
        return found

    def dicts(self, sql: str, parameters: Sequence[Any] | Mapping[str, Any] = ()) -> list[dict[str, Any]]:
        """All rows of a query, as dictionaries by column name."""
        result = self._execute(sql, parameters)
        names = [column[0] for column in result.description or []]
        return [dict(zip(names, row, strict=True)) for row in result.fetchall()]

    def value(self, sql: str, parameters: Sequence[Any] | Mapping[str, Any] = ()) -> Any:
        """The first value of the first row, or None."""
        row = self._execute(sql, parameters).fetchone()
        return None if row is None else row[0]

    def make(self, step: Step) -> None:
        """Make the table (or view) of a named step."""
        kind = "VIEW" if step.view else "TABLE"
        self.drop(step.name)
        self._execute(f"CREATE {kind} {step.name} AS\n{step.sql}")

    def make_all(self, steps: Iterable[Step]) -> None:
        """Make the tables of several steps, in order."""
        for step in steps:
            self.make(step)

    def drop(self, *names: str) -> None:
        """Drop tables or views if they are there."""
        for name in names:
            kind = self.value("SELECT table_type FROM information_schema.tables WHERE table_name = ?", [name])
            if kind:
                self._execute(f"DROP {'VIEW' if kind == 'VIEW' else 'TABLE'} {name}")

    def has(self, name: str) -> bool:
        """Whether a table or view of this name is there."""
        return bool(self.value("SELECT count(*) FROM information_schema.tables WHERE table_name = ?", [name]))

    def columns(self, table: str) -> list[str]:
        """The column names of a table, in order."""
        return [row[0] for row in self.rows(f"DESCRIBE {table}")]

    def load(self, table: str, types: Mapping[str, str], rows: Iterable[Sequence[Any]]) -> None:
        """Make a table of these column types (name -> SQL type) and fill it with Python rows."""
        self.drop(table)
        self.run(f"CREATE TABLE {table} ({', '.join(f'{name} {kind}' for name, kind in types.items())})")
        self.append(table, types, rows)

    def append(self, table: str, types: Mapping[str, str], rows: Iterable[Sequence[Any]]) -> None:
        """Add Python rows to a table, column by column, in chunks."""
        unnest = ", ".join(f"unnest(?::{kind}[])" for kind in types.values())
        chunk: list[Sequence[Any]] = []
        for row in rows:
            chunk.append(row)
            if len(chunk) == _CHUNK:
                self._append_chunk(table, unnest, chunk)
                chunk = []
        if chunk:
            self._append_chunk(table, unnest, chunk)

    def _append_chunk(self, table: str, unnest: str, chunk: list[Sequence[Any]]) -> None:
        self._execute(f"INSERT INTO {table} SELECT {unnest}", [list(column) for column in zip(*chunk, strict=True)])

    def write(self, query: str, out: Path, kind: str = "parquet") -> None:
        """Write a query to a file (``parquet``, ``csv`` or ``json``); it appears by rename, whole or not at all."""
        options = {"parquet": "FORMAT parquet, COMPRESSION zstd", "csv": "FORMAT csv, HEADER", "json": "FORMAT json, ARRAY true"}[kind]
        unfinished = out.with_name(f".{out.name}.{os.getpid()}.part")
        try:
            self._execute(f"COPY ({query}) TO {quote(str(unfinished.resolve()))} ({options})")
            unfinished.replace(out)
        finally:
            unfinished.unlink(missing_ok=True)

    def close(self) -> None:
        self._db.close()

    def __enter__(self) -> Engine:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def _execute(self, sql: str, parameters: Sequence[Any] | Mapping[str, Any] = ()) -> Any:
        try:
            return self._db.execute(sql, parameters) if parameters else self._db.execute(sql)
        except (duckdb.ConversionException, duckdb.InvalidInputException) as error:
            # These messages quote values of the data: say only what kind of thing went wrong.
            raise EngineError(f"the engine could not use a value ({type(error).__name__})") from None
        except duckdb.Error as error:
            raise EngineError(str(error)) from error


def quote(text: str) -> str:
    """A text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"
