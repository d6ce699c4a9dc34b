"""Choose the columns of a caseload, and take it into the register or not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from uitkomst.care import caseload as register
from uitkomst.care.operations import caseload as operations
from uitkomst.care.states import CaseloadState
from uitkomst.care.types import CaseloadFile
from uitkomst.flows.caseload.compare import compare, mapping_for, words_of
from uitkomst.flows.caseload.receive_caseload import as_table
from uitkomst.flows.one_act import Act, one_act
from uitkomst.flows.refusals import NotFound, Refused
from uitkomst.intake.caseload import mapping_faults
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.rights import Right


def choose_columns(
    *, actor: Actor, now: datetime, file_id: UUID | str, columns: Mapping[str, str], words: Mapping[tuple[str, str], str] | None = None
) -> CaseloadFile:
    """Keep which column is which field, and what words mean ((field, word) -> value). Nothing is kept when something is wrong.

    Raises MayNot, NotFound, Refused (caseload_decided, caseload_columns with ``faults``).
    """
    with _deciding(actor, now, file_id, "caseload.columns") as (_, file):
        table = as_table(file)
        known = words_of(actor.organisation_id, timezone.localdate(now))
        meant = {
            (name, word): value
            for (name, word), value in (words or {}).items()
            if value in {choice for choice, _ in known.choices(name, "nl")}
        }
        mapping = mapping_for(actor.organisation_id, table).chosen(table.headings, columns, meant)
        if faults := mapping_faults(mapping, table.headings):
            raise Refused("caseload_columns", faults=faults)
        register.keep_mapping(actor.organisation_id, mapping, by=actor.person_id, now=now)
        return file


def accept_caseload(*, actor: Actor, now: datetime, file_id: UUID | str) -> CaseloadFile:
    """Take what differs into the register. Raises MayNot, NotFound, Refused (caseload_decided, caseload_columns, caseload_nothing)."""
    with _deciding(actor, now, file_id, "caseload.accepted") as (act, file):
        table = as_table(file)
        compared = compare(actor.organisation_id, table, mapping_for(actor.organisation_id, table), timezone.localdate(now))
        if compared.faults:
            raise Refused("caseload_columns", faults=compared.faults)
        if not compared.caseload.clients:
            raise Refused("caseload_nothing")
        kept = replace(compared.mapping, seen=table.headings)
        register.keep_mapping(actor.organisation_id, kept, by=actor.person_id, now=now)
        counts, act.clients = operations.take_in(actor.organisation_id, compared.difference, by=actor.person_id, now=now)
        act.detail = ", ".join(f"{name} {number}" for name, number in counts.items())
        if not register.decide(file, CaseloadState.ACCEPTED, by=actor.person_id, now=now, result=counts):
            raise Refused("caseload_decided")
        return file


def withdraw_caseload(*, actor: Actor, now: datetime, file_id: UUID | str) -> CaseloadFile:
    """Leave it aside; its rows go. Raises MayNot, NotFound, Refused (caseload_decided)."""
    with _deciding(actor, now, file_id, "caseload.withdrawn") as (_, file):
        if not register.decide(file, CaseloadState.WITHDRAWN, by=actor.person_id, now=now):
            raise Refused("caseload_decided")
        return file


@contextmanager
def _deciding(actor: Actor, now: datetime, file_id: UUID | str, event: str) -> Iterator[tuple[Act, CaseloadFile]]:
    with one_act(actor, Right.KEEP_REGISTER, now=now, action="U", event=event, about="caseload", object_id=file_id) as act:
        operations.take_turn(actor.organisation_id)
        file = register.file(actor, file_id)
        if file is None:
            raise NotFound
        if file.state != CaseloadState.WAITING:
            raise Refused("caseload_decided")
        yield act, file
