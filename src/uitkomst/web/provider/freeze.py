"""Freeze: make a snapshot of what was accepted, and follow how far it is."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from uitkomst.flows.freeze_period import freeze_period, possible_periods
from uitkomst.flows.refusals import Refused
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.rights import Right, require
from uitkomst.records import queries
from uitkomst.records.queries import Progress
from uitkomst.web import words
from uitkomst.web.pages import page, path, show


@page("GET", "POST")
def freeze(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Choose a period; see the snapshots that are there."""
    require(actor, Right.FREEZE)
    refused = ""
    if request.method == "POST":
        try:
            freeze_period(actor=actor, now=timezone.now(), period=request.POST.get("period", ""))
            return redirect("freeze")
        except Refused as found:
            refused = found.text(words.language())
    context: dict[str, Any] = {
        "periods": possible_periods(actor),
        "snapshots": queries.snapshots(actor)[:20],
        "progress": _progress(actor),
        "progress_url": reverse("freeze_progress"),
        "refused": refused,
        **path("freeze"),
    }
    context["busy"] = context["progress"] is not None
    return show(request, "freeze", context, status=400 if refused else 200)


def _progress(actor: Actor) -> Progress | None:
    """How far the newest snapshot that is being made is."""
    busy = queries.snapshots(actor).filter(state="freezing").first()
    return queries.snapshot_progress(actor, busy.pk) if busy else None


@page("GET")
def freeze_progress(request: HttpRequest, actor: Actor) -> HttpResponse:
    """How far freezing is, as a part of the page."""
    require(actor, Right.FREEZE)
    progress = _progress(actor)
    if progress is None:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "web/parts/progress.html", {"progress": progress, "progress_url": request.path})
