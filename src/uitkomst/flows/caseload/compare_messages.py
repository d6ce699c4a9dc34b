"""Messages of iJw and iWmo beside the register: who is meant, what is new, what is taken back. No writes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from uitkomst.care import caseload as register
from uitkomst.care import messages
from uitkomst.care.erased import erased_on
from uitkomst.care.types import CaseloadFile
from uitkomst.flows.caseload.compare import Compared, Words, words_of
from uitkomst.flows.refusals import Refused
from uitkomst.intake.caseload import CaseFinding, ColumnMap, Difference, difference, without_erased
from uitkomst.intake.from_messages import Batch, Meanings, Proposed, Register, made_number, propose
from uitkomst.intake.messages.reference import Tables, read_tables
from uitkomst.vocabulary.problems import Problem

MESSAGES = "messages"
"""The source of a batch of messages among the caseload files."""


def is_messages(file: CaseloadFile) -> bool:
    """Whether this is a batch of messages, and no table."""
    return file.source == MESSAGES


class TablesFaulty(Refused):
    """A table in the folder of this installation is not right, so that no message can be read by it."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__("caseload_tables")

    def text(self, language: str = "nl") -> str:
        return f"{super().text(language)} {self.problem.text(language)}"


def known_tables() -> Tables:
    """The tables by which messages are read. Raises TablesFaulty."""
    try:
        return read_tables()
    except Problem as problem:
        raise TablesFaulty(problem) from None


@dataclass(frozen=True, slots=True)
class ComparedMessages(Compared):
    """proposed: beside the difference what records are kept, and what help is set aside or there again."""

    batch: Batch = field(default_factory=Batch)
    proposed: Proposed | None = None


def as_batch(file: CaseloadFile) -> tuple[Batch, Mapping[str, str]]:
    """The batch that was kept, and who was chosen for new help in it."""
    return Batch.stored(file.table), file.table.get("chosen", {})


def stored(batch: Batch, chosen: Mapping[str, str]) -> dict[str, Any]:
    """A batch as plain data."""
    return {**batch.as_stored(), "chosen": dict(chosen)}


def compare_messages(provider_id: int, file: CaseloadFile, today: date) -> ComparedMessages:
    """Lay a batch that waits beside the register."""
    batch, chosen = as_batch(file)
    known = words_of(provider_id, today)
    held = _held(provider_id, batch)
    meanings = Meanings(known_tables(), messages.chosen_forms(provider_id))
    proposed = propose(batch, held, meanings, _still_here(chosen, known))
    proposed = _without_erased(provider_id, proposed, held)
    used = messages.in_use(provider_id, proposed.set_aside)
    findings = [CaseFinding(1, "message_start_in_use", "signal", "", number) for number, _ in used]
    caseload = replace(proposed.caseload, findings=(*proposed.caseload.findings, *findings))
    proposed = replace(proposed, caseload=caseload, set_aside=tuple(one for one in proposed.set_aside if one not in used))
    return ComparedMessages(
        known, ColumnMap({}), (), caseload, _difference(proposed, held), batch=batch, proposed=proposed
    )  # fmt: skip


def _held(provider_id: int, batch: Batch) -> Register:
    owners = register.pseudonym_owners(provider_id, [one.client for one in batch.people])
    numbers = [owners.get(one.client) or made_number(one.client) for one in batch.people]
    before, aside = messages.told_before(provider_id, numbers), messages.aside(provider_id)
    return Register(
        owners, register.held(provider_id, numbers, with_aside=True), before, aside
    )  # fmt: skip


def _still_here(chosen: Mapping[str, str], known: Words) -> dict[str, str]:
    """Choices of somebody who has an account here today."""
    here = set(known.known_people().values())
    return {key: person for key, person in chosen.items() if person in here}


def _without_erased(provider_id: int, proposed: Proposed, held: Register) -> Proposed:
    """Who was erased does not come back by a message about help of before that day."""
    new = [one.number for one in proposed.caseload.clients if one.number not in held.held]
    days = {number: day.isoformat() for number, day in erased_on(provider_id, new).items()}
    if not days:
        return proposed
    held_ones, others = ([one for one in proposed.caseload.clients if (one.number in held.held) is there] for there in (True, False))
    kept = without_erased(replace(proposed.caseload, clients=tuple(others)), days)
    gone = {one.number for one in others} - {one.number for one in kept.clients}
    caseload = replace(kept, clients=tuple(sorted((*held_ones, *kept.clients), key=lambda one: one.number)))
    return replace(proposed, caseload=caseload, to_keep=tuple(one for one in proposed.to_keep if one[0] not in gone))


def _difference(proposed: Proposed, held: Register) -> Difference:
    """The difference as for a caseload, with what is taken back or put right; nobody is absent from messages."""
    found = difference(proposed.caseload, held.held)
    return replace(found, changes=(*found.changes, *proposed.also), absent=())
