"""The caseload file of a case file system: read, mapped, judged and compared with the register. Pure; without BSN after ``hide_bsn``."""

from uitkomst.intake.caseload.clients import (
    CaseCarer,
    CaseClient,
    Caseload,
    CaseTrajectory,
    read_caseload,
    without_erased,
    without_known_pseudonyms,
)
from uitkomst.intake.caseload.difference import ChangeFound, Difference, Held, apart, difference
from uitkomst.intake.caseload.headings import ColumnMap, fields, mapping_faults, suggest
from uitkomst.intake.caseload.hide import hide_bsn
from uitkomst.intake.caseload.people import asked_here, resolve_people
from uitkomst.intake.caseload.table import FILE_FAULTS, CaseFinding, Row, Table, read_table
from uitkomst.intake.caseload.texts import case_text

__all__ = [
    "FILE_FAULTS",
    "CaseCarer",
    "CaseClient",
    "CaseFinding",
    "CaseTrajectory",
    "Caseload",
    "ChangeFound",
    "ColumnMap",
    "Difference",
    "Held",
    "Row",
    "Table",
    "apart",
    "asked_here",
    "case_text",
    "difference",
    "fields",
    "hide_bsn",
    "mapping_faults",
    "read_caseload",
    "read_table",
    "resolve_people",
    "suggest",
    "without_erased",
    "without_known_pseudonyms",
]  # fmt: skip
