"""The structure of start and stop messages as data, written from the tables of standard facts 1.4 and 1.5; no XSD is used.

Children of a compound type (CDT) stand in the namespace of the basisschema, all other elements in that of the message.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import cache
from typing import NamedTuple

from uitkomst.intake.messages.standard import Standard
from uitkomst.vocabulary.codes import code_list

Fits = Callable[[str], bool]
"""Whether a text may stand in an element."""


class Part(NamedTuple):
    """One element in a fixed order: what fits in it, or the elements in it. ``basis``: its children are of a compound type."""

    name: str
    content: Fits | tuple[Part, ...]
    required: bool = True
    many: bool = False
    basis: bool = False


def _pattern(pattern: str) -> Fits:
    return lambda text: bool(re.fullmatch(pattern, text))


def _text(longest: int) -> Fits:
    return lambda text: 1 <= len(text) <= longest and bool(text.strip())


def _of(*codes: str) -> Fits:
    return lambda text: text in codes


def _day(text: str) -> bool:
    """A date without time zone (RS032). xs:date lets white space stand around it."""
    try:
        return bool(re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text.strip())) and bool(date.fromisoformat(text.strip()))
    except ValueError:
        return False


_VERSION = _pattern(r"(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)")
_NUMBER = _pattern(r"\s*[0-9]{1,9}\s*")

_IDENTIFICATION = (Part("Identificatie", _text(12)), Part("Dagtekening", _day))
_VERSIONS = (Part("BasisschemaXsdVersie", _VERSION), Part("BerichtXsdVersie", _VERSION))
_BIRTH = (Part("Datum", _day), Part("DatumGebruik", _of("1", "2", "3"), required=False))
_NAME = (
    Part("Geslachtsnaam", (Part("Achternaam", _text(200)), Part("Voorvoegsel", _text(10), required=False))),
    Part("Voornamen", _text(200), required=False),
    Part("Voorletters", _pattern(r"[^\W\d_]{1,6}"), required=False),
)


@cache
def schema(standard: Standard, kind: str) -> Part:
    """The structure of one message type: the root element with everything in it."""
    header = (
        Part("BerichtCode", _of(standard.codes[kind])),
        Part("BerichtVersie", _of(standard.release.split("_")[0])),
        Part("BerichtSubversie", _of(standard.release.split("_")[1])),
        Part("Afzender", _pattern(r"[0-9]{8}")),
        Part("Ontvanger", _pattern(r"[0-9]{4}")),
        Part("BerichtIdentificatie", _IDENTIFICATION, basis=True),
        Part("XsdVersie", _VERSIONS, basis=True),
    )
    client = (
        Part("Bsn", _pattern(r"[0-9]{9}")),
        Part("Geboortedatum", _BIRTH, basis=True),
        Part("Geslacht", _of("0", "1", "2")),
        Part("Naam", _NAME, basis=True),
        _products(standard, "Start" if kind == "305" else "Stop"),
    )
    return Part("Bericht", (Part("Header", header), Part("Client", client)))


def _products(standard: Standard, what: str) -> Part:
    product = (
        Part("Categorie", _of(*(code.code for code in code_list(standard.categories).codes))),
        Part("Code", _text(5), required=False),
    )
    reasons = (code.code for code in code_list(standard.stop_reasons).codes)
    stop = (Part("RedenBeeindiging", _of(*reasons)), Part("Einddatum", _day)) if what == "Stop" else ()
    record = (
        Part("ToewijzingNummer", _NUMBER, required=False),
        Part("Product", product, required=False, basis=True),
        Part("ToewijzingIngangsdatum", _day, required=False),
        Part("Begindatum", _day),
        *stop,
        Part("StatusAanlevering", _of("1", "2", "3", "9")),
    )
    return Part(f"{what}Producten", (Part(f"{what}Product", record, many=True),))
