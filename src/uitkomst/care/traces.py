"""What in a sentence can show of whom it is: names, places, days, ages, numbers. Pure: no database, no clock.

Two kinds. Certain ones are about this client: they must go. Others only may be something (a word with a capital, a number): a person
looks at them. Nothing found does not mean that nobody can be recognised; rare circumstances no program sees.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from uitkomst.vocabulary.municipalities import read_municipalities


class Trace(StrEnum):
    """What was found."""

    OWN_NAME = "own_name"
    PRACTITIONER = "practitioner"
    MUNICIPALITY = "municipality"
    PROVIDER = "provider"
    ADDRESS = "address"
    DATE = "date"
    AGE = "age"
    NUMBER = "number"
    CAPITAL = "capital"


CERTAIN = frozenset(Trace) - {Trace.NUMBER, Trace.CAPITAL}
"""With one of these a sentence goes no further."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known about whoever said it. people: of the client's own circle; helpers: who gives the help; providers: where."""

    people: tuple[str, ...] = ()
    helpers: tuple[str, ...] = ()
    municipality: str = ""
    providers: tuple[str, ...] = ()
    number: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """One finding: what it is, and the words in which it stands."""

    trace: Trace
    words: str


_SAID = tomllib.loads((files("uitkomst.care") / "traces.toml").read_text(encoding="utf-8"))
_PARTICLES = frozenset(_SAID["particles"])
_COUNT = rf"(?:\d{{1,3}}|{'|'.join(_SAID['numbers'])})"
_TOLD_AGE = rf"(?:{'|'.join(_SAID['before_age'])})\s+\d{{1,2}}\b(?!\s*(?:keer|x\b|times))"
_AGE = re.compile(rf"\b{_COUNT}(?:[ -]?(?:jaar|jr)\b|[ -]?jarige?\b|[ -]years?\b)|\b{_TOLD_AGE}", re.IGNORECASE)
_EVERY = "|".join([*_SAID["months"], *_SAID["month_or_word"]])
_DATE = re.compile(
    rf"\b\d{{1,4}}[-/.]\d{{1,2}}(?:[-/.]\d{{1,4}})?\b|\b(?:19|20)\d\d\b|\b\d{{1,2}}\s+(?:{_EVERY})\b"
    rf"|\b(?:{'|'.join(_SAID['months'])})\b|\b(?:{'|'.join(_SAID['before_month'])})\s+(?:{'|'.join(_SAID['month_or_word'])})\b",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"\S+@\S+|https?://\S+|www\.\S+|\b\d{4}\s?[A-Z]{2}\b|(?<!\w)\+?\d(?:[\s-]?\d){7,}\b|\b\w+(?:straat|laan|weg|plein|kade|gracht)\s+\d+",
)
_NUMBER = re.compile(r"\b\d+(?:[.,]\d+)?\b")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_CAPITALS_OF_NOBODY = frozenset([*_SAID["capitals_of_nobody"], *_SAID["days"]])


def find_traces(text: str, known: Known) -> tuple[Found, ...]:
    """Everything that was found, certain ones first, each once."""
    found = [
        *_names(text, known.people, Trace.OWN_NAME),
        *_exact(text, known.number, Trace.OWN_NAME),
        *_names(text, known.helpers, Trace.PRACTITIONER),
        *_exact(text, known.municipality, Trace.MUNICIPALITY),
        *(found for name in known.providers for found in _exact(text, name, Trace.PROVIDER)),
        *(Found(Trace.ADDRESS, one.group().strip()) for one in _ADDRESS.finditer(text)),
        *(Found(Trace.AGE, one.group()) for one in _AGE.finditer(text)),
        *(Found(Trace.DATE, one.group()) for one in _DATE.finditer(text)),
        *_other_places(text, known.municipality),
    ]
    told = {word for one in found for word in re.findall(r"\w+", one.words.casefold())}
    rest = [
        *(Found(Trace.NUMBER, one.group()) for one in _NUMBER.finditer(text)),
        *(Found(Trace.CAPITAL, word) for word in _capitals(text)),
    ]
    return tuple(dict.fromkeys([*found, *(one for one in rest if one.words.casefold() not in told)]))


def certain(found: Iterable[Found]) -> tuple[Found, ...]:
    """Those that must go."""
    return tuple(one for one in found if one.trace in CERTAIN)


def _names(text: str, names: Iterable[str], trace: Trace) -> list[Found]:
    """Every part of a name that is no particle, also in a compound or possessive ("Noors", "Marja's")."""
    parts = {part for name in names for part in _WORD.findall(name) if part.casefold() not in _PARTICLES and len(part) > 1}
    return [found for part in sorted(parts) for found in _exact(text, part, trace, more=r"(?:['’]?s|tje|je)?")]


def _exact(text: str, name: str, trace: Trace, more: str = "") -> list[Found]:
    if not name.strip():
        return []
    return [Found(trace, one.group()) for one in re.finditer(rf"\b{re.escape(name.strip())}{more}\b", text, re.IGNORECASE)]


def _other_places(text: str, own: str) -> list[Found]:
    """Names of municipalities as they are written; at the head of a sentence one may be a common word (Best), so it is left to a person."""
    heads = set(_heads(text))
    places = (one.group(1) for one in _places().finditer(text) if one.start() not in heads)
    return [Found(Trace.MUNICIPALITY, place) for place in places if place != own]


@cache
def _places() -> re.Pattern[str]:
    """All municipalities at once, also one inside another (Groningen in Midden-Groningen); of two that begin alike the longer name."""
    names = sorted((place.name for place in read_municipalities().values()), key=len, reverse=True)
    return re.compile(rf"\b(?=({'|'.join(map(re.escape, names))})\b)")


def _capitals(text: str) -> list[str]:
    heads = set(_heads(text))
    return [
        word.group()
        for word in _WORD.finditer(text)
        if word.group()[0].isupper() and word.start() not in heads and word.group().casefold() not in _CAPITALS_OF_NOBODY
    ]


def _heads(text: str) -> list[int]:
    """Where a sentence begins: at the start, and after a full stop, question mark, exclamation mark, colon or line break."""
    return [one.start(1) for one in re.finditer(r"(?:^|[.!?:…\n])[\s'\"‘“’]*([^\W\d_])", text)]
