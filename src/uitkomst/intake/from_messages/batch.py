"""Several message files at once: each whole or refused, its BSN a pseudonym before anything else is done with it.

Source: standard facts 1.3 and 1.6 (levels 1 and 2 of the check); decisions D2 and D30.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from uitkomst.intake.caseload import CaseFinding
from uitkomst.intake.from_messages.told import ALLOCATION, Told, Who, from_stored, newer, records, who
from uitkomst.intake.messages.message import Message
from uitkomst.intake.messages.parse import parse
from uitkomst.intake.messages.reference import Tables
from uitkomst.intake.messages.standard import standards
from uitkomst.vocabulary.client_keys import pseudonym


@dataclass(frozen=True, slots=True)
class Batch:
    """The messages of one batch. names: of the files, in order; the ``line`` of a finding is the place of its file in it, from 1.

    chosen: what was chosen on the page for this batch alone (help -> account).
    """

    names: tuple[str, ...] = ()
    told: tuple[Told, ...] = ()
    people: tuple[Who, ...] = ()
    findings: tuple[CaseFinding, ...] = ()

    def as_stored(self) -> dict[str, Any]:
        """Plain data, read back by ``Batch.stored``."""
        people = [[one.client, one.born, one.sex, one.first_name, one.postcode, one.municipality, one.file] for one in self.people]
        told = [one.as_stored() for one in self.told]
        return {"names": list(self.names), "told": told, "people": people, "findings": [list(one) for one in self.findings]}

    @classmethod
    def stored(cls, kept: dict[str, Any]) -> Batch:
        """What ``as_stored`` gave."""
        return cls(
            tuple(kept.get("names", ())),
            tuple(from_stored(one) for one in kept.get("told", ())),
            tuple(Who(*one) for one in kept.get("people", ())),
            tuple(CaseFinding(*one) for one in kept.get("findings", ())),
        )


def read_batch(files: Sequence[tuple[str, Path]], *, key: bytes, today: date, tables: Tables, provider: str) -> Batch:
    """Read the messages in these files (name, path). ``provider``: the KvK number of whose they are; ``today``: none is dated later."""
    messages: list[Message] = []
    findings: list[CaseFinding] = []
    for number, (_, path) in enumerate(files, start=1):
        message, early = parse(path, number, lambda bsn: pseudonym(key, bsn), allocations=True)
        found = [CaseFinding(number, one.code, one.level, one.field, one.value, one.line) for one in early]
        if message:
            found += _faults(message, tables, today, provider)
        findings += found
        if message and not any(one.level == "error" for one in found):
            messages.append(message)
    kept = list(_once_each(messages, findings))
    told = [one for message in kept for one in records(message, tables.municipalities[_municipality(message)], _agb(message))]
    people: dict[str, Who] = {}
    for message in sorted(kept, key=lambda one: (one.dated, one.kind, one.identification)):
        people[message.client] = newer(people.get(message.client), who(message, tables.municipalities[_municipality(message)]))
    return Batch(tuple(name for name, _ in files), tuple(told), tuple(people.values()), tuple(_said_once(findings)))


def _municipality(message: Message) -> str:
    return message.sender if message.kind == ALLOCATION else message.receiver


def _agb(message: Message) -> str:
    return message.receiver if message.kind == ALLOCATION else message.sender


def _faults(message: Message, tables: Tables, today: date, provider: str) -> Iterator[CaseFinding]:
    """What is wrong with a message in the light of the tables, the day and whose register it is for."""
    agb, municipality = _agb(message), _municipality(message)
    if not standards()[message.standard].counted:
        yield CaseFinding(message.number, "message_wmo_not_yet", "error", "", standards()[message.standard].title)
    if message.dated > today:
        yield CaseFinding(message.number, "message_in_future", "error", "Dagtekening", str(message.dated))
    if municipality not in tables.municipalities:
        yield CaseFinding(message.number, "message_municipality", "error", "Gemeente", municipality)
    if tables.providers.get(agb, provider) != provider:
        yield CaseFinding(message.number, "message_of_another", "error", "AGB", agb)
    elif agb not in tables.providers:
        yield CaseFinding(message.number, "message_agb_unknown", "signal", "AGB", agb)


def _once_each(messages: Sequence[Message], findings: list[CaseFinding]) -> Iterator[Message]:
    """The same message twice counts once; two different ones of the same sender, type and name are both refused (TR056)."""
    groups: dict[tuple[str, ...], list[Message]] = defaultdict(list)
    for message in messages:
        groups[message.standard, message.kind, message.sender, message.identification].append(message)
    for group in groups.values():
        if len({message.content for message in group}) > 1:
            findings += [CaseFinding(one.number, "message_identification_twice", "error", "Identificatie") for one in group]
        else:
            findings += [CaseFinding(one.number, "message_repeated", "repair") for one in group[1:]]
            yield group[0]


def _said_once(findings: Sequence[CaseFinding]) -> list[CaseFinding]:
    """An AGB code that nobody knows is told once, not for each of its messages."""
    seen: set[str] = set()
    kept = []
    for one in findings:
        if one.code != "message_agb_unknown" or one.value not in seen:
            kept.append(one)
        if one.code == "message_agb_unknown":
            seen.add(one.value)
    return kept
