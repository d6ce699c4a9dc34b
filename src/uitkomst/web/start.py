"""The start page: what waits for you, in words, each with one button (screens 9)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from uitkomst.flows.refusals import NotFound
from uitkomst.flows.show_start import show_start
from uitkomst.flows.start.waiting import Waiting
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.queries import organisations_of
from uitkomst.web import rooms, words
from uitkomst.web.pages import page, show


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that waits, in words."""

    heading: str
    text: str
    button: str
    url: str


@page("GET")
def start(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What waits for this person."""
    found = show_start(actor=actor, now=timezone.now())
    known = [[_item(one) for one in part if one.code in rooms.waiting()] for part in (found.waiting, found.rest)]
    return show(request, "start", {"waiting": known[0], "rest": known[1]})


def _item(one: Waiting) -> Item:
    name, needs = rooms.waiting()[one.code]
    said = _said(one.details)
    text = f"{one.code}_{said['why']}" if said.get("why") and words.has(f"start_text.{one.code}_{said['why']}") else one.code
    return Item(
        words.text(f"start_heading.{one.code}", **said),
        words.text(f"start_text.{text}", **said),
        words.text(f"start_button.{one.code}", **said),
        reverse(name, kwargs={needs: one.object_id} if needs else {}),
    )


def _said(details: dict[str, Any]) -> dict[str, Any]:
    """Periods and moments as the reader writes them."""
    said = dict(details)
    if said.get("period"):
        said["period"] = words.figures().period(said["period"])
    return {name: words.day(value) if isinstance(value, date) else value for name, value in said.items()}


@page("POST")
def switch_organisation(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Go on for another organisation in which this person has a role."""
    chosen = request.POST.get("organisation", "")
    known = {str(organisation.pk): organisation.pk for organisation in organisations_of(request.user, timezone.localdate())}
    if chosen not in known:
        raise NotFound
    request.session["organisation"] = known[chosen]
    return redirect("start")
