"""The texts of the pages by key, and numbers, moments and periods as the reader's language writes them.

Texts are in ``texts/<language>/*.toml``, a file per page; numbers and periods are written as in the mirror (``presentation.words``).
"""

from __future__ import annotations

import tomllib
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, override

from uitkomst.presentation.words import LANGUAGES, Words


def language() -> str:
    """The language of this page: what the reader chose, Dutch otherwise."""
    found = (get_language() or "nl")[:2]
    return found if found in LANGUAGES else "nl"


def text(key: str, **values: object) -> str:
    """The text with this key ("part.name"), its places filled in. Raises KeyError."""
    return str(_find(key)).format(**{name: _written(value) for name, value in values.items()})


def items(key: str) -> list[str]:
    """A list of texts."""
    return list(_find(key))


def has(key: str) -> bool:
    """Whether there is a text with this key."""
    part, _, name = key.partition(".")
    return name in texts(language()).get(part, {})


def figures() -> Words:
    """Numbers and periods in the words of the mirror."""
    return _words(language())


def moment(value: datetime) -> str:
    """21 november 2026, 14:05."""
    with override(language()):
        return str(date_format(timezone.localtime(value), "j F Y, H:i"))


def stamp(value: datetime) -> str:
    """21-11-2026 14:05:09, for lines of a log."""
    return str(timezone.localtime(value).strftime("%d-%m-%Y %H:%M:%S"))


def day(value: datetime | date) -> str:
    """21 november 2026."""
    local = timezone.localtime(value) if isinstance(value, datetime) else value
    with override(language()):
        return str(date_format(local, "j F Y"))


@cache
def texts(language: str) -> dict[str, dict[str, Any]]:
    """All texts of one language by part; rooms may add to the same part. A key that stands in two files is a fault."""
    found: dict[str, dict[str, Any]] = {}
    for path in sorted(
        (p for p in (files("uitkomst.web") / "texts" / language).iterdir() if p.name.endswith(".toml")), key=lambda p: p.name
    ):
        for part, entries in tomllib.loads(path.read_text(encoding="utf-8")).items():
            twice = found.setdefault(part, {}).keys() & entries.keys()
            if twice:
                raise ValueError(f"[{part}] {', '.join(sorted(twice))} stand in two files of texts ({path.name})")
            found[part] |= entries
    return found


def _written(value: object) -> object:
    return figures().number(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _find(key: str) -> Any:
    part, _, name = key.partition(".")
    return texts(language())[part][name]


@cache
def _words(name: str) -> Words:
    return Words(name)
