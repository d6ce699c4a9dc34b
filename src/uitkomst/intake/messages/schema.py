"""The structure of start and stop messages as data, written from the tables of standard facts 1.4 and 1.5; no XSD is used.

Children of a compound type (CDT) stand in the namespace of the basisschema, all other elements in that of the message.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import cache
from typing import NamedTuple

from uitkomst.intake.messages.standard import ALLOCATION, Standard
from uitkomst.vocabulary.codes import code_list

Fits = Callable[[str], bool]
"""Whether a text may stand in an element."""


class Part(NamedTuple):
    """One element in a fixed order: what fits in it, or the elements in it. ``basis``: its children are of a compound type.

    content None: nobody reads it, so nobody looks into it.
    """

    name: str
    content: Fits | tuple[Part, ...] | None
    required: bool = True
    many: bool = False
    basis: bool = False


def pattern(pattern: str) -> Fits:
    """What has this form."""
    return lambda found: bool(re.fullmatch(pattern, found))


def text(longest: int) -> Fits:
    """Any text that is not blank, of at most so many characters."""
    return lambda found: 1 <= len(found) <= longest and bool(found.strip())


def of(*codes: str) -> Fits:
    """One of these."""
    return lambda found: found in codes


def day(found: str) -> bool:
    """A date without time zone (RS032). xs:date lets white space stand around it."""
    try:
        return bool(re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", found.strip())) and bool(date.fromisoformat(found.strip()))
    except ValueError:
        return False


_VERSION = pattern(r"(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)")
NUMBER = pattern(r"\s*[0-9]{1,9}\s*")

_IDENTIFICATION = (Part("Identificatie", text(12)), Part("Dagtekening", day))
_VERSIONS = (Part("BasisschemaXsdVersie", _VERSION), Part("BerichtXsdVersie", _VERSION))
BIRTH = (Part("Datum", day), Part("DatumGebruik", of("1", "2", "3"), required=False))


def family_name() -> tuple[Part, ...]:
    """A family name with what goes before it."""
    return (Part("Achternaam", text(200)), Part("Voorvoegsel", text(10), required=False))


_NAME = (
    Part("Geslachtsnaam", family_name()),
    Part("Voornamen", text(200), required=False),
    Part("Voorletters", pattern(r"[^\W\d_]{1,6}"), required=False),
)


@cache
def schema(standard: Standard, kind: str) -> Part:
    """The structure of one message type: the root element with everything in it."""
    client = (
        Part("Bsn", pattern(r"[0-9]{9}")),
        Part("Geboortedatum", BIRTH, basis=True),
        Part("Geslacht", of("0", "1", "2")),
        Part("Naam", _NAME, basis=True),
        _products(standard, "Start" if kind == "305" else "Stop"),
    )
    return Part("Bericht", (Part("Header", head(standard, kind)), Part("Client", client)))


def head(standard: Standard, kind: str) -> tuple[Part, ...]:
    """What stands in the header. An allocation goes from a municipality to a provider, a start or stop the other way."""
    municipality, provider = pattern(r"[0-9]{4}"), pattern(r"[0-9]{8}")
    sender, receiver = (municipality, provider) if kind == ALLOCATION else (provider, municipality)
    return (
        Part("BerichtCode", of(standard.allocation if kind == ALLOCATION else standard.codes[kind])),
        Part("BerichtVersie", of(standard.release.split("_")[0])),
        Part("BerichtSubversie", of(standard.release.split("_")[1])),
        Part("Afzender", sender),
        Part("Ontvanger", receiver),
        Part("BerichtIdentificatie", _IDENTIFICATION, basis=True),
        Part("XsdVersie", _VERSIONS, basis=True),
    )


def product(standard: Standard) -> tuple[Part, ...]:
    """A category, and perhaps a code within it."""
    categories = of(*(code.code for code in code_list(standard.categories).codes))
    return (Part("Categorie", categories), Part("Code", text(5), required=False))


def _products(standard: Standard, what: str) -> Part:
    reasons = (code.code for code in code_list(standard.stop_reasons).codes)
    stop = (Part("RedenBeeindiging", of(*reasons)), Part("Einddatum", day)) if what == "Stop" else ()
    record = (
        Part("ToewijzingNummer", NUMBER, required=False),
        Part("Product", product(standard), required=False, basis=True),
        Part("ToewijzingIngangsdatum", day, required=False),
        Part("Begindatum", day),
        *stop,
        Part("StatusAanlevering", of("1", "2", "3", "9")),
    )
    return Part(f"{what}Producten", (Part(f"{what}Product", record, many=True),))
