"""The rooms of the site: every folder of ``web`` with a ``urls.py`` is one. A room is found, never registered.

A room's ``urls.py`` has ``urlpatterns``; when it wants, ``NAV`` (its links in the head of each page) and ``WAITING`` (where each thing
that may wait on the start page is done: code → name of the page, and what its address needs).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules
from types import ModuleType

from django.urls import URLPattern

from uitkomst.organisations.rights import Right


@dataclass(frozen=True, slots=True)
class NavLink:
    """A link in the head for who has ``right``. order: from left to right; paths: beginnings of addresses at which the reader is here."""

    order: int
    name: str
    url_name: str
    right: Right
    paths: tuple[str, ...]


def urls() -> list[URLPattern]:
    """The addresses of all rooms."""
    return [pattern for room in _rooms() for pattern in room.urlpatterns]


def navigation() -> list[NavLink]:
    """The links of all rooms in their order."""
    return sorted((link for room in _rooms() for link in getattr(room, "NAV", ())), key=lambda link: link.order)


@cache
def waiting() -> dict[str, tuple[str, str]]:
    """Where each thing that can wait is done. Raises ValueError when two rooms claim the same."""
    found: dict[str, tuple[str, str]] = {}
    for room in _rooms():
        for code, where in getattr(room, "WAITING", {}).items():
            if code in found:
                raise ValueError(f"two rooms say where {code} is done")
            found[code] = where
    return found


@cache
def _rooms() -> tuple[ModuleType, ...]:
    package = import_module(__package__)
    folders = [f"{package.__name__}.{found.name}" for found in iter_modules(package.__path__) if found.ispkg]
    return tuple(import_module(f"{folder}.urls") for folder in folders if find_spec(f"{folder}.urls"))
