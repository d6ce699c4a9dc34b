"""The start page: at most three things that wait for this person, in the order of the work. Source: screens 9."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from uitkomst.flows import start as rooms
from uitkomst.flows.start.waiting import Waiting
from uitkomst.organisations.actor import Actor

_MOST = 3


@dataclass(frozen=True, slots=True)
class Start:
    """The start page of one person. waiting: at most three; rest: what else may be done, by the same codes."""

    waiting: tuple[Waiting, ...]
    rest: tuple[Waiting, ...]


def show_start(*, actor: Actor, now: datetime) -> Start:
    """What waits for this person. Holds no figure and no client, so it is not a look that is logged."""
    found = [one for room in _rooms() for one in room.waiting(actor, now)]
    found.sort(key=lambda one: one.less)
    return Start(tuple(found[:_MOST]), tuple(found[_MOST:]))


@cache
def _rooms() -> tuple[ModuleType, ...]:
    found = [import_module(f"{rooms.__name__}.{one.name}") for one in iter_modules(rooms.__path__) if one.name != "waiting"]
    return tuple(sorted(found, key=lambda room: room.ORDER))
