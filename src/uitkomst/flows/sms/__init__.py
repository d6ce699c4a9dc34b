"""Text messages through a gateway: the interface. Which gateway is told by a setting; without one nothing is sent and nothing is offered.

A gateway is a file in ``library`` with one function, ``send(*, to, text, key)``: it hands over one message and returns, or raises
``flows.mail.NotSent``. The same key is the same message, however often it is handed over.
"""

from __future__ import annotations

import logging
import pkgutil
from importlib import import_module
from importlib.resources import files

from django.conf import settings

from uitkomst.flows.mail import NotSent

_LOG = logging.getLogger("uitkomst.sms")


def gateways() -> list[str]:
    """The gateways that there are, by the name that the setting has."""
    return sorted(one.name for one in pkgutil.iter_modules([str(files("uitkomst.flows.sms").joinpath("library"))]))


def can_send() -> bool:
    """Whether this installation can send text messages: a gateway, where it is, and a sender that shows no care (UITKOMST_SMS…)."""
    return bool(settings.SMS and settings.SMS_URL and settings.SMS_TOKEN and settings.SMS_FROM)


def send(*, to: str, text: str, key: str) -> None:
    """Hand one message over, outside any transaction. to: E.164. Raises NotSent. Neither number nor text stands in the log."""
    if not can_send():
        raise NotSent
    try:
        import_module(f"uitkomst.flows.sms.library.{settings.SMS}").send(to=to, text=text, key=key)
    except NotSent as not_sent:
        _LOG.warning("text message not sent", extra={"details": {"why": not_sent.why}})
        raise
