"""The rules inside one message (level 2): what breaks one makes the whole message refused, with return code 0001.

Source: standard facts 1.6 (CS002, CS058, CS139, TR002, TR018, TR101, TR134), 1.4 (IV009: unknown parts of a birth date).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from uitkomst.intake.messages.message import Message, Record
from uitkomst.intake.messages.standard import ALLOCATION
from uitkomst.intake.reader import Early
from uitkomst.vocabulary.client_keys import is_bsn

_OLDEST = 120
_UNKNOWN = date(1900, 1, 1)


class Birth(NamedTuple):
    """A birth date as it stands in a message. use: 1 day unknown, 2 day and month, 3 all unknown, '' = known (COD170)."""

    day: date
    use: str

    @property
    def written(self) -> str:
        """As in a delivery: JJJJMMDD with 00 for what is unknown; '' when all of it is."""
        year, month, day = self.day.isoformat().split("-")
        return {"": f"{year}{month}{day}", "1": f"{year}{month}00", "2": f"{year}0000", "3": ""}[self.use]

    @property
    def agrees(self) -> bool:
        """Whether the unknown parts are filled with 01, and with 1 January 1900 when all is unknown (CS139, IV009)."""
        if self.use == "3":
            return self.day == _UNKNOWN
        return (self.use != "1" or self.day.day == 1) and (self.use != "2" or (self.day.day, self.day.month) == (1, 1))


def message_faults(message: Message, birth: Birth, bsn: str) -> list[Early]:
    """All that is wrong inside this message; none when it may be used."""
    return [Early(line, code, "error", field) for line, code, field in _faults(message, birth, bsn)]


def _faults(message: Message, birth: Birth, bsn: str) -> Iterator[tuple[int, str, str]]:
    if not is_bsn(bsn):
        yield 0, "message_bsn", "Bsn"
    if not birth.agrees:
        yield 0, "message_birth_date", "Geboortedatum"
    elif birth.use != "3" and not _years_before(message.dated, _OLDEST) <= birth.day:
        yield 0, "message_age", "Geboortedatum"
    keys: set[tuple[object, ...]] = set()
    for record in message.records:
        for code, field in _record_faults(record, message.dated, ahead=message.kind == ALLOCATION):
            yield record.line, code, field
        if record.key in keys:
            yield record.line, "message_key_twice", ""
        keys.add(record.key)


def _record_faults(record: Record, dated: date, *, ahead: bool) -> Iterator[tuple[str, str]]:
    """ahead: an allocation is about days to come."""
    if record.status not in ("1", "3"):
        yield "message_status", "StatusAanlevering"
    if record.end and record.end < record.begin:
        yield "message_end_before_start", "Einddatum"
    if ahead:
        return
    if record.begin > dated:
        yield "message_dated_before", "Begindatum"
    if record.end and record.end > dated:
        yield "message_dated_before", "Einddatum"


def _years_before(day: date, years: int) -> date:
    leap_day = (day.month, day.day) == (2, 29)
    return date(max(day.year - years, 1), day.month, 28 if leap_day else day.day)
