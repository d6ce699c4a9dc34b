"""What is said beside a figure that is not in the release: when it was last discussed. One module a room with
``last_discussed(actor, now, subject_id, agreed)``, found by this folder; it asks the database once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from uitkomst.organisations.actor import Actor
from uitkomst.presentation.agreed import Agreed


@dataclass(frozen=True, slots=True)
class Discussed:
    """When an indicator was last discussed about an organisation, with the own organisation at the table, and what was agreed there.

    actions: of all those times, the newest time first.
    """

    on: date
    agreed: tuple[str, ...] = ()
    conversation_id: str = ""
    actions: tuple[Agreed, ...] = ()


def last_discussed(*, actor: Actor, now: datetime, subject_id: int, agreed: bool = True) -> dict[str, Discussed]:
    """Indicator -> the last time, as the rooms know it. An indicator that is not there was not discussed yet.

    agreed: with what was agreed then; an overview does without.
    """
    found: dict[str, Discussed] = {}
    for room in _rooms():
        for indicator, one in room.last_discussed(actor, now, subject_id, agreed).items():
            if indicator not in found or found[indicator].on < one.on:
                found[indicator] = one
    return found


@cache
def _rooms() -> tuple[ModuleType, ...]:
    return tuple(import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__))
