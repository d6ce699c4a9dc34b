"""The structure of an allocation (301), in which a municipality gives a provider the order for help; written by ourselves.

What the register has no use for (relations, addresses, amounts, comments) is not looked into: it is not read at all.
Source: standard facts 1.4 (ToegewezenProduct), 1.5 (JZ002, COD757); element order of iJw and iWmo release 3.2.
"""

from __future__ import annotations

from functools import cache

from lxml import etree

from uitkomst.intake.messages.schema import BIRTH, NUMBER, Part, day, family_name, head, of, pattern, product, text
from uitkomst.intake.messages.standard import ALLOCATION, Standard

_REASONS = tuple(f"{code:02d}" for code in range(1, 15))
_OFFICIAL, _STAYS = "01", "03"
"""Kinds of address (COD757): as the municipality has it; where somebody stays."""


@cache
def allocation_schema(standard: Standard) -> Part:
    """The root element with everything in it."""
    client = (
        Part("Bsn", pattern(r"[0-9]{9}")),
        Part("Geboortedatum", BIRTH, basis=True),
        Part("Geslacht", of("0", "1", "2")),
        Part("Naam", _NAME, basis=True),
        *(Part(name, None, required=False) for name in _NOT_READ),
        Part("Contactgegevens", (Part("Contact", _CONTACT, many=True),)),
        Part("ToegewezenProducten", (Part("ToegewezenProduct", _allocated(standard), many=True),)),
    )
    return Part("Bericht", (Part("Header", head(standard, ALLOCATION)), Part("Client", client)))


_NOT_READ = ("Communicatie", "JuridischeStatus", "WettelijkeVertegenwoordiging", "Commentaar", "Relaties")
_NAME = (
    Part("Geslachtsnaam", family_name()),
    Part("Partnernaam", None, required=False),
    Part("Voornamen", text(200), required=False),
    Part("Voorletters", pattern(r"[^\W\d_]{1,6}"), required=False),
    Part("NaamGebruik", None, required=False),
)
_ADDRESS = (
    Part("Huis", None, required=False),
    Part("Postcode", text(10), required=False),
    *(Part(name, None, required=False) for name in ("Straatnaam", "Plaatsnaam", "LandCode")),
)
_CONTACT = (
    Part("Soort", pattern(r"[0-9]{2}")),
    Part("Adres", _ADDRESS, required=False, basis=True),
    *(Part(name, None, required=False) for name in ("Organisatie", "Telefoon", "Emailadres", "Periode")),
)


def _allocated(standard: Standard) -> tuple[Part, ...]:
    return (
        Part("ToewijzingNummer", NUMBER),
        Part("ReferentieAanbieder", None, required=False),
        Part("Product", product(standard), required=False, basis=True),
        Part("Toewijzingsdatum", day),
        Part("Toewijzingstijd", pattern(r"\s*[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,9})?\s*")),
        Part("Ingangsdatum", day),
        Part("Einddatum", day, required=False),
        Part("RedenWijziging", of(*_REASONS), required=False),
        *(Part(name, None, required=False) for name in ("Omvang", "Budget", "Commentaar")),
    )


def postcode_of(client: etree._Element, own: str, basis: str) -> str:
    """The postcode of where a client lives: the official address, else where the client stays. "" when it is not a Dutch one."""
    by_kind: dict[str, str] = {}
    for contact in client.iterfind(f"{own}Contactgegevens/{own}Contact"):
        code = "".join((contact.findtext(f"{own}Adres/{basis}Postcode") or "").split()).upper()
        if pattern(r"[1-9]\d{3}[A-Z]{2}")(code):
            by_kind.setdefault((contact.findtext(f"{own}Soort") or "").strip(), code)
    return by_kind.get(_OFFICIAL) or by_kind.get(_STAYS, "")
