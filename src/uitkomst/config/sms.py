"""Text messages: what is wrong with the settings of the gateway."""

from __future__ import annotations

import re
from collections.abc import Collection
from urllib.parse import urlsplit

_SENDER = re.compile(r"[A-Za-z0-9 ]{1,11}|\+[1-9]\d{7,14}")
"""What a telephone shows as the sender: a name of eleven characters, or a number. Source: 3GPP TS 23.040, 9.1.2.5."""


def sms_fault(gateway: str, url: str, token: str, sender: str, *, gateways: Collection[str]) -> str:
    """What is wrong: gateway, alone (the rest is said, and no gateway), address, token or sender; "" when nothing is."""
    if not gateway:
        return "alone" if url or token or sender else ""
    if gateway not in gateways:
        return "gateway"
    try:
        found = urlsplit(url)
        local = found.hostname in ("localhost", "127.0.0.1")
        found.port  # noqa: B018  a port that is no number raises here
    except ValueError:
        return "address"
    if not found.hostname or found.username or not (found.scheme == "https" or (found.scheme == "http" and local)):
        return "address"
    if not token or not token.isascii() or not token.isprintable():
        return "token"
    return "" if _SENDER.fullmatch(sender) else "sender"
