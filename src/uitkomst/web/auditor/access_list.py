"""Who saw one client: asked with a form that is sent, so that no number of a client stands in an address."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from uitkomst.flows.access_list import access_list_file, show_access_list
from uitkomst.flows.refusals import Refused
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.rights import Right, require
from uitkomst.web import words
from uitkomst.web.auditor.log import event_said
from uitkomst.web.downloads import as_file
from uitkomst.web.pages import page, show
from uitkomst.web.typed import typed_before


@page("GET", "POST")
def access_list(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The form, what was found, and the same as a file."""
    require(actor, Right.SEE_AUDIT_LOG)
    if request.method != "POST":
        return show(request, "access_list", {"asked": typed_before(request).get("client", "")})
    asked, now = request.POST.get("client", ""), timezone.now()
    try:
        if request.POST.get("do") == "file":
            name, content_type, content = access_list_file(actor=actor, now=now, asked=asked)
            return as_file(content, content_type, name)
        found = show_access_list(actor=actor, now=now, asked=asked)
    except Refused as refused:
        return show(request, "access_list", {"asked": asked, "refused": refused.text(words.language())}, status=400)
    context = {"asked": asked, "found": found, "events": [event_said(event) for event in found.events]}
    return show(request, "access_list", context)
