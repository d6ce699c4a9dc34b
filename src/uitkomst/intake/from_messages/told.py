"""What a message says, in the form in which it is kept: records with the pseudonym of the client, never with a BSN."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields, replace
from datetime import date
from typing import Any

from uitkomst.intake.messages.message import Message, Product, Record, Sent

ALLOCATION, START, STOP = "301", "305", "307"
_DAYS = ("dated", "assigned", "begin", "end")


@dataclass(frozen=True, slots=True)
class Told:
    """One record of one message. provider: the AGB code. begin, end, reason: of an allocation its days
    and the reason of a change; assigned and time then say when it was decided on.

    file: the how-manieth file of the batch, 0 for what the register holds already; at: the line in that file; place: the how-manieth
    record of its message. ``said`` is all but these three.
    """

    client: str
    standard: str
    kind: str
    provider: str
    municipality: str
    identification: str
    dated: date
    assignment: str
    category: str
    code: str
    assigned: date | None
    begin: date
    end: date | None
    reason: str
    status: str
    time: str = ""
    file: int = 0
    at: int = 0
    place: int = 0

    @property
    def said(self) -> tuple[Any, ...]:
        """All that it says, wherever it stands."""
        return astuple(self)[:-3]

    @property
    def fingerprint(self) -> str:
        """The same for the same record of the same message, however often it is brought."""
        return hashlib.sha256(repr(self.said).encode()).hexdigest()

    @property
    def product(self) -> Product:
        return Product(self.category, self.code)

    @property
    def case(self) -> tuple[object, ...]:
        """To what a start and its stops belong (decision D30)."""
        return self.standard, self.provider, self.municipality, self.assignment, self.product

    def sent(self) -> Sent:
        """As the course of a case takes it."""
        record = Record(
            self.place, self.at, self.assignment, self.product, self.assigned, self.begin, self.end, self.reason, self.status, self.time,
        )  # fmt: skip
        return Sent(self.dated, self.identification, self.file, record)

    def as_stored(self) -> list[Any]:
        """Plain data, read back by ``from_stored``."""
        return [one.isoformat() if isinstance(one, date) else one for one in astuple(self)]


def from_stored(kept: Sequence[Any]) -> Told:
    """What ``as_stored`` gave."""
    values: dict[str, Any] = dict(zip((one.name for one in fields(Told)), kept, strict=True))
    days = {name: date.fromisoformat(values[name]) for name in _DAYS if values[name]}
    return Told(**(values | days))


@dataclass(frozen=True, slots=True)
class Who:
    """The client of a message. born: JJJJMMDD with 00 for what is not known, "" when nothing is. file: where it was said last."""

    client: str
    born: str
    sex: str
    first_name: str
    postcode: str
    municipality: str
    file: int = 0


def who(message: Message, municipality: str) -> Who:
    """Whom a message is about."""
    return Who(message.client, message.birth, message.sex, message.first_name[:60], message.postcode, municipality, message.number)


def newer(before: Who | None, one: Who) -> Who:
    """What is told later, with what only an earlier message told."""
    if before is None:
        return one
    return replace(
        one, born=one.born or before.born, first_name=one.first_name or before.first_name, postcode=one.postcode or before.postcode
    )


def records(message: Message, municipality: str, provider: str) -> list[Told]:
    """The records of a message. municipality: its code of now."""
    head = (message.client, message.standard, message.kind, provider, municipality, message.identification, message.dated)
    return [
        Told(
            *head, one.assignment, one.product.category, one.product.code, one.assigned, one.begin, one.end, one.reason, one.status,
            one.time, file=message.number, at=one.line, place=one.place,
        )
        for one in message.records
    ]  # fmt: skip


def as_known(one: Told) -> Told:
    """The same, as something that was held before."""
    return replace(one, file=0, at=0, place=0)


def made_number(pseudonym: str) -> str:
    """The client number of who is known by messages alone: made from the pseudonym, so that the same client always gets the same.

    It is no part of the pseudonym, and leads nowhere.
    """
    made = hashlib.sha256(f"uitkomst.client_number:{pseudonym}".encode()).hexdigest()
    return f"B-{made[:10].upper()}"
