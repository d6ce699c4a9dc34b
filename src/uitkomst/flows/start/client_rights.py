"""Requests of clients that wait for who keeps the register."""

from __future__ import annotations

from datetime import datetime

from uitkomst.care import rights
from uitkomst.flows.start.waiting import Waiting
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.rights import Right, may

ORDER = 5


def waiting(actor: Actor, now: datetime) -> list[Waiting]:
    """How many, and by when the first."""
    if not may(actor, Right.KEEP_REGISTER):
        return []
    found = list(rights.open_requests(actor).values_list("due_on", flat=True))
    return [Waiting("decide_request", details={"number": len(found), "day": min(found)})] if found else []
