"""The page of a caseload file: its columns with examples, what was found, and what would change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from uitkomst.care import caseload as register
from uitkomst.care.states import CaseloadState
from uitkomst.care.types import CaseloadFile
from uitkomst.flows.caseload.compare import Compared, compare, mapping_for
from uitkomst.flows.caseload.compare_messages import compare_messages, is_messages
from uitkomst.flows.caseload.receive_caseload import as_table
from uitkomst.flows.caseload.show_messages import show_messages
from uitkomst.flows.caseload.shown import CaseloadShown, ColumnShown, FoundShown, WordShown
from uitkomst.flows.one_act import one_act
from uitkomst.flows.refusals import NotFound
from uitkomst.intake.caseload import CaseFinding, Table, case_text, fields
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.rights import Right

EXAMPLES = 3
_UNKNOWN = {"word_unknown", "practitioner_unknown", "stand_in_unknown", "team_unknown"}


def show_caseload(
    *, actor: Actor, now: datetime, file_id: UUID | str, language: str = "nl", columns: Mapping[str, str] | None = None
) -> CaseloadShown:
    """A file that waits, with what taking it in would do; a decided one has its result only. Raises MayNot, NotFound.

    columns: as chosen on the page and not kept, because something is wrong with them.
    """
    with one_act(actor, Right.KEEP_REGISTER, now=now, action="R", event="caseload.shown", about="caseload", object_id=file_id):
        file = register.file(actor, file_id)
        if file is None:
            raise NotFound
        if file.state != CaseloadState.WAITING:
            return CaseloadShown(file)
        today = timezone.localdate(now)
        if is_messages(file):
            return show_messages(file, compare_messages(actor.organisation_id, file, today), language)
        table = as_table(file)
        mapping = mapping_for(actor.organisation_id, table)
        mapping = mapping if columns is None else mapping.chosen(table.headings, columns, {})
        compared = compare(actor.organisation_id, table, mapping, today)
        return CaseloadShown(
            file=file,
            headings=table.headings,
            columns=tuple(_columns(table, compared)),
            words=tuple(_words(compared, language)),
            found=tuple(_found(compared.caseload.findings, language)),
            compared=compared,
            names={value: label for name in ("practitioner", "team") for value, label in compared.known.choices(name, language)},
        )


def list_caseloads(*, actor: Actor, now: datetime) -> list[CaseloadFile]:
    """The newest files of the own provider; holds no client."""
    return list(register.files(actor)[:20])


def _columns(table: Table, compared: Compared) -> list[ColumnShown]:
    faults = {name: code for code, name in reversed(compared.faults)}
    shown = []
    for name, known in fields().items():
        heading = compared.mapping.columns.get(name, "")
        at = table.headings.index(heading) if heading in table.headings else None
        cells = [] if at is None else list(dict.fromkeys(row.cells[at] for row in table.rows[:200] if row.cells[at]))
        examples = ("••••••",) if name == "bsn" and cells else tuple(cell[:40] for cell in cells[:EXAMPLES])
        shown.append(ColumnShown(name, known.required, heading, examples, faults.get(name, "")))
    return shown


def _words(compared: Compared, language: str) -> list[WordShown]:
    counted = Counter((one.field, one.value) for one in compared.caseload.findings if one.code in _UNKNOWN)
    shown = []
    for (name, word), number in counted.most_common():
        if choices := compared.known.choices(name, language):
            shown.append(WordShown(name, word, number, tuple(choices)))
    return shown


def _found(findings: tuple[CaseFinding, ...], language: str) -> list[FoundShown]:
    """Grouped by what to do about them: errors first, then most frequent."""
    first: dict[tuple[str, str, str], CaseFinding] = {}
    for one in findings:
        first.setdefault((one.code, one.level, one.field), one)
    counted = Counter((one.code, one.level, one.field) for one in findings)
    order = sorted(counted, key=lambda key: (("error", "signal", "repair").index(key[1]), -counted[key], key))
    return [FoundShown(key[0], key[1], counted[key], *case_text(key[0], language), first[key]) for key in order]
