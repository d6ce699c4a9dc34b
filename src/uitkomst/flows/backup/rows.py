"""The rows of the whole database, as lines: read at one moment while others write, and put back in one transaction."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Field, Model, sql

from uitkomst.records import audit

_NOT_KEPT = {"sessions.session"}
"""Sessions: after a restore everybody logs in again."""
_HEAD = "records.audithead"
"""The head of the audit log: the database itself moves it on with every line that is put back."""
_LOG = "records.auditevent"
_BATCH = 500


def tables() -> dict[str, type[Model]]:
    """Every table that is kept, by the name of its model; also those between two others."""
    found = {model._meta.label_lower: model for model in apps.get_models(include_auto_created=True) if model._meta.managed}
    return {name: found[name] for name in sorted(found) if not found[name]._meta.proxy and name not in _NOT_KEPT | {_HEAD}}


def migrations() -> dict[str, list[str]]:
    """The last migrations of this program, by app."""
    last: dict[str, list[str]] = {}
    for app, name in sorted(MigrationExecutor(connection).loader.graph.leaf_nodes()):
        last.setdefault(app, []).append(name)
    return last


def is_up_to_date() -> bool:
    """Whether the database has had every migration of this program."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


@contextmanager
def one_moment() -> Iterator[None]:
    """Everything read inside is of one moment; nobody waits for it, and it waits for nobody."""
    if connection.vendor == "postgresql":
        with transaction.atomic(durable=True):
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
        return
    # The application's own transactions are IMMEDIATE, for writers; this one only reads.
    with connection.cursor() as cursor:
        cursor.execute("BEGIN DEFERRED")
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def read_rows(model: type[Model]) -> Iterator[bytes]:
    """The rows of one table in the order of their keys, a line of JSON each."""
    fields = model._meta.concrete_fields
    for row in model._base_manager.order_by("pk").values_list(*[field.attname for field in fields]).iterator(chunk_size=_BATCH):
        said = {field.attname: value for field, value in zip(fields, row, strict=True)}
        yield json.dumps(said, default=_plain, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _plain(value: Any) -> Any:
    """What JSON has no word for; ``Field.to_python`` reads it back. Moments keep their microseconds: the audit log's hashes need them."""
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    if isinstance(value, (Decimal, UUID, timedelta)):
        return str(value)
    if isinstance(value, (bytes, memoryview)):
        return base64.b64encode(bytes(value)).decode("ascii")
    raise TypeError(f"{type(value).__name__} cannot be kept in a backup")


def is_empty() -> bool:
    """Whether nobody has used this database yet: no person, and no line in the audit log."""
    known = tables()
    return not any(known[name]._base_manager.exists() for name in ("organisations.person", "organisations.organisation", _LOG))


def empty_all() -> None:
    """Remove every row, in the transaction of the caller. Only a restore may lift the guard of the audit log, and only to replace it."""
    names = [model._meta.db_table for model in apps.get_models(include_auto_created=True) if model._meta.managed and not model._meta.proxy]
    head, log = (apps.get_model(name)._meta.db_table for name in (_HEAD, _LOG))
    with connection.cursor() as cursor, _guard_lifted(cursor, log):
        for name in names:
            if name != head:
                cursor.execute(f"DELETE FROM {connection.ops.quote_name(name)}")
        cursor.execute(f"UPDATE {connection.ops.quote_name(head)} SET sequence = 0, hash = ''")


@contextmanager
def _guard_lifted(cursor: Any, table: str) -> Iterator[None]:
    if connection.vendor == "postgresql":
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        yield
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        return
    cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table])
    triggers = cursor.fetchall()
    for name, _ in triggers:
        cursor.execute(f"DROP TRIGGER {connection.ops.quote_name(name)}")
    yield
    for _, made in triggers:
        cursor.execute(made)


def put_rows(model: type[Model], lines: Iterable[dict[str, Any]]) -> int:
    """Put rows back as they were, with their keys and moments, in the transaction of the caller. How many."""
    fields = list(model._meta.concrete_fields)
    number, rows = 0, iter(lines)
    size = max(1, min(_BATCH, connection.ops.bulk_batch_size(fields, range(_BATCH))))
    while batch := list(islice(rows, size)):
        query = sql.InsertQuery(model)
        # raw: no field makes a value of its own, such as the present moment
        query.insert_values(fields, [_row(model, fields, said) for said in batch], raw=True)
        query.get_compiler(using="default").execute_sql()
        number += len(batch)
    return number


def _row(model: type[Model], fields: list[Field[Any, Any]], said: dict[str, Any]) -> Model:
    return model(**{field.attname: field.to_python(said[field.attname]) for field in fields})


def settle() -> None:
    """After everything was put back: references lead somewhere, and new rows get new numbers. Raises IntegrityError."""
    connection.check_constraints()
    models = [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)


def log_end() -> tuple[int, str]:
    """How many lines the audit log has, and the hash of the last."""
    last = apps.get_model(_LOG)._base_manager.order_by("-sequence").values_list("sequence", "hash").first()
    return last or (0, "")


def log_is_whole(head: str) -> bool:
    """Walk the chain of the audit log to this head."""
    return audit.verify(head).ok
