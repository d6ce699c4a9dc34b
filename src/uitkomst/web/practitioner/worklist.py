"""The list of a practitioner: unread answers first, then who waits for what, then all clients (screens 9)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from uitkomst.flows.care.show_client import find_client
from uitkomst.flows.care.worklist import ToDo, show_worklist
from uitkomst.organisations.actor import Actor
from uitkomst.web.pages import page, show
from uitkomst.web.practitioner import naming

_WHERE = {"close": "closing", "complete": "closing", "no_goals": "new_goal", "off_track": "goals", "unread": "trajectory"}


@page("GET")
def clients(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Who waits for what."""
    found = show_worklist(actor=actor, now=timezone.now())
    asked = [item for item in found.waiting if item.code == "waits"]
    context = {
        "unread": [_line(item) for item in found.unread],
        "waiting": [_line(item) for item in found.waiting if item.code != "waits"],
        "asked": [_line(item) for item in asked],
        "running": found.running,
        "closed": found.closed,
        "others": any(one.practitioner_id != actor.person_id for one in found.running),
    }
    return show(request, "practitioner/clients", context)


def _line(item: ToDo) -> dict[str, object]:
    if item.code in ("hand_over", "unsure", "not_taken", "waits"):
        url = reverse("hand_over", kwargs={"invitation_id": item.object_id})
    else:
        url = reverse(_WHERE[item.code], kwargs={"trajectory_id": item.trajectory.pk})
    return {**naming.to_do(item), "url": url}


@page("GET")
def find(request: HttpRequest, actor: Actor, number: str) -> HttpResponse:
    """A link from the case file system: the client with this number."""
    return redirect("trajectory", trajectory_id=find_client(actor=actor, now=timezone.now(), number=number))
