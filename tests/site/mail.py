"""A real mail server for tests: it listens on this machine, keeps the letters it gets, and can be told to refuse."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.test import override_settings

SMTP_BACKEND = "django.core.mail.backends.smtp.EmailBackend"


class Mailbox:
    """What the server got. ``answer``: what it says to every letter; anything but 250 and the letter is not kept."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.answer = ""
        self.address: tuple[str, int] = ("", 0)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Called by aiosmtpd for each letter."""
        if self.answer:
            return self.answer
        letter = message_from_bytes(envelope.content or b"", policy=policy.default)
        assert isinstance(letter, EmailMessage)
        letter["X-Taken-For"] = ", ".join(envelope.rcpt_tos)
        self.letters.append(letter)
        return "250 OK"

    def only(self) -> EmailMessage:
        """The one letter that came."""
        (letter,) = self.letters
        return letter

    def text(self) -> str:
        """The words of the one letter that came."""
        return str(self.only().get_content())


@pytest.fixture(scope="session")
def mail_server() -> Iterator[Mailbox]:
    """The server, once a run; it takes any free port."""
    mailbox = Mailbox()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        mailbox.address = free.getsockname()
    controller = Controller(mailbox, hostname=mailbox.address[0], port=mailbox.address[1])
    controller.start()
    yield mailbox
    controller.stop()


@pytest.fixture
def mailbox(mail_server: Mailbox) -> Iterator[Mailbox]:
    """The application sends its letters to the server; the mailbox is empty at the start of the test."""
    mail_server.letters, mail_server.answer = [], ""
    host, port = mail_server.address
    with override_settings(EMAIL_BACKEND=SMTP_BACKEND, EMAIL_HOST=host, EMAIL_PORT=port, EMAIL_USE_TLS=False, EMAIL_TIMEOUT=5):
        yield mail_server
