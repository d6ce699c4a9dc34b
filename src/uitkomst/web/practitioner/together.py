"""Help that several providers give together: who else, and who asks the questions at the end."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from uitkomst.flows.care.together import keep_together, show_together
from uitkomst.flows.refusals import Refused
from uitkomst.organisations.actor import Actor
from uitkomst.web import words
from uitkomst.web.pages import page, show
from uitkomst.web.typed import typed_before


@page("GET", "POST")
def together(request: HttpRequest, actor: Actor, trajectory_id: UUID) -> HttpResponse:
    """Two lines; what was typed stays when something is wrong."""
    refused, wrong, typed = "", "", typed_before(request)
    if request.method == "POST":
        typed = request.POST.dict()
        try:
            keep_together(actor=actor, now=timezone.now(), trajectory_id=trajectory_id, typed=typed)
            return redirect("trajectory", trajectory_id=trajectory_id)
        except Refused as found:
            refused, wrong = found.text(words.language()), str(found.details.get("field", ""))
    one = show_together(actor=actor, now=timezone.now(), trajectory_id=trajectory_id)
    values = {name: typed.get(name, getattr(one, name)) for name in ("together_with", "outcome_asked_by")}
    context = {"one": one, "client": one.client, "values": values, "refused": refused, "wrong": wrong}
    return show(request, "practitioner/together", context, status=400 if refused else 200)
