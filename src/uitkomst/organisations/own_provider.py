"""Log-in with the organisation's own identity provider: for an account that is there, found by an address that the provider verified."""

from __future__ import annotations

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest
from django.shortcuts import redirect

from uitkomst.organisations.models import Person


class OwnProvider(DefaultSocialAccountAdapter):
    """Opens no accounts, keeps no tokens, and lets no account of the demo in."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Once the provider has said who it is. Whoever has no account here, or no verified address, is told so."""
        person = sociallogin.user if sociallogin.is_existing else _by_address(sociallogin)
        if person is None or person.demo or not person.is_active:
            raise ImmediateHttpResponse(redirect("socialaccount_login_error"))


def _by_address(sociallogin: Any) -> Person | None:
    verified = [address.email for address in sociallogin.email_addresses if address.verified]
    return Person.objects.filter(email__iexact=verified[0]).first() if len(verified) == 1 else None
