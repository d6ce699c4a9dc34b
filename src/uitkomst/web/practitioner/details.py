"""What is known of a client, and what may never be sent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from uitkomst.care import queries
from uitkomst.care.states import Channel
from uitkomst.care.types import Trajectory
from uitkomst.flows.care.change_client import change_details, show_details
from uitkomst.flows.care.ways import can_send, to_prefer
from uitkomst.flows.refusals import Refused
from uitkomst.organisations.actor import Actor
from uitkomst.web import words
from uitkomst.web.pages import page, show
from uitkomst.web.practitioner import naming
from uitkomst.web.typed import typed_before


@page("GET", "POST")
def details(request: HttpRequest, actor: Actor, trajectory_id: UUID) -> HttpResponse:
    """Change it; what was typed stays when something is wrong."""
    refused, wrong, typed = "", "", {}
    if request.method == "POST":
        typed = request.POST.dict()
        try:
            change_details(actor=actor, now=timezone.now(), trajectory_id=trajectory_id, typed=typed)
            return redirect(_after(actor, trajectory_id))
        except Refused as found:
            refused, wrong = found.text(words.language()), str(found.details.get("field", ""))
    found_details = show_details(actor=actor, now=timezone.now(), trajectory_id=trajectory_id)
    one, typed = found_details.trajectory, typed or typed_before(request)
    context = {
        "one": one,
        "client": one.client,
        "people": [_person(typed, informant, one) for informant in one.client.informants.all()],
        "texts": can_send(Channel.SMS),
        "colleagues": found_details.colleagues,
        "teams": found_details.teams,
        "every": [(months, words.text("details.every_0") if months == "0" else words.text("details.every_months", number=int(months)))
                  for months in found_details.every],
        "follow_up": [(months, words.text("details.follow_0") if months == "0" else words.text("details.follow_months", number=int(months)))
                      for months in found_details.follow_up],
        "values": typed or _as_it_is(one),
        "history": [
            (line, words.text(f"field_name.{line.change.field}") if words.has(f"field_name.{line.change.field}") else line.change.field)
            for line in found_details.history
        ],
        "refused": refused,
        "wrong": wrong,
    }  # fmt: skip
    return show(request, "practitioner/details", context, status=400 if refused else 200)


def _as_it_is(one: Trajectory) -> dict[str, str]:
    """The fields of the form as they stand in the register."""
    client = one.client
    return {
        "no_contact": "on" if client.no_contact else "",
        "withdrawn": "on" if client.withdrawn_at else "",
        "died_on": _day(client.died_on),
        "request_for_help": one.request_for_help,
        "expected_end": _day(one.expected_end),
        "every_months": str(one.every_months),
        "follow_up_months": str(one.follow_up_months),
        "stand_in": str(one.stand_in_id or ""),
        "team": str(one.team_id or ""),
    }


def _day(day: date | None) -> str:
    return f"{day:%d-%m-%Y}" if day else ""


def _after(actor: Actor, trajectory_id: UUID) -> str:
    """The client's page; the list when the client was handed over to a colleague."""
    if queries.trajectory(actor, trajectory_id) is None:
        return reverse("clients")
    return reverse("trajectory", kwargs={"trajectory_id": trajectory_id})


def _person(typed: Mapping[str, str], informant: object, one: object) -> dict[str, object]:
    """Fields of one person, as typed when the form came back, else as they are."""
    pk = informant.pk  # type: ignore[attr-defined]
    names = ("name", "email", "phone", "channel", "no_contact", "unsafe_address", "custody")
    values = {name: typed.get(f"{pk}:{name}", "") if typed else getattr(informant, name) for name in names}
    prefer = to_prefer(informant.channel)  # type: ignore[attr-defined]
    values["channels"] = [(one.value, words.text(f"channel_short.{one}")) for one in prefer]
    return {"pk": pk, "informant": informant, "title": naming.informant_name(informant, one), **values}  # type: ignore[arg-type]
