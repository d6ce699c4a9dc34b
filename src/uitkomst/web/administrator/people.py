"""Who has which role here, and inviting a colleague: the only way to an account."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from uitkomst.flows.invite import invite_by_mail
from uitkomst.flows.refusals import Refused
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.kinds import ROLES_OF
from uitkomst.organisations.queries import people_of
from uitkomst.organisations.rights import Right, require
from uitkomst.web import words
from uitkomst.web.pages import page, show

_FIELDS = ("name", "email", "role")


@page("GET", "POST")
def people(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The people of the own organisation. The link of a new invitation is mailed, or else shown once; only a hash of it is kept."""
    require(actor, Right.SEE_PEOPLE)
    if request.method != "POST":
        return _page(request, actor, {})
    typed = {name: request.POST.get(name, "") for name in _FIELDS}
    try:
        invited = invite_by_mail(actor=actor, now=timezone.now(), link_of=partial(_link, request), **typed)
    except Refused as refused:
        return _page(request, actor, {"typed": typed, "refused": refused.text(words.language())}, status=400)
    return _page(request, actor, {"invited": invited, "until": words.day(invited.invitation.expires_at)})


def _link(request: HttpRequest, secret: str) -> str:
    return request.build_absolute_uri(reverse("invitation", kwargs={"token": secret}))


def _page(request: HttpRequest, actor: Actor, more: dict[str, Any], status: int = 200) -> HttpResponse:
    context = {"roles": people_of(actor, timezone.localdate()), "kinds": sorted(ROLES_OF[actor.organisation_kind]), **more}
    return show(request, "people", context, status=status)
