"""The nightly caseload: read with the columns chosen before and taken in by itself, unless somebody must look first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from uitkomst.care import caseload as register
from uitkomst.care.operations import caseload as operations
from uitkomst.care.states import CaseloadState
from uitkomst.flows.caseload.compare import compare
from uitkomst.flows.caseload.receive_caseload import as_stored, take_table
from uitkomst.flows.refusals import Refused
from uitkomst.intake.caseload import ColumnMap, Table
from uitkomst.organisations import queries as organisations
from uitkomst.organisations.kinds import OrganisationKind
from uitkomst.records import audit


@dataclass(frozen=True, slots=True)
class NightlyReport:
    """What came of it. held_back: "" when it was taken in, else why somebody must look (columns, many_gone, nothing)."""

    rows: int
    used: int
    counts: dict[str, int]
    held_back: str = ""


def read_nightly(*, kvk: str, path: Path, now: datetime) -> NightlyReport:
    """Take a caseload file in for a provider. Raises Refused (caseload_no_provider, caseload_no_file, caseload_no_mapping, unreadable)."""
    provider = organisations.organisation(OrganisationKind.PROVIDER, kvk)
    if provider is None:
        raise Refused("caseload_no_provider", kvk=kvk)
    mapping = register.mapping_of(provider.pk)
    if mapping is None:
        raise Refused("caseload_no_mapping")
    try:
        table = take_table(path, path.name)
    except OSError:
        raise Refused("caseload_no_file", file=path.name) from None
    with transaction.atomic():
        report, clients = _take(provider.pk, path.name, table, mapping.for_file(table.headings), now)
        detail = report.held_back or ", ".join(f"{name} {number}" for name, number in report.counts.items()) or "nothing new"
        audit.record(
            None, now=now, action="U", event="caseload.nightly", object_type="caseload", object_id=kvk, detail=detail, clients=clients
        )
    return report


def _take(provider_id: int, name: str, table: Table, mapping: ColumnMap, now: datetime) -> tuple[NightlyReport, list[str]]:
    operations.take_turn(provider_id)
    compared = compare(provider_id, table, mapping, timezone.localdate(now))
    why = "columns" if compared.faults else "many_gone" if compared.many_gone else "" if compared.caseload.clients else "nothing"
    rows, used = len(table.rows), compared.caseload.used
    if not why and compared.difference.is_empty:
        return NightlyReport(rows, used, {}), []
    file = register.add_file(
        provider_id, name=name, table=as_stored(table), sha256=table.sha256, rows=rows, source="nightly", by=None, now=now
    )
    if why:
        register.hold_back(file, why)
        return NightlyReport(rows, used, {}, why), []
    counts, clients = operations.take_in(provider_id, compared.difference, by=None, now=now)
    if not register.decide(file, CaseloadState.ACCEPTED, result=counts, by=None, now=now):
        raise Refused("caseload_decided")
    return NightlyReport(rows, used, counts), clients
