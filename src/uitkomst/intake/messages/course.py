"""The course of one case: its standing starts and stops become trajectories, whatever order they arrived in.

Starts go in the order of their days, the stops of a start in the order in which they are dated; each is a step of the state
machine. A temporary stop is no end; a start after a definitive stop is a new trajectory (OP379).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from uitkomst.intake.messages.message import Fault, Sent
from uitkomst.intake.messages.standing import refused, standing
from uitkomst.intake.messages.states import TRANSITIONS, Event, State, event_of


class Episode(NamedTuple):
    """Care from a start to a definitive stop; end None = running. reason is that of the stop message."""

    start: date
    end: date | None = None
    reason: str = ""


class Course(NamedTuple):
    """What a case came to."""

    episodes: list[Episode]
    faults: list[Fault]


def course(starts: Sequence[Sent], stops: Sequence[Sent]) -> Course:
    """The trajectories of one case, from all its start and stop records, deletions included."""
    stood = standing(starts, stops)
    walk = _Walk(stood.faults)
    begins = {start.record.begin for start in stood.starts}
    for start in sorted(stood.starts, key=lambda s: s.record.begin):
        walk.start(start)
        for stop in sorted((s for s in stood.stops if s.record.begin == start.record.begin), key=_in_turn):
            walk.stop(stop)
    for stop in stood.stops:
        if stop.record.begin not in begins:
            walk.refuse(stop, TRANSITIONS[State.NONE, event_of("307", stop.record.reason)].fault)
    return Course(walk.episodes, walk.faults)


def _in_turn(stop: Sent) -> tuple[object, ...]:
    record = stop.record
    return stop.dated, record.end, event_of("307", record.reason) is Event.STOP, record.reason, stop.identification


class _Walk:
    """A walk through the states, in order."""

    def __init__(self, faults: list[Fault]) -> None:
        self.state = State.NONE
        self.faults = faults
        self.episodes: list[Episode] = []
        self._actual: Sent | None = None
        self._last_end: date | None = None

    def refuse(self, sent: Sent, code: str) -> None:
        self.faults.append(refused(sent, code))

    def start(self, start: Sent) -> None:
        """A start. While another is open, the one whose message is dated last is refused (TR326)."""
        step = TRANSITIONS[self.state, Event.START]
        if step.fault and self._actual:
            last = max(self._actual, start, key=lambda s: (s.dated, s.record.begin))
            self.refuse(last, step.fault)
            if last is start:
                return
            if self.episodes[-1].start == last.record.begin:
                self.episodes.pop()
        if not self.episodes or self.episodes[-1].end is not None:
            self.episodes.append(Episode(start.record.begin))
        self._actual, self._last_end, self.state = start, None, step.state

    def stop(self, stop: Sent) -> None:
        """A stop of the actual start; one of another start, or before a stop that is there, is refused (TR382, TR414)."""
        if self._actual is None or self._actual.record.begin != stop.record.begin:
            self.refuse(stop, "message_stop_without_start")
            return
        event, end = event_of("307", stop.record.reason), stop.record.end
        step = TRANSITIONS[self.state, event]
        if step.fault:
            self.refuse(stop, step.fault)
        elif end is not None and self._last_end and end < self._last_end:
            self.refuse(stop, "message_stop_before_stop")
        else:
            self.state, self._last_end = step.state, end
            if event is Event.STOP:
                self.episodes[-1] = self.episodes[-1]._replace(end=end, reason=stop.record.reason)
