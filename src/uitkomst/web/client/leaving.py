"""Ask to be sent nothing more. A look at the page changes nothing: mail programs look at links by themselves."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from uitkomst.flows.care.answering import leave_me, look_to_leave
from uitkomst.organisations.log_in import address_of
from uitkomst.web.client.pages import link_page, say


@link_page("GET", "POST")
def leave(request: HttpRequest, secret: str) -> HttpResponse:
    """One button, and then it is so."""
    if request.method == "POST":
        leave_me(secret=secret, now=timezone.now(), address=address_of(request))
        return say(request, "leave", {"done": True})
    look_to_leave(secret=secret, now=timezone.now(), address=address_of(request))
    return say(request, "leave", {"done": False})
