"""A caseload that waits for who keeps the register."""

from __future__ import annotations

from datetime import datetime

from uitkomst.care import caseload as register
from uitkomst.care.states import CaseloadState
from uitkomst.flows.start.waiting import Waiting
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.rights import Right, may

ORDER = 15


def waiting(actor: Actor, now: datetime) -> list[Waiting]:
    """The file to decide on, and the place to bring one."""
    if not may(actor, Right.KEEP_REGISTER):
        return []
    found = register.files(actor).filter(state=CaseloadState.WAITING).first()
    waits = [Waiting("decide_caseload", str(found.pk), {"file_name": found.name})] if found else []
    return [*waits, Waiting("bring_caseload", less=True)]
