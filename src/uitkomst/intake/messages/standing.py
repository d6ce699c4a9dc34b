"""Which records of a case stand, when what was deleted and sent twice is taken away. A deletion (status 3) wins over its target.

Order of arrival has no meaning (OP080): records are ordered by the day their message is dated, and on one day so that a
correction (delete, then send again) works out. Source: standard facts 1.6 (TR063, TR071, TR074; IV008).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from uitkomst.intake.messages.message import Fault, Sent


class Standing(NamedTuple):
    """The starts and stops of a case that stand, and what was refused on the way."""

    starts: list[Sent]
    stops: list[Sent]
    faults: list[Fault]


class _Outcome(NamedTuple):
    """What became of one key: the record that stands, or None; and when it was deleted last, the deletion and its target."""

    stands: Sent | None
    deletion: Sent | None
    target: Sent | None


def standing(starts: Iterable[Sent], stops: Iterable[Sent]) -> Standing:
    """The records of one case that stand."""
    faults: list[Fault] = []
    kept_stops = [outcome.stands for outcome in _outcomes(stops, faults) if outcome.stands]
    kept_starts: list[Sent] = []
    for outcome in _outcomes(starts, faults):
        if outcome.stands:
            kept_starts.append(outcome.stands)
        elif outcome.deletion and outcome.target and _has_stop(outcome.deletion, kept_stops):
            faults.append(refused(outcome.deletion, "message_delete_before_stop"))
            kept_starts.append(outcome.target)
    return Standing(kept_starts, kept_stops, faults)


def refused(sent: Sent, code: str) -> Fault:
    """The finding that a record is refused."""
    return Fault(sent.message, sent.record.line, code, place=sent.record.place)


def _has_stop(deletion: Sent, stops: Sequence[Sent]) -> bool:
    """Whether a stop of this start stood when its deletion was sent (TR071)."""
    return any(stop.record.begin == deletion.record.begin and stop.dated <= deletion.dated for stop in stops)


def _outcomes(sents: Iterable[Sent], faults: list[Fault]) -> list[_Outcome]:
    by_key: dict[tuple[object, ...], list[Sent]] = {}
    for sent in sorted(sents, key=lambda s: (s.dated, s.identification)):
        by_key.setdefault(sent.record.key, []).append(sent)
    return [_outcome(group, faults) for group in by_key.values()]


def _outcome(sents: Sequence[Sent], faults: list[Fault]) -> _Outcome:
    """Day by day: send and delete in turn, beginning with what can be done; what is left over on a day is refused."""
    stands = deletion = target = None
    for _, day in groupby(sents, key=lambda s: s.dated):
        today = list(day)
        sends = [sent for sent in today if not sent.record.deletes]
        deletions = [sent for sent in today if sent.record.deletes]
        while sends or deletions:
            if stands is None and sends:
                stands = sends.pop(0)
            elif stands is not None and deletions:
                deletion, target, stands = deletions.pop(0), stands, None
            elif stands is None:
                faults.append(refused(deletions.pop(0), "message_delete_without_target"))
            else:
                faults.append(refused(sends.pop(0), "message_already_received"))
    return _Outcome(stands, deletion, target)
