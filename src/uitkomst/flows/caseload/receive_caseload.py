"""A caseload file comes in: read at once, its BSNs made pseudonyms, and only the table without them is kept.

Source: product principles 5 (register once) and 6 (no BSN past intake).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from uitkomst.care import caseload as register
from uitkomst.care.types import CaseloadFile
from uitkomst.flows.one_act import one_act
from uitkomst.flows.refusals import Refused
from uitkomst.intake.caseload import CaseFinding, Row, Table, case_text, hide_bsn, read_table
from uitkomst.intake.caseload.table import LARGEST_FILE
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.rights import Right
from uitkomst.records import files
from uitkomst.vocabulary.client_keys import read_key
from uitkomst.vocabulary.problems import Problem

ENDINGS = (".csv", ".txt", ".tsv", ".xlsx", ".xlsm", ".xls")


class CaseloadUnreadable(Refused):
    """The file is no table that can be read. ``line``: where, 0 when it is about the whole file."""

    def __init__(self, fault: str, line: int = 0) -> None:
        self.fault, self.line = fault, line
        super().__init__(f"caseload_{fault}")

    def text(self, language: str = "nl") -> str:
        said = case_text(self.fault, language)
        where = Refused("caseload_at_line", line=self.line).text(language) if self.line else ""
        return " ".join(filter(None, (f"{said.title}.", where, said.do)))


def receive_caseload(*, actor: Actor, now: datetime, name: str, chunks: Iterable[bytes]) -> CaseloadFile:
    """Keep a caseload to look at. The same file that still waits is the same. Raises MayNot, Refused, CaseloadUnreadable."""
    with one_act(actor, Right.KEEP_REGISTER, now=now, action="C", event="caseload.received", about="caseload") as act:
        file_name = Path(name.replace("\\", "/")).name
        if not file_name.lower().endswith(ENDINGS):
            raise Refused("caseload_wrong_type")
        table = _received(file_name, chunks)
        found = register.add_file(
            actor.organisation_id, name=file_name, table=as_stored(table), sha256=table.sha256, rows=len(table.rows), by=actor.person_id,
            now=now,
        )  # fmt: skip
        act.object_id, act.detail = str(found.pk), f"{len(table.rows)} rows"
        return found


def _received(name: str, chunks: Iterable[bytes]) -> Table:
    """The table in what comes in. The file itself is gone after this, also when the process dies (``records.files.sweep``)."""
    try:
        with files.working() as folder:
            path = folder / "caseload"
            write_upload(path, chunks, most_bytes(LARGEST_FILE))
            return take_table(path, name)
    except files.DiskFull:
        raise Refused("disk_full") from None


def take_table(path: Path, name: str) -> Table:
    """The table in a file, without BSNs. Raises CaseloadUnreadable."""
    table = read_table(path, name)
    if table.refused:
        raise CaseloadUnreadable(table.refused, max((one.line for one in table.findings if one.level == "error"), default=0))
    return hide_bsn(table, pseudonym_key())


def as_stored(table: Table) -> dict[str, Any]:
    """A table as plain data."""
    return {"headings": table.headings, "rows": [[row.line, row.cells] for row in table.rows], "findings": table.findings}


def as_table(found: CaseloadFile) -> Table:
    """The table that was kept."""
    kept = found.table
    rows = tuple(Row(line, tuple(cells)) for line, cells in kept.get("rows", ()))
    findings = tuple(CaseFinding(*one) for one in kept.get("findings", ()))
    return Table(found.sha256, tuple(kept.get("headings", ())), rows, findings)


def most_bytes(most: int) -> int:
    """The smaller of what is allowed here and what this installation takes at all."""
    return min(most, settings.LARGEST_UPLOAD_BYTES)


def write_upload(path: Path, chunks: Iterable[bytes], most: int) -> tuple[str, int]:
    """Write what comes in: sha256, bytes. Raises CaseloadUnreadable when it is more than ``most`` bytes."""
    try:
        return files.write(path, chunks, most)
    except files.TooLarge:
        raise CaseloadUnreadable("file_too_large") from None


def pseudonym_key() -> bytes | None:
    """The key for pseudonyms; None where no BSN may come, or none was set."""
    if settings.BSN_FILES not in ("provider", "hub"):
        return None
    try:
        return read_key()
    except Problem:
        return None
