"""The mail server, from one address: smtp://user:password@server:587 (STARTTLS), smtps://…:465 (TLS), smtp+plain://localhost:25 (none)."""

from __future__ import annotations

from email.utils import parseaddr
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

_PORTS = {"smtp": 587, "smtps": 465, "smtp+plain": 25}
_SECONDS = 15
"""How long a page waits for the mail server before it says that the letter could not be sent."""


def mail_settings(url: str) -> dict[str, Any]:
    """Django's settings for mail. With an address that is missing or wrong nothing is sent; ``mail_fault`` says what is wrong."""
    found = _split(url)
    if not url or found is None or mail_fault(url):
        return {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend", "EMAIL_HOST": ""}
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": found.hostname,
        "EMAIL_PORT": found.port or _PORTS[found.scheme],
        "EMAIL_HOST_USER": unquote(found.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(found.password or ""),
        "EMAIL_USE_TLS": found.scheme == "smtp",
        "EMAIL_USE_SSL": found.scheme == "smtps",
        "EMAIL_TIMEOUT": _SECONDS,
    }


def mail_fault(url: str) -> str:
    """What is wrong with the address of the mail server: scheme, server, path or plain; "" when nothing is."""
    found = _split(url)
    if not url:
        return ""
    if found is None or found.scheme not in _PORTS:
        return "scheme"
    if not found.hostname:
        return "server"
    if found.path.strip("/") or found.query or found.fragment:
        return "path"
    # A password never goes over the line unprotected.
    return "plain" if found.scheme == "smtp+plain" and found.password else ""


def is_sender(text: str) -> bool:
    """Whether this can stand as the sender of a letter: an address, with or without a name before it."""
    _, address = parseaddr(text)
    return "@" in address.strip("@") and not any(character in text for character in "\r\n")


def _split(url: str) -> SplitResult | None:
    try:
        found = urlsplit(url)
        found.port  # noqa: B018  a port that is no number raises here
    except ValueError:
        return None
    return found
