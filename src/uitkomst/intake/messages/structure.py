"""Whether a message has the structure of its type: level 1 of the check, after which nothing of it can be missing or misread.

Source: standard facts 1.4; RS033 (no empty elements). A finding names the element, never what stands in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lxml import etree

from uitkomst.intake.messages.allocation import allocation_schema
from uitkomst.intake.messages.schema import Part, schema
from uitkomst.intake.messages.standard import ALLOCATION, Standard
from uitkomst.intake.reader import Early

_SCHEMA_INSTANCE = "{http://www.w3.org/2001/XMLSchema-instance}"
_MOST_FAULTS = 20


def structure_faults(root: etree._Element, standard: Standard, kind: str) -> list[Early]:
    """The faults in the structure, the first twenty; none when all is as it should be."""
    parts = allocation_schema(standard) if kind == ALLOCATION else schema(standard, kind)
    found = _element(root, parts, "", standard.namespace(kind), standard.basis)
    return [fault for fault, _ in zip(found, range(_MOST_FAULTS), strict=False)]


def line_of(element: etree._Element) -> int:
    """The line of the file on which an element starts."""
    line = element.sourceline
    return line if isinstance(line, int) else 0


def _element(element: etree._Element, part: Part, path: str, own: str, basis: str) -> Iterator[Early]:
    """One element: its attributes, its text, or its children in order. ``own`` is the namespace of its children."""
    line = line_of(element)
    if any(not name.startswith(_SCHEMA_INSTANCE) or name.endswith("}nil") for name in map(str, element.attrib)):
        yield Early(line, "message_unexpected", "error", path)
    if part.content is None:
        return
    if callable(part.content):
        if len(element):
            yield Early(line, "message_unexpected", "error", path)
        elif not part.content(element.text or ""):
            yield Early(line, "message_value", "error", path)
        return
    if any(text.strip() for text in (element.text or "", *(child.tail or "" for child in element))):
        yield Early(line, "message_unexpected", "error", path)
    yield from _children(element, part.content, path, basis if part.basis else own, basis)


def _children(element: etree._Element, parts: Sequence[Part], path: str, own: str, basis: str) -> Iterator[Early]:
    children, at = list(element), 0
    for part in parts:
        here = f"{path}/{part.name}".lstrip("/")
        first = at
        while at < len(children) and children[at].tag == f"{{{own}}}{part.name}" and (part.many or at == first):
            yield from _element(children[at], part, here, own, basis)
            at += 1
        if at == first and part.required:
            yield Early(line_of(element), "message_missing", "error", here)
    if at < len(children):
        name = etree.QName(children[at]).localname
        shown = name if re.fullmatch(r"[A-Za-z]{1,40}", name) else ""
        yield Early(line_of(children[at]), "message_unexpected", "error", path, shown)
