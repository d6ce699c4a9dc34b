"""Who has which role here; inviting a colleague (the only way to an account), giving a role, ending one."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from uitkomst.flows import people as flow
from uitkomst.flows.invite import invite_by_mail
from uitkomst.flows.refusals import NotFound, Refused
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.kinds import ROLES_OF
from uitkomst.organisations.rights import Right, require
from uitkomst.vocabulary.typed import number_of
from uitkomst.web import words
from uitkomst.web.pages import page, show
from uitkomst.web.typed import typed_before, typed_by

_FIELDS = ("name", "email", "role")


@page("GET", "POST")
def people(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The people of the own organisation. The link of a new invitation is mailed, or else shown once; only a hash of it is kept."""
    require(actor, Right.SEE_PEOPLE)
    if request.method != "POST":
        return _page(request, actor, {"typed": typed_before(request)})
    typed = {name: request.POST.get(name, "") for name in _FIELDS}
    try:
        invited = invite_by_mail(actor=actor, now=timezone.now(), link_of=partial(_link, request), **typed)
    except Refused as refused:
        return _page(request, actor, {"typed": typed, "refused": refused.text(words.language())}, status=400)
    return _page(request, actor, {"invited": invited, "until": words.day(invited.invitation.expires_at)})


def _link(request: HttpRequest, secret: str) -> str:
    return request.build_absolute_uri(reverse("invitation", kwargs={"token": secret}))


def _page(request: HttpRequest, actor: Actor, more: dict[str, Any], status: int = 200) -> HttpResponse:
    shown = flow.show_people(actor=actor, now=timezone.now())
    return show(
        request,
        "people",
        {"shown": shown, "kinds": sorted(ROLES_OF[actor.organisation_kind]), "typed_by": typed_by(request), **more},
        status=status,
    )


@page("POST")
def give_role(request: HttpRequest, actor: Actor) -> HttpResponse:
    """One more role for somebody who is known here."""
    require(actor, Right.INVITE)
    person, role = request.POST.get("person", ""), request.POST.get("role", "")
    person_id = number_of(person)
    if person_id is None:
        raise NotFound
    try:
        flow.give_role(actor=actor, now=timezone.now(), person_id=person_id, role=role)
    except Refused as refused:
        return _page(request, actor, {"refused": refused.text(words.language()), "given": person, "given_role": role}, status=400)
    return redirect("people")


@page("GET", "POST")
def role(request: HttpRequest, actor: Actor, role_id: int) -> HttpResponse:
    """End one role: now, or after a last day."""
    require(actor, Right.INVITE)
    refused, typed = "", (request.POST.dict() or typed_before(request)).get("last_day", "").strip()
    if request.method == "POST":
        try:
            flow.end_role(actor=actor, now=timezone.now(), role_id=role_id, last_day=_day(typed) if _asks_day(request) else None)
        except Refused as why:
            refused = why.text(words.language())
        else:
            return redirect("people")
    shown = flow.show_role(actor=actor, now=timezone.now(), role_id=role_id)
    return show(request, "role", {"one": shown, "refused": refused, "last_day": typed}, status=400 if refused else 200)


def _asks_day(request: HttpRequest) -> bool:
    return request.POST.get("when") == "later"


def _day(typed: str) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise Refused("wrong_last_day") from None


@page("POST")
def withdraw(request: HttpRequest, actor: Actor, invitation_id: int) -> HttpResponse:
    """The link of an invitation works no more."""
    flow.withdraw_invitation(actor=actor, now=timezone.now(), invitation_id=invitation_id)
    return redirect("people")
