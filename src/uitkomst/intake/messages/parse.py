"""From a file to a message: a closed XML parser, the kind of message, its structure, and the rules inside one message.

The parser resolves no entities, loads no DTD, opens no network and stays within libxml2's own limits; a document type is
refused before it is parsed. The BSN leaves this module as a pseudonym only (decision D2).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

from lxml import etree

from uitkomst.intake.messages.allocation import postcode_of
from uitkomst.intake.messages.envelope import inside, is_envelope
from uitkomst.intake.messages.message import Message, Product, Record
from uitkomst.intake.messages.rules import Birth, message_faults
from uitkomst.intake.messages.standard import ALLOCATION, ENVELOPES, Standard, recognise
from uitkomst.intake.messages.structure import line_of, structure_faults
from uitkomst.intake.reader import Early

LARGEST_MESSAGE = 25 * 1024 * 1024
"""Bytes (OP179)."""
_DOCUMENT_TYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_MARK = b"\xef\xbb\xbf"
_HEAD = 4_096
_SEX = {"0": "O", "1": "M", "2": "V"}
_SIGNS = (b"istandaarden", *(sign.encode() for sign in ENVELOPES))

Parsed = tuple[Message | None, list[Early]]
"""The message, None when it is refused, and what was found."""


def looks_like_message(path: Path) -> bool:
    """Whether an XML file has to do with messages at all: names of the standards or of an envelope near its start, or no XML."""
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD).replace(b"\0", b"").lower()
    except OSError:
        return True
    return any(sign in head for sign in _SIGNS) or not head.removeprefix(_MARK).lstrip().startswith(b"<")


def parse(path: Path, number: int, pseudonym: Callable[[str], str], *, allocations: bool = False) -> Parsed:
    """Read one file. ``number`` is that of the file; ``pseudonym`` turns a BSN into the key of a client.

    allocations: also read 301 messages, in which a municipality allocates; the figures have no use for them.
    """
    root, fault = _root(path)
    if root is None:
        return None, [Early(0, fault, "error")]
    name = etree.QName(root)
    standard, kind, code, shown = recognise(name.namespace or "", name.localname, allocations=allocations)
    if standard is None:
        return None, [Early(0, code, "error", "", shown)]
    if faults := structure_faults(root, standard, kind):
        return None, faults
    message, birth, bsn = _message(root, standard, kind, number, pseudonym)
    faults = message_faults(message, birth, bsn)
    return (None if faults else message), faults


def _root(path: Path) -> tuple[etree._Element | None, str]:
    """The root element of the message, or None with the code of why the file cannot be read."""
    try:
        if path.stat().st_size > LARGEST_MESSAGE:
            return None, "message_too_large"
        content = path.read_bytes()
    except OSError:
        return None, "message_unreadable"
    root, fault = _parsed(content)
    if root is None or not is_envelope(root):
        return root, fault
    packed = inside(root, LARGEST_MESSAGE)
    return (root, "") if packed is None else _parsed(packed)


def _parsed(content: bytes) -> tuple[etree._Element | None, str]:
    content = content.removeprefix(_MARK)
    if not content.strip():
        return None, "empty_message"
    if fault := _forbidden(content):
        return None, fault
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, attribute_defaults=False,
        huge_tree=False, recover=False, remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        return etree.fromstring(content, parser), ""
    except etree.XMLSyntaxError:
        return None, "message_unreadable"


def _forbidden(content: bytes) -> str:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "message_encoding"
    if b"\0" in content:
        return "message_encoding"
    return "message_entities" if _DOCUMENT_TYPE.search(content) else ""


def _message(
    root: etree._Element, standard: Standard, kind: str, number: int, pseudonym: Callable[[str], str]
) -> tuple[Message, Birth, str]:
    own, basis = f"{{{standard.namespace(kind)}}}", f"{{{standard.basis}}}"
    header, client = root[0], root[1]
    identification, born = header.find(f"{own}BerichtIdentificatie"), client.find(f"{own}Geboortedatum")
    birth = Birth(_day(_text(born, f"{basis}Datum")), _text(born, f"{basis}DatumGebruik"))
    bsn = _text(client, f"{own}Bsn")
    message = Message(
        number=number,
        standard=standard.name,
        kind=kind,
        sender=_text(header, f"{own}Afzender"),
        receiver=_text(header, f"{own}Ontvanger"),
        identification=_text(identification, f"{basis}Identificatie"),
        dated=_day(_text(identification, f"{basis}Dagtekening")),
        client=pseudonym(bsn),
        birth=birth.written,
        sex=_SEX[_text(client, f"{own}Geslacht")],
        records=tuple(_records(client[-1], own, basis)),
        postcode=postcode_of(client, own, basis) if kind == ALLOCATION else "",
        first_name=next(iter(_text(client.find(f"{own}Naam"), f"{basis}Voornamen").split()), ""),
    )
    return message, birth, bsn


def _records(products: Iterable[etree._Element], own: str, basis: str) -> Iterable[Record]:
    for place, element in enumerate(products, start=1):
        number, product = _text(element, f"{own}ToewijzingNummer"), element.find(f"{own}Product")
        assigned, end = _text(element, f"{own}ToewijzingIngangsdatum"), _text(element, f"{own}Einddatum")
        assigned = assigned or _text(element, f"{own}Toewijzingsdatum")
        yield Record(
            place=place,
            line=line_of(element),
            assignment=str(int(number)) if number else "",
            product=Product(_text(product, f"{basis}Categorie"), _text(product, f"{basis}Code")),
            assigned=_day(assigned) if assigned else None,
            begin=_day(_text(element, f"{own}Begindatum") or _text(element, f"{own}Ingangsdatum")),
            end=_day(end) if end else None,
            reason=_text(element, f"{own}RedenBeeindiging") or _text(element, f"{own}RedenWijziging"),
            status=_text(element, f"{own}StatusAanlevering") or "1",  # an allocation has none: it holds
            time=_text(element, f"{own}Toewijzingstijd"),
        )


def _text(element: etree._Element | None, name: str) -> str:
    """The text of a child; '' when it is absent."""
    return "" if element is None else str(element.findtext(name) or "").strip()


def _day(text: str) -> date:
    return date.fromisoformat(text)
