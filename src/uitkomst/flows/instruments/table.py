"""A table in a file that somebody sends: read and gone."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from uitkomst.flows.caseload.receive_caseload import ENDINGS, CaseloadUnreadable, most_bytes, write_upload
from uitkomst.flows.refusals import Refused
from uitkomst.intake.caseload import Table, read_table
from uitkomst.records import files

MOST_BYTES = 5_000_000


def received_table(name: str, chunks: Iterable[bytes]) -> Table:
    """Headings and rows; for lines that are wrong see ``unread``. Raises Refused (table_wrong_type, disk_full), CaseloadUnreadable."""
    if not name.lower().endswith(ENDINGS):
        raise Refused("table_wrong_type")
    try:
        with files.working() as folder:
            path = folder / "table"
            write_upload(path, chunks, most_bytes(MOST_BYTES))
            table = read_table(path, Path(name.replace("\\", "/")).name)
    except files.DiskFull:
        raise Refused("disk_full") from None
    if table.refused:
        raise CaseloadUnreadable(table.refused)
    return table


def unread(table: Table) -> list[tuple[int, str]]:
    """Lines of which nothing is among the rows, because they are wrong: (line, code). A file that is taken whole or not at all has none."""
    return [(found.line, found.code) for found in table.findings if found.level == "error"]
