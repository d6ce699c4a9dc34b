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
from uitkomst.care.operations import messages
from uitkomst.care.states import CaseloadState
from uitkomst.care.types import CaseloadFile
from uitkomst.flows.caseload.compare import compare, mapping_for, words_of
from uitkomst.flows.caseload.compare_messages import compare_messages, is_messages
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
        if is_messages(file):
            _choose_meanings(actor, now, file, words or {})
            return file
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
        if is_messages(file):
            return _accept_messages(actor, now, act, file)
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
        return _accepted(actor, now, file, counts)


def _accepted(actor: Actor, now: datetime, file: CaseloadFile, counts: Mapping[str, int]) -> CaseloadFile:
    if not register.decide(file, CaseloadState.ACCEPTED, by=actor.person_id, now=now, result=counts):
        raise Refused("caseload_decided")
    return file


def _accept_messages(actor: Actor, now: datetime, act: Act, file: CaseloadFile) -> CaseloadFile:
    """The difference as of a caseload, and beside it what messages alone can say: help that never was, and what to remember."""
    provider, by = actor.organisation_id, actor.person_id
    compared = compare_messages(provider, file, timezone.localdate(now))
    proposed = compared.proposed
    if proposed is None or not (compared.caseload.used or proposed.to_keep):
        raise Refused("caseload_nothing")
    counts, act.clients = operations.take_in(provider, compared.difference, by=by, now=now, source=messages.SOURCE)
    counts["set_aside"] = messages.set_aside(provider, proposed.set_aside, by=by, now=now)
    counts["restored"] = messages.restore(provider, proposed.restored, by=by, now=now)
    act.clients = sorted({*act.clients, *messages.keep_records(provider, proposed.to_keep, now=now)})
    act.detail = ", ".join(f"{name} {number}" for name, number in counts.items())
    return _accepted(actor, now, file, counts)


def _choose_meanings(actor: Actor, now: datetime, file: CaseloadFile, words: Mapping[tuple[str, str], str]) -> None:
    """What products are is remembered for all messages; who gives new help is of this batch alone."""
    known = words_of(actor.organisation_id, timezone.localdate(now))
    allowed = {name: {value for value, _ in known.choices(name, "nl")} for name in ("form_of_help", "practitioner")}
    meant = {name: {word: value for (field, word), value in words.items() if field == name and value in allowed[name]} for name in allowed}
    if meant["form_of_help"]:
        messages.choose_forms(actor.organisation_id, meant["form_of_help"], by=actor.person_id, now=now)
    register.keep_table(file, {**file.table, "chosen": {**file.table.get("chosen", {}), **meant["practitioner"]}})


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
