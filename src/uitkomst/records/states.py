"""The states of what is kept: words, no database. What may follow on what is data."""

from __future__ import annotations

from enum import StrEnum


class DeliveryState(StrEnum):
    """received: waits to be read. refused: whole, see its reason. checked: read, waits for a decision."""

    RECEIVED = "received"
    REFUSED = "refused"
    CHECKED = "checked"
    ACCEPTED = "accepted"
    WITHDRAWN = "withdrawn"


DELIVERY_MOVES: dict[DeliveryState, frozenset[DeliveryState]] = {
    DeliveryState.RECEIVED: frozenset({DeliveryState.CHECKED, DeliveryState.REFUSED, DeliveryState.WITHDRAWN}),
    DeliveryState.CHECKED: frozenset({DeliveryState.ACCEPTED, DeliveryState.WITHDRAWN}),
    DeliveryState.ACCEPTED: frozenset({DeliveryState.WITHDRAWN}),
    DeliveryState.REFUSED: frozenset(),
    DeliveryState.WITHDRAWN: frozenset(),
}


class SnapshotState(StrEnum):
    """freezing: a job is at it. frozen: its file is there and never changes. failed: see its reason."""

    FREEZING = "freezing"
    FROZEN = "frozen"
    FAILED = "failed"


class JobState(StrEnum):
    """waiting, or running under a lease; a lease that ran out is waiting again. done and failed are final."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
