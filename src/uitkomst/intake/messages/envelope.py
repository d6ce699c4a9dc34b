"""The envelope in which a message travels between municipality and provider: opened once, and never more than once.

Source: standard facts 1.7 (StUF GGk ``Di01``: the message as base64 in ``xmlBestand``).
"""

from __future__ import annotations

import base64
import binascii

from lxml import etree

from uitkomst.intake.messages.standard import ENVELOPES

_INSIDE = "xmlBestand"


def is_envelope(root: etree._Element) -> bool:
    """Whether this is an envelope, and no message."""
    namespace = (etree.QName(root).namespace or "").lower()
    return any(sign in namespace for sign in ENVELOPES)


def inside(root: etree._Element, largest: int) -> bytes | None:
    """The message in an envelope; None when there is none, more than one, or it cannot be unpacked."""
    found = [one for one in root.iter(etree.Element) if etree.QName(one).localname == _INSIDE]
    if len(found) != 1 or len(found[0]):
        return None
    try:
        content = base64.b64decode("".join((found[0].text or "").split()), validate=True)
    except (binascii.Error, ValueError):
        return None
    return content if 0 < len(content) <= largest else None
