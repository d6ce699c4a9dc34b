"""Reading messages into the engine: each file judged, each case walked through, and what stands as care per half-year.

Makes ``messages`` (one line per file) and ``message_rows`` (care per half-year), and adds to ``deliveries`` and ``findings``.
Source: standard facts 1.6; definitions 1 (messages follow their own rules, not those of delivery rows).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from uitkomst.engine import Engine
from uitkomst.intake.find import Found, Progress
from uitkomst.intake.messages.course import course
from uitkomst.intake.messages.deliveries import Care, Delivery, deliveries, merged
from uitkomst.intake.messages.message import Fault, Message, Product, Sent
from uitkomst.intake.messages.parse import parse
from uitkomst.intake.messages.reference import Tables, read_tables
from uitkomst.intake.messages.standard import standards
from uitkomst.intake.read import DELIVERIES, FINDINGS
from uitkomst.vocabulary.client_keys import pseudonym

MESSAGE_FAULTS = (
    "message_too_large", "message_unreadable", "empty_message", "message_encoding", "message_entities", "not_a_message",
    "message_in_envelope", "message_other_standard", "message_other_release", "message_other_type",
    "message_missing", "message_unexpected", "message_value",
    "message_bsn", "message_birth_date", "message_age", "message_key_twice", "message_status", "message_end_before_start",
    "message_dated_before", "message_in_future", "message_sender_unknown", "message_municipality", "message_identification_twice",
    "message_delete_without_target", "message_delete_before_stop", "message_already_received", "message_start_while_open",
    "message_stop_without_start", "message_second_pause", "message_stop_before_stop", "message_stop_after_stop",
)  # fmt: skip
"""Why a message or a record in it is refused."""

MESSAGE_SIGNALS = ("message_municipality_ended", "message_repeated", "message_without_form", "messages_not_used", "messages_stopped")

_MESSAGES = {"delivery": "INTEGER", "standard": "VARCHAR", "kind": "VARCHAR", "outcome": "VARCHAR"}
_ROWS = {
    "delivery": "INTEGER", "line": "INTEGER", "client": "VARCHAR", "birth": "VARCHAR", "sex": "VARCHAR", "municipality": "VARCHAR",
    "form": "VARCHAR", "start_date": "DATE", "end_date": "DATE", "end_reason": "VARCHAR",
}  # fmt: skip

_Case = tuple[str, str, str, str, str, Product]


@dataclass
class _Reading:
    """What is known while reading. ``outcome`` of a message: counted, without_form, not_yet, repeated or refused."""

    tables: Tables
    messages: list[Message] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    outcome: dict[int, str] = field(default_factory=dict)


def read_messages(
    engine: Engine, found: Found, *, key: bytes, today: date, tables: Path | None = None, on_progress: Progress | None = None
) -> None:
    """Read the messages that were found. ``today``: no message can be dated later. Raises Problem for a faulty reference table.

    Needs the tables ``deliveries`` and ``findings``. What a client is called is the same pseudonym as in delivery rows.
    """
    reading = _Reading(read_tables(tables) if found.messages else Tables())
    first = len(found.files) + 1
    files = dict(enumerate(found.messages, start=first))
    for done, (number, path) in enumerate(files.items(), start=1):
        _take(reading, path, number, lambda bsn: pseudonym(key, bsn), today)
        if on_progress:
            on_progress("messages", done, len(files))
    _keep_each_once(reading)
    stand_for = _deliveries(reading)
    _say_outcomes(reading)
    _load(engine, reading, files, stand_for, first + len(files))


def _take(reading: _Reading, path: Path, number: int, to_client: Callable[[str], str], today: date) -> None:
    """One file: a message to go on with, or findings that refuse it."""
    message, early = parse(path, number, to_client)
    found = [Fault(number, *finding) for finding in early]
    if message:
        found += reading.tables.faults(message, today)
    reading.faults += found
    if message and not any(fault.level == "error" for fault in found):
        reading.messages.append(message)
    else:
        reading.outcome[number] = "refused"


def _keep_each_once(reading: _Reading) -> None:
    """The same message twice counts once; two different ones of the same sender, type and name are both refused (TR056)."""
    groups: dict[tuple[str, ...], list[Message]] = defaultdict(list)
    for message in reading.messages:
        groups[message.standard, message.kind, message.sender, message.identification].append(message)
    reading.messages = []
    for group in groups.values():
        if len({message.content for message in group}) > 1:
            reading.faults += [Fault(m.number, 0, "message_identification_twice", field="Identificatie") for m in group]
            reading.outcome |= {message.number: "refused" for message in group}
        else:
            reading.messages.append(group[0])
            reading.faults += [Fault(m.number, 0, "message_repeated", "signal") for m in group[1:]]
            reading.outcome |= {message.number: "repeated" for message in group[1:]}


def _deliveries(reading: _Reading) -> list[Delivery]:
    """The courses of all cases, and per provider the half-years that they stand for."""
    tables = reading.tables
    care: dict[str, list[Care]] = defaultdict(list)
    newest: dict[str, date] = {}
    for message in reading.messages:
        if standards()[message.standard].counted:
            provider = tables.providers[message.sender]
            newest[provider] = max(newest.get(provider, date.min), message.dated)
    for (standard, sender, municipality, client, _, product), (starts, stops) in _cases(reading).items():
        ran = course(starts, stops)
        reading.faults += ran.faults
        form = tables.form(product)
        if form and standards()[standard].counted:
            provider = tables.providers[sender]
            care[provider] += [
                Care(client, form, e.start, e.end, tables.reasons.get((standard, e.reason), ""), municipality) for e in ran.episodes
            ]
    return [one for provider in sorted(care) for one in deliveries(provider, merged(care[provider]), newest[provider])]


def _cases(reading: _Reading) -> dict[_Case, tuple[list[Sent], list[Sent]]]:
    """Starts and stops by case: standard, sender, municipality of now, client, assignment and product."""
    cases: dict[_Case, tuple[list[Sent], list[Sent]]] = {}
    for message in reading.messages:
        municipality = reading.tables.municipalities[message.receiver]
        for record in message.records:
            case = (message.standard, message.sender, municipality, message.client, record.assignment, record.product)
            starts, stops = cases.setdefault(case, ([], []))
            (starts if message.kind == "305" else stops).append(Sent(message.dated, message.identification, message.number, record))
    return cases


def _say_outcomes(reading: _Reading) -> None:
    """What became of each message that was taken: refused when all its records are, else whether it is counted."""
    wrong = {(fault.message, fault.place) for fault in reading.faults if fault.level == "error"}
    for message in reading.messages:
        right = [record for record in message.records if (message.number, record.place) not in wrong]
        if not right:
            reading.outcome[message.number] = "refused"
        elif not standards()[message.standard].counted:
            reading.outcome[message.number] = "not_yet"
        else:
            without = [record for record in right if not reading.tables.form(record.product)]
            reading.faults += [
                Fault(message.number, record.line, "message_without_form", "signal", "Product", str(record.product), record.place)
                for record in without
            ]
            reading.outcome[message.number] = "without_form" if len(without) == len(right) else "counted"


def _load(engine: Engine, reading: _Reading, files: dict[int, Path], stand_for: Sequence[Delivery], first: int) -> None:
    kinds = {message.number: (message.standard, message.kind, message.sender) for message in reading.messages}
    refused = {fault.message: fault.code for fault in reversed(reading.faults) if fault.level == "error"}
    lines: list[tuple[object, ...]] = []
    rows: list[tuple[object, ...]] = []
    for number, path in files.items():
        outcome = reading.outcome[number]
        standard, kind, sender = kinds.get(number, ("", "", ""))
        provider = reading.tables.providers.get(sender, "")
        reason = refused.get(number, "") if outcome == "refused" else ""
        lines.append((number, standard, kind, outcome))
        rows.append((number, path.name, provider, None, 0, "", 0, False, reason))
    for number, one in enumerate(stand_for, start=first):
        name = f"{one.provider}_{one.period}_ijw"
        rows.append((number, name, one.provider, one.period.index, 0, one.sha256, len(one.care), True, ""))
    engine.load("messages", _MESSAGES, lines)
    engine.append("deliveries", DELIVERIES, rows)
    engine.append("findings", FINDINGS, (fault[:-1] for fault in sorted(set(reading.faults))))
    engine.load("message_rows", _ROWS, _care_rows(reading, stand_for, first))


def _care_rows(reading: _Reading, stand_for: Sequence[Delivery], first: int) -> Iterable[tuple[object, ...]]:
    persons = _persons(reading)
    for number, one in enumerate(stand_for, start=first):
        for line, care in enumerate(one.care, start=1):
            birth, sex = persons[one.provider, care.client]
            end_reason = care.reason or None
            yield number, line, care.client, birth or None, sex, care.municipality, care.form, care.start, care.end, end_reason


def _persons(reading: _Reading) -> dict[tuple[str, str], tuple[str, str]]:
    """Birth date and sex of each client of each provider, as the message that is dated last gives them."""
    persons: dict[tuple[str, str], tuple[str, str]] = {}
    for message in sorted(reading.messages, key=lambda m: (m.dated, m.kind, m.identification)):
        persons[reading.tables.providers[message.sender], message.client] = (message.birth, message.sex)
    return persons
