"""What holds for every page: nothing is kept by browsers, demo people exist in the demo only, the second factor comes first."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from uitkomst.organisations import log_in

Next = Callable[[HttpRequest], HttpResponse]
_SEEN, _MINUTE = "seen", 60


class NotKept:
    """Pages of somebody who is logged in are kept by no browser and no proxy."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated:
            response.setdefault("Cache-Control", "no-store, private")
        response.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=(), interest-cohort=()")
        return response


class StillHere:
    """A session ends some time after the last request. It is written at most once a minute, not at every request."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and time.time() - request.session.get(_SEEN, 0) >= _MINUTE:
            request.session[_SEEN] = int(time.time())
        return self.get_response(request)


class OnlyDemoPeopleInDemo:
    """A demo account outside the demo is logged out at once, whatever session it came with; and the other way round."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and request.user.demo != settings.DEMO:
            logout(request)
        return self.get_response(request)


class SecondFactorFirst:
    """Whoever has a role that needs the second factor sets it up before anything else (product.md 6; standards.md 5.5)."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and log_in.lacks_second_factor(request) and not self._may_pass(request.path):
            return redirect(reverse("mfa_activate_totp"))
        return self.get_response(request)

    def _may_pass(self, path: str) -> bool:
        account = reverse("account_login").removesuffix("login/")
        return path.startswith((account, settings.STATIC_URL, reverse("theme"), "/language/", "/health/"))


class NothingTypedIsLost:
    """A form that comes after the session has ended: what was typed is kept, and log-in leads back to the page of the form."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        came_without = request.method == "POST" and not request.user.is_authenticated and "typed_by" in request.POST
        if came_without and (page := log_in.keep_typed(request)):
            return redirect(f"{reverse('account_login')}?{urlencode({'next': page})}")
        return self.get_response(request)
