"""What the demo holds beside deliveries and mirrors: one module a room, found by this folder.

Each has ``ORDER`` and ``prepare(now, on_progress)``; it finds people and organisations by ``organisations.queries``.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from importlib import import_module
from pkgutil import iter_modules


def prepare_rooms(now: datetime, on_progress: Callable[[str, int, int], None]) -> None:
    """Fill every room in its order."""
    rooms = [import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__)]
    for room in sorted(rooms, key=lambda room: room.ORDER):
        room.prepare(now, on_progress)
