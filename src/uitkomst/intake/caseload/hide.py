"""The BSN goes out of the table before anything is kept: it becomes its pseudonym, and is blotted out of other cells.

Source: decision D2 (intake hands on rows without BSN).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from uitkomst.intake.caseload.header import told_apart
from uitkomst.intake.caseload.headings import fields
from uitkomst.intake.caseload.table import CaseFinding, Row, Table
from uitkomst.intake.reader import column_name
from uitkomst.vocabulary.client_keys import is_bsn, pseudonym, without_bsn

_SPECIAL = {"999999999", "000000000"}


def hide_bsn(table: Table, key: bytes | None) -> Table:
    """The same table without any BSN. ``key`` None: there is no key, so the column of BSNs is emptied, with a signal."""
    columns = set(_bsn_columns(table))
    headings = told_apart([_blotted(heading, is_number=False)[0] for heading in table.headings])[0]
    findings = [one._replace(value=_blotted(one.value, is_number=False)[0]) for one in table.findings]
    if headings != table.headings:
        findings.append(CaseFinding(0, "bsn_in_text", "signal"))
    if columns and key is None:
        findings.append(CaseFinding(0, "bsn_not_kept", "signal"))
    rows = []
    for row in table.rows:
        cells = []
        for at, cell in enumerate(row.cells):
            if at in columns:
                new, code = _pseudonym(cell, key)
            else:
                new, code = _blotted(cell, is_number=column_name(table.headings[at]) in _NUMBERS)
            if code:
                findings.append(CaseFinding(row.line, code, "signal", headings[at]))
            cells.append(new)
        rows.append(Row(row.line, tuple(cells)))
    return replace(table, headings=headings, rows=tuple(rows), findings=tuple(findings))


_NUMBERS = frozenset(fields()["client_number"].headings)


def _bsn_columns(table: Table) -> Iterator[int]:
    """The columns that are called so, and those of which half or more is one (by chance it is 1 in 11)."""
    names = frozenset(("bsn", *fields()["bsn"].headings))
    for at, heading in enumerate(table.headings):
        given = [row.cells[at] for row in table.rows if row.cells[at]]
        if column_name(heading) in names or (given and 2 * sum(is_bsn(cell) for cell in given) >= len(given)):
            yield at


def _pseudonym(cell: str, key: bytes | None) -> tuple[str, str]:
    digits = re.sub(r"[ .\-]", "", cell)
    digits = digits.zfill(9) if digits.isdigit() and 7 <= len(digits) <= 9 else digits
    if not cell or digits in _SPECIAL:
        return "", ""
    if not is_bsn(digits):
        return "", "bsn_failed_11"
    return (pseudonym(key, digits) if key else ""), ""


def _blotted(cell: str, *, is_number: bool) -> tuple[str, str]:
    if is_number and cell.isdigit():
        return cell, ""
    new = without_bsn(cell)
    return new, "bsn_in_text" if new != cell else ""
