"""How many values go into one statement on SQLite: as many as this SQLite takes, not the 999 of before 2020.

Django stays under the old limit, so that writing many rows at once costs sixteen times as many statements as it has to.
"""

from __future__ import annotations

import sqlite3
from typing import Any

from django.db.backends.signals import connection_created

MOST = 32_766
"""The limit of SQLite since 3.32 (https://www.sqlite.org/limits.html, 9); more in one statement gains nothing."""


def connect() -> None:
    """Ask every new connection for its own limit."""
    connection_created.connect(_ask, dispatch_uid="uitkomst.config.sqlite")


def _ask(connection: Any, **_: Any) -> None:
    if connection.vendor == "sqlite":
        limit = connection.connection.getlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER)
        connection.features.max_query_params = min(limit, MOST)
