"""Read what was heard and what is done, without an account; one button says that one need not hear it again."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from uitkomst.flows.care.read_news import no_more_news, read_news
from uitkomst.organisations.log_in import address_of
from uitkomst.web.client.pages import link_page, say


@link_page("GET", "POST")
def news(request: HttpRequest, token: str) -> HttpResponse:
    """The message; a look changes nothing."""
    known = {"token": token, "now": timezone.now(), "address": address_of(request)}
    found = no_more_news(**known) if request.method == "POST" else read_news(**known)
    context = {"news": found, "you": "je" if found.for_child else "u", "token": token, "language": found.language, "leave": found.leave}
    return say(request, "news", context, language=found.language)
