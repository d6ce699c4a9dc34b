"""The types of this package: a message, the records in it, and what is found wrong with them. None of them holds a BSN."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple


class Product(NamedTuple):
    """The product as assigned: category and code, '' where absent (an aspecific or generic assignment)."""

    category: str
    code: str

    def __str__(self) -> str:
        return " ".join(part for part in self if part) or "-"


class Record(NamedTuple):
    """One StartProduct or StopProduct, the how-manieth in its message. end and reason only in a stop. deletes: status 3.

    Of an allocation (301): assigned is the day that it was decided on, with the time; begin and end are its days, reason that of a change.
    """

    place: int
    line: int
    assignment: str
    product: Product
    assigned: date | None
    begin: date
    end: date | None
    reason: str
    status: str
    time: str = ""

    @property
    def deletes(self) -> bool:
        return self.status == "3"

    @property
    def key(self) -> tuple[object, ...]:
        """The logical key inside one client (standard facts 1.4)."""
        return self.assignment, self.product, self.begin, self.reason, self.end


@dataclass(frozen=True, slots=True)
class Message:
    """One message about one client. ``client`` is the pseudonym; birth is JJJJMMDD with 00 for what is unknown, '' = all of it.

    first_name, postcode: what is given, for the register alone; no part of what makes two messages the same (OP039).
    """

    number: int
    standard: str
    kind: str
    sender: str
    receiver: str
    identification: str
    dated: date
    client: str
    birth: str
    sex: str
    records: tuple[Record, ...]
    first_name: str = ""
    postcode: str = ""

    @property
    def content(self) -> tuple[object, ...]:
        """All that it says, whatever the file it stands in."""
        said = (record._replace(line=0, place=0) for record in self.records)
        return (
            self.standard,
            self.kind,
            self.sender,
            self.receiver,
            self.identification,
            self.dated,
            self.client,
            self.birth,
            self.sex,
            *said,
        )


class Fault(NamedTuple):
    """Something found in a message: a finding with the number of the message, and which record it is about (0 = the whole)."""

    message: int
    line: int
    code: str
    level: str = "error"
    field: str = ""
    value: str = ""
    place: int = 0


class Sent(NamedTuple):
    """A record with what its message says of it: the day and the name that order records in the same way whatever came first."""

    dated: date
    identification: str
    message: int
    record: Record
