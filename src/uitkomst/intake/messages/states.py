"""The states of one case (client, assignment, product) and what may happen in each, as data. The diagram can be drawn from it.

Source: standard facts 1.6 (state machine; OP377 to OP379, TR326, TR382, TR413, TR415). A temporary stop (20) is no end of care.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

TEMPORARY = "20"
"""The stop reason that says: expected to be resumed. The same in iJw and iWmo."""


class State(StrEnum):
    """Where a case is. none: never started."""

    NONE = "none"
    RUNNING = "running"
    PAUSED = "paused"
    ENDED = "ended"


class Event(StrEnum):
    """What a message says. start: 305. pause: 307 with reason 20. stop: 307 with any other reason."""

    START = "start"
    PAUSE = "pause"
    STOP = "stop"


class Step(NamedTuple):
    """The state after an event. ``fault``: a finding code; then the event is refused and the state stays."""

    state: State
    fault: str = ""


TRANSITIONS: dict[tuple[State, Event], Step] = {
    (State.NONE, Event.START): Step(State.RUNNING),
    (State.NONE, Event.PAUSE): Step(State.NONE, "message_stop_without_start"),
    (State.NONE, Event.STOP): Step(State.NONE, "message_stop_without_start"),
    (State.RUNNING, Event.START): Step(State.RUNNING, "message_start_while_open"),
    (State.RUNNING, Event.PAUSE): Step(State.PAUSED),
    (State.RUNNING, Event.STOP): Step(State.ENDED),
    (State.PAUSED, Event.START): Step(State.RUNNING),
    (State.PAUSED, Event.PAUSE): Step(State.PAUSED, "message_second_pause"),
    (State.PAUSED, Event.STOP): Step(State.ENDED),
    (State.ENDED, Event.START): Step(State.RUNNING),
    (State.ENDED, Event.PAUSE): Step(State.ENDED, "message_stop_after_stop"),
    (State.ENDED, Event.STOP): Step(State.ENDED, "message_stop_after_stop"),
}
"""Every pair of state and event has its step; a test exercises each."""


def event_of(kind: str, reason: str) -> Event:
    """What a record says: kind 305 or 307, and the stop reason."""
    if kind == "305":
        return Event.START
    return Event.PAUSE if reason == TEMPORARY else Event.STOP
