"""Look first: drop files without an account, read findings and the own mirror; nothing is kept but a line that somebody looked.

Only on an installation where the setting is on (one's own; never a hub). The files are read by a process of its own with limits of time,
in a folder that is removed, also when a process dies.
"""

from __future__ import annotations

import os
import pickle
import secrets
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.core.cache import cache

from uitkomst.checks import finding_text
from uitkomst.flows.check_deliveries import CheckReport
from uitkomst.flows.look_at_files import RESULT, Seen
from uitkomst.flows.refusals import NotFound, Refused
from uitkomst.flows.show_delivery import GroupShown, group_shown
from uitkomst.presentation.document import Document
from uitkomst.records import audit, files

SECONDS = 75
"""How long one look may take."""
AT_ONCE = 2
AN_HOUR = 30
"""Looks from one address in an hour, for each process of the server."""
MOST_FILES = 8
MOST_BYTES = 25_000_000
_PASSED_ON = ("PATH", "LANG", "LC_ALL", "PYTHONPATH", "VIRTUAL_ENV", "UITKOMST_TABLES")

Files = Sequence[tuple[str, Iterable[bytes]]]


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found in the files, and the mirror of it (or why there is none)."""

    report: CheckReport | None
    groups: tuple[GroupShown, ...]
    reasons: tuple[tuple[str, str], ...]
    document: Document | None
    why: str


def is_open() -> bool:
    """Whether this installation offers a look (UITKOMST_LOOK_FIRST)."""
    return bool(settings.LOOK_FIRST)


def look_first(*, now: datetime, sent: Files, language: str, address: str) -> Looked:
    """Look at delivery files and forget them. Raises NotFound where there is no look, Refused with what is wrong."""
    if not is_open():
        raise NotFound
    if not sent:
        raise Refused("look_first_no_file")
    if len(sent) > MOST_FILES:
        raise Refused("look_first_too_many", most=MOST_FILES)
    _count(address)
    files.sweep()
    try:
        with _a_place(), files.working() as folder:
            _take_in(sent, folder / "in")
            seen = _look(folder, language)
    except files.DiskFull:
        raise Refused("disk_full") from None
    audit.record(None, now=now, action="E", event="look_first.done", object_type="look_first", name="-", ground="look first")
    return _said(seen, language)


def _count(address: str) -> None:
    """Not too often from one address; kept in memory, as a hash, for an hour."""
    key = f"look_first:{sha256(address.encode()).hexdigest()}"
    cache.add(key, 0, 3600)
    try:
        number = cache.incr(key)
    except ValueError:
        return
    if number > AN_HOUR:
        raise Refused("look_first_often")


@contextmanager
def _a_place() -> Iterator[None]:
    """One of the few places to look at once, over all processes."""
    for number in range(AT_ONCE):
        with files.held(Path(settings.DATA_FOLDER) / f"look_first.{number}.lock") as free:
            if free:
                yield
                return
    raise Refused("look_first_busy")


def _take_in(sent: Files, folder: Path) -> None:
    taken = 0
    for number, (name, chunks) in enumerate(sent):
        file_name = Path(name.replace("\\", "/")).name
        if not file_name.lower().endswith((".csv", ".xlsx")):
            raise Refused("wrong_type")
        own = folder / str(number)
        own.mkdir(parents=True)
        with (own / file_name).open("xb") as file:
            for chunk in chunks:
                taken += len(chunk)
                if taken > MOST_BYTES:
                    raise Refused("look_first_too_large", most=MOST_BYTES // 1_000_000)
                file.write(chunk)


def _look(folder: Path, language: str) -> Seen:
    """Have the files read by a process of its own: it can be stopped, and what it does wrong stops nothing else."""
    passed_on = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    # A key of this moment: what is read can be linked to nothing, not even to the next look.
    own = {"UITKOMST_PSEUDONYM_KEY": secrets.token_hex(32), "TMPDIR": str(folder), "HOME": str(folder), "UITKOMST_LANGUAGE": language}
    command = [sys.executable, "-m", "uitkomst.flows.look_at_files", str(folder), language, files.BUSY]
    quiet = subprocess.DEVNULL
    try:
        done = subprocess.run(
            command, env={**passed_on, **own}, cwd=folder, stdin=quiet, stdout=quiet, stderr=quiet, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise Refused("look_first_too_long") from None
    result = folder / RESULT
    if done.returncode or not result.is_file():
        raise Refused("look_first_too_long" if done.returncode < 0 else "look_first_failed")
    with result.open("rb") as file:
        seen: Seen = pickle.load(file)  # written a moment ago by our own process, in a folder of ours alone
    return seen


def _said(seen: Seen, language: str) -> Looked:
    report = seen.report
    reasons = tuple((file.file, finding_text(file.reason, language).title) for file in report.files if file.reason) if report else ()
    groups = tuple(group_shown(group.as_data(), language) for group in report.groups) if report else ()
    return Looked(report, groups, reasons, seen.document, seen.why)
