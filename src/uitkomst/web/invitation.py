"""Take an invitation: choose a password, or take one more role with the account one has."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from uitkomst.flows.invite import accept_invitation
from uitkomst.flows.refusals import Refused
from uitkomst.organisations import log_in
from uitkomst.organisations.queries import open_invitation
from uitkomst.web import words
from uitkomst.web.pages import show


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind the link of an invitation; for whoever has the link, once."""
    now = timezone.now()
    found = open_invitation(token, now)
    if found is None:
        return show(request, "invitation_over", status=404)
    refused = ""
    if request.method == "POST":
        person = request.user if request.user.is_authenticated else None
        try:
            accept_invitation(
                now=now, token=token, password=request.POST.get("password", ""), address=log_in.address_of(request), person=person
            )
            return redirect("start")
        except Refused as why:
            refused = why.text(words.language())
    context = {"invitation": found, "refused": refused, "has_account": request.user.is_authenticated}
    return show(request, "invitation", context, status=400 if refused else 200)
