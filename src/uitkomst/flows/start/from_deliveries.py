"""A delivery that says something about clients of the register waits for who keeps it."""

from __future__ import annotations

from datetime import datetime

from uitkomst.care import from_deliveries as register
from uitkomst.care.states import FromDeliveryState
from uitkomst.flows.start.waiting import Waiting
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.rights import Right, may

ORDER = 16


def waiting(actor: Actor, now: datetime) -> list[Waiting]:
    """The delivery to look at. Holds no client."""
    if not may(actor, Right.KEEP_REGISTER):
        return []
    found = register.proposals(actor).filter(state=FromDeliveryState.WAITING).first()
    return [Waiting("see_from_delivery", str(found.delivery), {"period": found.period})] if found else []
