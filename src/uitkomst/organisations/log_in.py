"""Log-in: who may, and whether the second factor is done. The rules around allauth."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from uitkomst.organisations.queries import needs_second_factor


class ClosedDoor(DefaultAccountAdapter):
    """Nobody opens an account without an invitation."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, object]) -> None:
        """No letter leaves from here: invitations have their own."""


def second_factor_done(request: HttpRequest) -> bool:
    """Whether this session was opened with the second factor. In the demo the accounts have none."""
    if settings.DEMO:
        return True
    return any(record.get("method") == "mfa" for record in get_authentication_records(request)) or is_mfa_enabled(request.user)


def lacks_second_factor(request: HttpRequest) -> bool:
    """Whether this person must still set up the second factor before going on."""
    if settings.DEMO:
        return False
    return needs_second_factor(request.user, timezone.localdate()) and not is_mfa_enabled(request.user)
