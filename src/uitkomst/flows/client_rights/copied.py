"""What a copy of a client's data holds, as plain values: days as yyyy-mm-dd, "" for nothing."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class GoalCopied:
    """A goal with the own views and those of the practitioner: (day, whose, score, note). levels: (score, what it would look like)."""

    text: str
    scale: str
    begin: str
    steps: str
    levels: tuple[tuple[str, str], ...]
    dropped_on: str
    dropped_why: str
    views: tuple[tuple[str, str, int, str], ...]


@dataclass(frozen=True, slots=True)
class AnswerCopied:
    """An answer as it was given.

    lent_on, lent_until: since when a sentence of it may be used, and when that was taken back; each "" when not.
    """

    day: str
    question: str
    said: str
    lent_on: str = ""
    lent_until: str = ""


@dataclass(frozen=True, slots=True)
class TrajectoryCopied:
    """One trajectory of help. facts: its other fields. some_hidden: there are answers that count in the total alone; not how many or to
    what. asked: (day, moment, channel, day of the answer, why it was stopped). scores: (day, instrument, scale, score)."""

    form_of_help: str
    start_date: str
    end_date: str
    end_reason: str
    request_for_help: str
    what_next: str
    practitioner: str
    facts: dict[str, str]
    goals: tuple[GoalCopied, ...]
    answers: tuple[AnswerCopied, ...]
    some_hidden: bool
    asked: tuple[tuple[str, str, str, str, str], ...]
    scores: tuple[tuple[str, str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class RequestCopied:
    """What this person asked about the own data, or stated, and what became of it."""

    day: str
    kind: str
    said: str
    state: str
    answer: str


@dataclass(frozen=True, slots=True)
class Copy:
    """The copy for one person. left_out: the names of what is kept and is not for this person.

    history: (day, field, before, after). looks: when somebody looked at it (R) or changed it, who, and what, from the log.
    """

    made_on: str
    for_whom: str
    client: dict[str, str]
    own: dict[str, str]
    trajectories: tuple[TrajectoryCopied, ...]
    requests: tuple[RequestCopied, ...]
    history: tuple[tuple[str, str, str, str], ...]
    left_out: tuple[str, ...]
    looks: tuple[tuple[str, str, str], ...] = field(default=())

    def as_data(self) -> dict[str, Any]:
        """Plain data, to take along."""
        return asdict(self)
