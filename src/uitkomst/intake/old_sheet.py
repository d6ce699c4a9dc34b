"""Spreadsheets of the older kind (.xls), read in a process of their own.

Such a file has no plain directory to look into first, as a zip has: a cell far to the right and below makes any reader ask for more
memory than there is. So it is read where that harms nobody: a process with a limit on memory and time, that may die.
Run as a module it writes the rows of the first sheet as JSON, a row a line; a date is written {"day": "2024-02-01"}.
"""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

LARGEST = 100_000_000
"""Bytes. A sheet of this kind has at most 65,536 rows."""
_MEMORY = 2_000_000_000
_SECONDS = 120


class SheetUnreadable(ValueError):
    """The file is no spreadsheet of this kind, or is too much for the process that reads it."""


def read_rows(path: Path) -> list[list[Any]]:
    """The rows of the first sheet. Cells are str, float, bool or date; '' when empty. Raises SheetUnreadable."""
    command = [sys.executable, "-P", "-m", "uitkomst.intake.old_sheet", str(path)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False, stdin=subprocess.DEVNULL)
    except (OSError, subprocess.TimeoutExpired):
        raise SheetUnreadable from None
    if done.returncode:
        raise SheetUnreadable
    return [[_cell(cell) for cell in json.loads(line)] for line in done.stdout.decode("utf-8").splitlines()]


def _cell(written: Any) -> Any:
    return date.fromisoformat(written["day"]) if isinstance(written, dict) else written


def _main(path: str) -> None:
    _limit()
    from python_calamine import CalamineWorkbook

    sheet = CalamineWorkbook.from_path(path).get_sheet_by_index(0)
    for row in sheet.iter_rows():
        sys.stdout.write(json.dumps([_written(cell) for cell in row]) + "\n")


def _limit() -> None:
    try:
        import resource
    except ImportError:  # a system without such limits
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _written(cell: object) -> object:
    if isinstance(cell, datetime):
        return {"day": cell.date().isoformat()}
    if isinstance(cell, date):
        return {"day": cell.isoformat()}
    if isinstance(cell, (time, timedelta)):
        return str(cell)
    return float(cell) if isinstance(cell, int) and not isinstance(cell, bool) else cell


if __name__ == "__main__":
    _main(sys.argv[1])
