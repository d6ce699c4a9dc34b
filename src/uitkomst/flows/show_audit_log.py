"""Show the audit log to its auditor: search, export, verify. Looking at the log is in the log. Source: standards 5.5 (NEN 7513)."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.db.models import Q, QuerySet

from uitkomst.flows.one_act import one_act
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.rights import Right
from uitkomst.records import audit, scope
from uitkomst.records.audit import Chain
from uitkomst.records.types import AuditEvent
from uitkomst.vocabulary.cells import no_formula

_MOST = 500


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for: parts of the person's name or object; an action code; an outcome; a stretch of time. All may be empty."""

    person: str = ""
    event: str = ""
    object_id: str = ""
    action: str = ""
    outcome: str = ""
    client: str = ""
    since: datetime | None = None
    until: datetime | None = None

    def __str__(self) -> str:
        said = {name: getattr(self, name) for name in self.__slots__}
        return ", ".join(f"{name}={value}" for name, value in said.items() if value)


@dataclass(frozen=True, slots=True)
class LogShown:
    """A page of the log, newest first; number: of all that was found. refusals: looks that were refused, of all that was found."""

    events: tuple[AuditEvent, ...]
    number: int
    refusals: int
    event_types: tuple[str, ...]


def show_audit_log(*, actor: Actor, now: datetime, search: Search = Search(), start: int = 0, number: int = 100) -> LogShown:
    """Search the log. An auditor sees what people of the own organisation did; the nation's sees all. Raises MayNot."""
    with one_act(actor, Right.SEE_AUDIT_LOG, now=now, action="E", event="audit_log.searched", about="audit_log") as act:
        act.detail = str(search)
        found = _found(actor, search)
        return LogShown(
            events=tuple(found.order_by("-sequence")[max(start, 0) : max(start, 0) + min(max(number, 1), _MOST)]),
            number=found.count(),
            refusals=found.filter(event_outcome_indicator=audit.REFUSED).count(),
            event_types=tuple(scope.audit_events(actor).order_by().values_list("event_type_code", flat=True).distinct()),
        )


def verify_audit_log(*, actor: Actor, now: datetime) -> Chain:
    """Walk the chain of the whole log. Raises MayNot."""
    with one_act(actor, Right.SEE_AUDIT_LOG, now=now, action="E", event="audit_log.verified", about="audit_log") as act:
        chain = audit.verify()
        act.detail = f"{chain.events} {'whole' if chain.ok else f'broken at {chain.broken_at}'}"
        return chain


def audit_log_file(*, actor: Actor, now: datetime, kind: Literal["csv", "json"], search: Search = Search()) -> tuple[str, str, bytes]:
    """What was found as a file: (name, content type, content). Raises MayNot."""
    with one_act(actor, Right.SEE_AUDIT_LOG, now=now, action="E", event=f"audit_log.exported.{kind}", about="audit_log") as act:
        act.detail = str(search)
        rows = list(audit.as_rows(_found(actor, search).order_by("sequence").iterator(chunk_size=2000)))
    name = f"logboek-{now:%Y-%m-%d}.{kind}"
    if kind == "json":
        return name, "application/json", json.dumps(rows, ensure_ascii=False, indent=1).encode()
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n", delimiter=";")
    writer.writerow((*audit.FIELDS, "previous_hash", "hash"))
    writer.writerows([[_cell(value) for value in row.values()] for row in rows])
    return name, "text/csv; charset=utf-8", out.getvalue().encode("utf-8-sig")


def _found(actor: Actor, search: Search) -> QuerySet[AuditEvent]:
    asked = Q()
    for field, value in (
        ("user_name__icontains", search.person),
        ("event_type_code__startswith", search.event),
        ("participant_object_id", search.object_id),
        ("event_action_code", search.action),
        ("event_outcome_indicator", search.outcome),
        ("clients__icontains", search.client),
        ("event_date_time__gte", search.since),
        ("event_date_time__lte", search.until),
    ):
        if value:
            asked &= Q(**{field: value})
    return scope.audit_events(actor).filter(asked)


def _cell(value: object) -> str:
    return no_formula(json.dumps(value) if isinstance(value, list) else str(value))
