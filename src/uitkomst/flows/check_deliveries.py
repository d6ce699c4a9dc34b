"""Check deliveries: read them, judge every row, and report the whole of what was found (never only the first fault).

Source: definitions 1 (*Findings*). Read = accepted + refused, per file and in total.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from uitkomst import checks, intake
from uitkomst.engine import Engine
from uitkomst.intake import Found, Notice, Progress
from uitkomst.vocabulary.periods import HalfYear

_MOST_IN_MEMORY = 500_000


class Finding(NamedTuple):
    """One finding. ``line`` is the line in the file, 0 for the whole file; ``value`` never holds a BSN."""

    file: str
    line: int
    code: str
    level: str
    field: str
    value: str


class Group(NamedTuple):
    """All findings of one code: how many, in how many files, and one example."""

    code: str
    level: str
    number: int
    files: int
    example: Finding

    def as_data(self) -> dict[str, Any]:
        """Plain data, as a delivery keeps it."""
        shown = {name: getattr(self.example, name) for name in ("line", "field", "value")}
        return {"code": self.code, "level": self.level, "number": self.number, "example": shown}


@dataclass(frozen=True, slots=True)
class FileCounts:
    """What became of one file: rows read = accepted + refused. ``reason`` is why it was refused whole, '' when it was not."""

    file: str
    provider: str
    period: str
    version: int
    read: int
    accepted: int
    refused: int
    signals: int
    reason: str


class MessageCounts(NamedTuple):
    """What became of the messages: read = the sum of the others. without_form: checked, but the product table has no form of help."""

    read: int = 0
    counted: int = 0
    without_form: int = 0
    not_yet: int = 0
    repeated: int = 0
    refused: int = 0


NO_MESSAGES = MessageCounts()


@dataclass(frozen=True, slots=True)
class CheckReport:
    """The result of a check. ``findings`` is filled when asked for; ``groups`` always, errors first, then most frequent first."""

    files: tuple[FileCounts, ...]
    groups: tuple[Group, ...]
    notices: tuple[Notice, ...]
    findings: tuple[Finding, ...] = ()
    messages: MessageCounts = NO_MESSAGES

    @property
    def read(self) -> int:
        return sum(file.read for file in self.files)

    @property
    def accepted(self) -> int:
        return sum(file.accepted for file in self.files)

    @property
    def refused(self) -> int:
        return sum(file.refused for file in self.files)

    @property
    def errors(self) -> int:
        """How many findings are errors."""
        return sum(group.number for group in self.groups if group.level == "error")

    @property
    def signals(self) -> int:
        """How many findings are signals."""
        return sum(group.number for group in self.groups if group.level == "signal")

    @property
    def repairs(self) -> int:
        """How many findings are repairs."""
        return sum(group.number for group in self.groups if group.level == "repair")

    @property
    def files_refused(self) -> int:
        """How many files are refused whole."""
        return sum(1 for file in self.files if file.reason)

    @property
    def refused_anything(self) -> bool:
        """Whether a row or a whole file was refused."""
        return bool(self.refused or self.files_refused or self.messages.refused)

    @property
    def usable(self) -> bool:
        """Whether there is at least one file that is not refused whole, or a message."""
        return any(not file.reason for file in self.files) or self.messages.read > self.messages.refused


def read_and_check(engine: Engine, found: Found, *, key: bytes, tables: Path | None = None, on_progress: Progress | None = None) -> None:
    """Make the engine tables ``deliveries``, ``findings`` and ``typed`` of all deliveries found. The start of every flow on files.

    The engine must be opened for ``found.folders``. Raises Problem when a reference table is wrong.
    """
    checks.prepare(engine, tables)
    for _ in intake.read(engine, found, key=key, on_progress=on_progress):
        checks.check(engine)
    intake.read_messages(engine, found, key=key, today=date.today(), tables=tables, on_progress=on_progress)
    checks.take_messages(engine)
    checks.check_together(engine)


def check_deliveries(
    paths: Iterable[Path],
    *,
    key: bytes,
    tables: Path | None = None,
    on_progress: Progress | None = None,
    list_all: bool = True,
) -> CheckReport:
    """Check files and folders with deliveries. Without ``list_all`` the report has groups with examples, no list of findings.

    Raises Problem when a path does not exist or a reference table is wrong.
    """
    found = intake.find(paths, on_progress, tables)
    with tempfile.TemporaryDirectory(prefix="uitkomst-") as work, Engine(found.folders, database=_database(found, Path(work))) as engine:
        read_and_check(engine, found, key=key, tables=tables, on_progress=on_progress)
        return report(engine, found, list_all=list_all)


def _database(found: Found, work: Path) -> Path | None:
    """Many rows go to a file that is gone afterwards (pseudonymised); few stay in memory."""
    return work / "check.duckdb" if found.rows > _MOST_IN_MEMORY else None


def report(engine: Engine, found: Found, *, list_all: bool, delivery: int | None = None) -> CheckReport:
    """What was read and found (of one delivery), from the engine tables that ``read_and_check`` made."""
    only = "true" if delivery is None else f"delivery = {delivery:d}"
    return CheckReport(
        files=tuple(_files(engine, only)),
        groups=tuple(_groups(engine, only)),
        notices=found.notices,
        findings=tuple(_findings(engine)) if list_all else (),
        messages=_message_counts(engine),
    )


def _files(engine: Engine, only: str) -> Iterable[FileCounts]:
    for row in engine.rows(
        "SELECT file, provider, period, version, rows, "
        "CASE WHEN usable THEN rows - coalesce(refused, 0) ELSE 0 END, CASE WHEN usable THEN coalesce(refused, 0) ELSE rows END, "
        "coalesce(signals, 0), reason FROM deliveries "
        "LEFT JOIN (SELECT delivery, count(DISTINCT line) AS refused FROM findings WHERE level = 'error' AND line > 0 GROUP BY ALL) "
        "USING (delivery) LEFT JOIN (SELECT delivery, count(*) AS signals FROM findings WHERE level = 'signal' GROUP BY ALL) "
        f"USING (delivery) WHERE {only} AND delivery NOT IN (SELECT delivery FROM messages) AND NOT (usable AND version = 0) "
        "ORDER BY delivery"
    ):
        file, provider, period, *counts = row
        yield FileCounts(file, provider, str(HalfYear.from_index(period)) if period else "", *counts)


def _message_counts(engine: Engine) -> MessageCounts:
    counted = dict(engine.rows("SELECT outcome, count(*) FROM messages GROUP BY ALL"))
    return MessageCounts(sum(counted.values()), *(counted.get(outcome, 0) for outcome in MessageCounts._fields[1:]))


def _groups(engine: Engine, only: str) -> Iterable[Group]:
    for row in engine.rows(
        "SELECT code, level, count(*) AS n, count(DISTINCT delivery) AS files, "
        "arg_min((file, line, code, level, field, value), (delivery, line, field)) AS example "
        f"FROM findings JOIN deliveries USING (delivery) WHERE {only} GROUP BY code, level "
        "ORDER BY level = 'repair', level = 'signal', n DESC, code"
    ):
        code, level, number, files, example = row
        yield Group(code, level, number, files, Finding(*(example.values() if isinstance(example, dict) else example)))


def _findings(engine: Engine) -> Iterable[Finding]:
    return (
        Finding(*row)
        for row in engine.rows(
            "SELECT file, line, code, level, field, value FROM findings JOIN deliveries USING (delivery) "
            "ORDER BY delivery, line, level, code, field"
        )
    )
