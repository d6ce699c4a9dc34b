"""Where the personal links lead: the one place that writes their addresses. They say nothing: ``v`` and a secret.

Always the address that was set for the site (UITKOMST_ADDRESS), never that of the request: a link is opened elsewhere and later.
"""

from __future__ import annotations

from django.conf import settings

from uitkomst.care.links import leave_token
from uitkomst.care.types import Informant
from uitkomst.vocabulary.channels import way


def answer_address(secret: str) -> str:
    """The questions of one invitation."""
    return f"{settings.SITE_ADDRESS}/v/{secret}/"


def own_address(secret: str) -> str:
    """The own goals and progress of one informant; a code is asked there."""
    return f"{settings.SITE_ADDRESS}/v/own/{secret}/"


def leave_address(informant: Informant) -> str:
    """Where this person asks to be sent nothing more."""
    return f"{settings.SITE_ADDRESS}/v/stop/{leave_token(informant.leave_nonce)}/"


def leave_behind_link(informant: Informant, channel: str) -> str:
    """The secret part of that address, where the message had no room for it and the page behind its link shows it; "" elsewhere."""
    return leave_token(informant.leave_nonce) if way(channel).stop_behind_link else ""


def news_address(secret: str) -> str:
    """What became of what clients said."""
    return f"{settings.SITE_ADDRESS}/v/n/{secret}/"
