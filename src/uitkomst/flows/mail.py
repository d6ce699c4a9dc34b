"""Letters by e-mail, one at a time, as plain text. Nothing of them stands in the logs."""

from __future__ import annotations

import logging
import smtplib
from collections.abc import Mapping

from django.conf import settings
from django.core.mail import EmailMessage

_LOG = logging.getLogger("uitkomst.mail")
_REFUSED = (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused, smtplib.SMTPNotSupportedError, ConnectionRefusedError, ValueError)
"""What a server says, or what happens before anything was handed over: the letter certainly did not leave."""


class NotSent(Exception):
    """The mail server (or gateway) did not take this letter: it is not there, refuses us, or refuses the address.

    certain: nothing was sent. Otherwise the line broke, and nobody knows. final: it need not be tried again. why: without a person.
    """

    def __init__(self, *, certain: bool = True, final: bool = False, why: str = "") -> None:
        self.certain, self.final, self.why = certain, final, why
        super().__init__("not sent")


def can_send() -> bool:
    """Whether this installation has a mail server (UITKOMST_MAIL_URL)."""
    return bool(settings.EMAIL_HOST)


def can_send_to_clients() -> bool:
    """Whether letters to clients may go: also a sender of their own is needed (UITKOMST_CLIENT_MAIL_FROM), which shows no care."""
    return can_send() and bool(settings.CLIENT_FROM_EMAIL)


def send(*, to: str, subject: str, text: str, reply_to: str = "", sender: str = "", more: Mapping[str, str] | None = None) -> None:
    """Send one letter, outside any transaction: what is written down before it stays when it fails. Raises NotSent.

    sender: where it comes from, when that is not UITKOMST_MAIL_FROM. more: further lines of its head.
    """
    if not can_send():
        raise NotSent
    # A mail program must not answer this letter by itself ("out of office"), nor file it as a bulk letter.
    headers = {"Auto-Submitted": "auto-generated", **(more or {})}
    letter = EmailMessage(subject, text, sender or None, to=[to], reply_to=[reply_to] if reply_to else None, headers=headers)
    try:
        letter.send()
    except (smtplib.SMTPException, OSError, ValueError) as error:
        # Only the kind of error: what a server says back can hold the address.
        _LOG.warning("letter not sent", extra={"details": {"error": type(error).__name__}})
        raise NotSent(certain=isinstance(error, _REFUSED)) from None
