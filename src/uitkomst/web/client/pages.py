"""What every page behind a personal link has: no account, no cookie, kept by no browser, and one answer to every link that leads nowhere.

There is no cross-site request to forge here: nothing but the secret in the address says who asks, and no cookie comes along.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from uitkomst.flows.refusals import NotFound, Refused

Answer = Callable[..., HttpResponse]
_HEADERS = {
    "Cache-Control": "no-store, private",
    # The address is the key: it goes along to nobody.
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
}


def link_page(*methods: str) -> Callable[[Answer], Answer]:
    """A page behind a personal link."""

    def wrap(view: Answer) -> Answer:
        @csrf_exempt
        @require_http_methods([*methods, *(["HEAD"] if "GET" in methods else [])])
        @wraps(view)
        def answer(request: HttpRequest, **named: Any) -> HttpResponse:
            try:
                response = view(request, **named)
            except NotFound:
                response = say(request, "over", {}, status=404)
            except Refused as refused:
                spoken = (get_language() or "nl")[:2]
                response = say(request, "over", {"wait": refused.text(spoken if spoken in ("nl", "en") else "nl")}, status=429)
                response["Retry-After"] = str(refused.details.get("seconds", 1))
            for name, value in _HEADERS.items():
                response[name] = value
            return response

        return answer

    return wrap


def say(request: HttpRequest, template: str, context: dict[str, Any], *, language: str = "", status: int = 200) -> HttpResponse:
    """The page ``templates/web/client/<template>.html`` in this language (else that of the browser)."""
    with override(language or get_language() or "nl"):
        return render(request, f"web/client/{template}.html", context, status=status)
