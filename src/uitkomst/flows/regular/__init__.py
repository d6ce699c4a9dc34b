"""Work that comes back by itself: one module a kind, found by this folder.

Each has ``wanted(now)``: a key when there is work ("" when there is none; the same key is never done twice), and ``run(now=…,
on_progress=…)``. The worker asks now and then; what is wanted becomes a job like any other.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from django.utils import timezone

from uitkomst.records import jobs

Run = Callable[..., None]


def once_a_day(now: datetime, from_hour: int) -> str:
    """The key of work that is done once a day: the day, from this hour on; "" before it."""
    local = timezone.localtime(now)
    return f"{local:%Y-%m-%d}" if local.hour >= from_hour else ""


@cache
def kinds() -> dict[str, Run]:
    """What each kind of regular work does, by the name of its job."""
    return {f"regular_{name}": module.run for name, module in _modules().items()}


def ask_for_work(now: datetime) -> list[str]:
    """Ask for what is wanted now; returns the kinds. Asked twice, it is done once."""
    asked = []
    for name, module in _modules().items():
        if key := module.wanted(now):
            jobs.ask(f"regular_{name}", key, {}, now)
            asked.append(name)
    jobs.forget_done("regular_", now)
    return asked


@cache
def _modules() -> dict[str, Any]:
    return {found.name: import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__)}
