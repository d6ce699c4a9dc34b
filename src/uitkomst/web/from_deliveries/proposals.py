"""What a delivery says about clients of the register: look, tick, take over. What a person typed stays unless somebody says otherwise."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from uitkomst.flows.from_deliveries import decide as flow
from uitkomst.flows.from_deliveries.differences import CAN_BE_TAKEN, PROPOSED, Kind, Line
from uitkomst.flows.refusals import Refused
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.team_keeping import all_teams
from uitkomst.vocabulary.codes import code_list
from uitkomst.vocabulary.municipalities import read_municipalities
from uitkomst.web import words
from uitkomst.web.pages import page, show
from uitkomst.web.typed import typed_again

_CODES = {"sex": "sex", "referrer": "referrer", "crisis": "crisis", "end_reason": "end_reason"}


@page("GET")
def proposals(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The deliveries that were laid beside the register."""
    found = flow.list_proposals(actor=actor, now=timezone.now())
    rows = [(one, words.figures().period(one.period), sum(one.found.values()), sum(one.taken.values())) for one in found]
    return show(request, "from_deliveries/list", {"rows": rows})


@page("GET", "POST")
def proposal(request: HttpRequest, actor: Actor, delivery_id: UUID) -> HttpResponse:
    """One delivery: what it fills in, what it says otherwise."""
    refused = ""
    ticked = typed_again(request).lists.get("line") if request.method != "POST" else request.POST.getlist("line")
    if request.method == "POST":
        chosen = [] if "leave" in request.POST else request.POST.getlist("line")
        rest = [] if "leave" in request.POST else request.POST.getlist("rest")
        try:
            flow.take(
                actor=actor, now=timezone.now(), delivery_id=delivery_id, chosen=chosen, shown=request.POST.getlist("shown"), rest=rest
            )
            return redirect("from_delivery", delivery_id=delivery_id)
        except Refused as found:
            refused = found.text(words.language())
    shown = flow.show_proposal(actor=actor, now=timezone.now(), delivery_id=delivery_id)
    teams = {str(team.pk): team.name for team in all_teams(actor.organisation_id)}
    context = {
        "shown": shown,
        "one": shown.found,
        "period": words.figures().period(shown.found.period),
        "kinds": [_kind(kind, shown, teams, ticked) for kind in Kind if kind in shown.lines],
        "taken": sum(shown.found.taken.values()),
        "refused": refused,
    }
    return show(request, "from_deliveries/proposal", context, status=409 if refused else 200)


def _kind(kind: Kind, shown: flow.FromDeliveryShown, teams: dict[str, str], ticked: list[str] | None) -> dict[str, Any]:
    """ticked: what somebody had ticked before the session ended; None: what is proposed."""
    listed = shown.lines[kind]
    return {
        "name": kind.value,
        "number": shown.numbers[kind],
        "more": shown.numbers[kind] - len(listed),
        "may": kind in CAN_BE_TAKEN,
        "proposed": kind in PROPOSED,
        "lines": [_line(line, teams, kind in PROPOSED if ticked is None else line.key in ticked) for line in listed],
    }


def _line(line: Line, teams: dict[str, str], ticked: bool) -> dict[str, Any]:
    form = code_list("form_of_help").label(line.form, words.language()) if line.form else ""
    about = words.text("from_delivery.help", form=form, start=words.day(line.start)) if line.start else ""
    if line.kind is Kind.TRAJECTORY:
        told = [f"{_field(name)}: {said}" for name, value in line.told.items() if (said := _said(name, str(value), teams))]
        return {"key": line.key, "number": line.number, "about": about, "field": "", "told": told, "ticked": ticked}
    return {
        "key": line.key, "number": line.number, "about": about, "field": _field(line.field), "ticked": ticked,
        "old": _said(line.field, line.old, teams), "new": _said(line.field, line.new, teams),
    }  # fmt: skip


def _field(name: str) -> str:
    return words.text(f"case_field.{name.removesuffix('_id')}")


def _said(name: str, value: str, teams: dict[str, str]) -> str:
    """A value as the reader knows it."""
    if not value:
        return ""
    if name in _CODES:
        return str(code_list(_CODES[name]).label(value, words.language()))
    if name == "end_date":
        return words.day(date.fromisoformat(value))
    if name == "born":
        return f"{value[6:]}-{value[4:6]}-{value[:4]}"
    if name == "municipality":
        found = read_municipalities().get(value)
        return found.name if found else value
    return teams.get(value, value) if name == "team_id" else value
