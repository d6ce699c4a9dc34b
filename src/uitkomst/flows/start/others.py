"""What an auditor and an administrator may always do."""

from __future__ import annotations

from datetime import datetime

from uitkomst.flows.start.waiting import Waiting
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.rights import Right, may

ORDER = 90


def waiting(actor: Actor, now: datetime) -> list[Waiting]:
    """The log and the people."""
    rights = (("see_log", Right.SEE_AUDIT_LOG), ("see_people", Right.SEE_PEOPLE))
    return [Waiting(code) for code, right in rights if may(actor, right)]
