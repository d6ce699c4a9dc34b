"""Where the personal links lead: the one place that writes their addresses. They say nothing: ``v`` and a secret.

Always the address that was set for the site (UITKOMST_ADDRESS), never that of the request: a link is opened elsewhere and later.
"""

from __future__ import annotations

from django.conf import settings

from uitkomst.care.types import Informant


def answer_address(secret: str) -> str:
    """The questions of one invitation."""
    return f"{settings.SITE_ADDRESS}/v/{secret}/"


def own_address(secret: str) -> str:
    """The own goals and progress of one informant; a code is asked there."""
    return f"{settings.SITE_ADDRESS}/v/own/{secret}/"


def leave_address(informant: Informant) -> str:
    """Where this person asks to be sent nothing more."""
    return f"{settings.SITE_ADDRESS}/v/stop/{informant.secret}/"
