"""Sentences of clients that wait for this person to be the second pair of eyes. Holds none of them."""

from __future__ import annotations

from datetime import datetime

from uitkomst.care import quotes
from uitkomst.flows.start.waiting import Waiting
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.rights import Right, may

ORDER = 15


def waiting(actor: Actor, now: datetime) -> list[Waiting]:
    """How many."""
    number = quotes.waiting_for(actor) if may(actor, Right.APPROVE_QUOTES) else 0
    return [Waiting("judge_quote", details={"number": number})] if number else []
