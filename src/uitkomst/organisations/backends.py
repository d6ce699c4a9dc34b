"""Who may log in, and how: with a password; in the demo by choosing one of its accounts."""

from __future__ import annotations

from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings
from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest

from uitkomst.organisations.models import Person
from uitkomst.organisations.session import person_of_session


class PasswordBackend(AuthenticationBackend):
    """E-mail address and password. Never for an account of the demo."""

    def authenticate(self, request: HttpRequest | None, **credentials: object) -> Person | None:
        # Refused here and not in ``user_can_authenticate``: allauth lets whom that refuses go on to its page for inactive accounts.
        found = super().authenticate(request, **credentials)
        return found if found and not found.demo else None

    def get_user(self, user_id: int) -> Person | None:
        found = person_of_session(user_id)
        return found if found and not found.demo and self.user_can_authenticate(found) else None


class DemoBackend(BaseBackend):
    """The accounts of the demo, chosen from its log-in page. Exists in the demo only, for demo accounts only."""

    def authenticate(self, request: HttpRequest | None, demo_person: int | None = None) -> Person | None:
        return self.get_user(demo_person) if demo_person is not None else None

    def get_user(self, user_id: int) -> Person | None:
        if not settings.DEMO:
            return None
        found = person_of_session(user_id)
        return found if found and found.demo and found.is_active else None
