"""How long what is kept. Pure: no database, no clock. The numbers of days are ours; the years can be set.

Source: reference standards 5 (Jeugdwet 7.3.8 binds the case file, 20 years; a monitoring copy is kept shorter, example: 4 years);
Jeugdwet 7.3.9 (destroyed on request, within three months).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from uitkomst.care.rules import add_months

ERASE_WITHIN_MONTHS = 3
"""Jeugdwet 7.3.9: within three months after the request."""
ANSWER_WITHIN_MONTHS = 1
"""AVG 12: a request to see or correct is answered within a month."""
CASELOAD_DAYS = 14
"""A caseload file that nobody decides on."""
LETTER_DAYS = 180
"""What was sent when, after its moment; the invitation itself stays with the client."""
LINK_DAYS = 30
"""A link to the own page, after it expired or was taken back."""
HALF_ANSWERED_DAYS = 90
"""Answers that were never sent, after the invitation expired."""


@dataclass(frozen=True, slots=True)
class Cutoffs:
    """What is older goes. clients: the last trajectory ended before this day."""

    clients: date
    caseload: datetime
    letters: datetime
    links: datetime
    half_answered: datetime


def cutoffs(now: datetime, today: date, years: int) -> Cutoffs:
    """The bounds at this moment. years: how long a client stays after the last help ended."""
    return Cutoffs(
        clients=add_months(today, -12 * years),
        caseload=now - timedelta(days=CASELOAD_DAYS),
        letters=now - timedelta(days=LETTER_DAYS),
        links=now - timedelta(days=LINK_DAYS),
        half_answered=now - timedelta(days=HALF_ANSWERED_DAYS),
    )


def due_on(kind: str, asked_on: date) -> date:
    """By when a request must be answered."""
    return add_months(asked_on, ERASE_WITHIN_MONTHS if kind == "erase" else ANSWER_WITHIN_MONTHS)
