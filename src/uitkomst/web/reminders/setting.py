"""Whether somebody wants reminders by mail; by the link in one without logging in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from uitkomst.flows.conversation import remind as flow
from uitkomst.flows.refusals import NotFound
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.log_in import address_of
from uitkomst.web.client.pages import link_page, say
from uitkomst.web.pages import page, show


@page("GET", "POST")
def setting(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The own setting."""
    if request.method == "POST":
        flow.set_reminders(actor=actor, now=timezone.now(), wanted=request.POST.get("wanted") == "yes")
        return redirect("reminders")
    return show(request, "reminders", {"wanted": flow.wants_reminders(actor=actor)})


@link_page("GET", "POST")
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """One button, and then it is so. A look at the page changes nothing: mail programs look at links by themselves."""
    if request.method == "POST":
        flow.stop_by_link(token=token, now=timezone.now(), address=address_of(request))
        return say(request, "no_reminders", {"done": True})
    if not flow.is_link_to_stop(token=token):
        raise NotFound
    return say(request, "no_reminders", {"done": False})
