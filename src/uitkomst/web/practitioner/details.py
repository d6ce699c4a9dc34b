"""What is known of a client, and what may never be sent."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from uitkomst.care import queries
from uitkomst.care.states import Channel
from uitkomst.flows.care.change_client import change_details, show_details
from uitkomst.flows.refusals import Refused
from uitkomst.organisations.actor import Actor
from uitkomst.web import words
from uitkomst.web.pages import page, show
from uitkomst.web.practitioner import naming


@page("GET", "POST")
def details(request: HttpRequest, actor: Actor, trajectory_id: UUID) -> HttpResponse:
    """Change it; what was typed stays when something is wrong."""
    refused, wrong = "", ""
    if request.method == "POST":
        try:
            change_details(actor=actor, now=timezone.now(), trajectory_id=trajectory_id, typed=request.POST.dict())
            return redirect(_after(actor, trajectory_id))
        except Refused as found:
            refused, wrong = found.text(words.language()), str(found.details.get("field", ""))
    found_details = show_details(actor=actor, now=timezone.now(), trajectory_id=trajectory_id)
    one = found_details.trajectory
    context = {
        "one": one,
        "client": one.client,
        "people": [_person(request, informant, one) for informant in one.client.informants.all()],
        "channels": [(channel.value, words.text(f"channel_short.{channel}")) for channel in Channel],
        "colleagues": found_details.colleagues,
        "every": [(months, words.text("details.every_0") if months == "0" else words.text("details.every_months", number=int(months)))
                  for months in found_details.every],
        "follow_up": [(months, words.text("details.follow_0") if months == "0" else words.text("details.follow_months", number=int(months)))
                      for months in found_details.follow_up],
        "stand_in": str(one.stand_in_id or ""),
        "every_now": str(one.every_months),
        "follow_now": str(one.follow_up_months),
        "history": [
            (change, who, words.text(f"field_name.{change.field}") if words.has(f"field_name.{change.field}") else change.field)
            for change, who in found_details.history
        ],
        "refused": refused,
        "wrong": wrong,
    }  # fmt: skip
    return show(request, "practitioner/details", context, status=400 if refused else 200)


def _after(actor: Actor, trajectory_id: UUID) -> str:
    """The client's page; the list when the client was handed over to a colleague."""
    if queries.trajectory(actor, trajectory_id) is None:
        return reverse("clients")
    return reverse("trajectory", kwargs={"trajectory_id": trajectory_id})


def _person(request: HttpRequest, informant: object, one: object) -> dict[str, object]:
    """Fields of one person, as typed when the form came back, else as they are."""
    pk = informant.pk  # type: ignore[attr-defined]
    names = ("name", "email", "channel", "no_contact", "unsafe_address", "custody")
    typed = request.method == "POST"
    values = {name: request.POST.get(f"{pk}:{name}", "") if typed else getattr(informant, name) for name in names}
    return {"pk": pk, "informant": informant, "title": naming.informant_name(informant, one), **values}  # type: ignore[arg-type]
