"""The teams of the own organisation: made and changed, and people put in and taken out from a day on."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from uitkomst.flows.keep_teams import keep as flow
from uitkomst.flows.refusals import Refused
from uitkomst.flows.teams import FEWEST
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.rights import Right, require
from uitkomst.organisations.teams import GIVES_CARE
from uitkomst.web import words
from uitkomst.web.pages import page, show
from uitkomst.web.typed import typed_before


@page("GET", "POST")
def teams(request: HttpRequest, actor: Actor) -> HttpResponse:
    """All teams; make one."""
    require(actor, Right.KEEP_TEAMS)
    typed, said = typed_before(request), {"refused": "", "wrong": ""}
    if request.method == "POST":
        typed = request.POST.dict()
        try:
            made = flow.add_team(actor=actor, now=timezone.now(), typed=typed)
            return redirect("team_page", team_id=made.pk)
        except Refused as refused:
            said = _why(refused)
    found = flow.list_teams(actor=actor, now=timezone.now())
    context = {
        "running": [one for one in found if not one.is_over],
        "over": [one for one in found if one.is_over],
        "typed": typed,
        "fewest": FEWEST,
        **said,
    }
    return show(request, "administrator/teams", context, status=400 if said["refused"] else 200)


@page("GET", "POST")
def team(request: HttpRequest, actor: Actor, team_id: int) -> HttpResponse:
    """One team: put somebody in (``do`` = in), or change its words and days. What was typed stays when something is wrong."""
    require(actor, Right.KEEP_TEAMS)
    typed, said = typed_before(request), {"refused": "", "wrong": ""}
    if request.method == "POST":
        typed = request.POST.dict()
        do = flow.put_in if typed.get("do") == "in" else flow.change_team
        try:
            do(actor=actor, now=timezone.now(), team_id=team_id, typed=typed)
            return redirect("team_page", team_id=team_id)
        except Refused as refused:
            said = _why(refused)
    found = flow.show_team(actor=actor, now=timezone.now(), team_id=team_id)
    puts_in = typed.get("do") == "in"
    context = {
        "shown": found.shown,
        "team": found.shown.team,
        "people": [(str(one.pk), f"{one.name} ({one.email})") for one in found.people],
        "kinds": [(kind.value, words.text(f"role.{kind}")) for kind in GIVES_CARE],
        "putting": typed if puts_in else {},
        "changing": typed if typed and not puts_in else _as_it_is(found.shown),
        "opened": bool(typed) and not puts_in,
        "fewest": FEWEST,
        **said,
    }
    return show(request, "administrator/team", context, status=400 if said["refused"] else 200)


@page("GET", "POST")
def person(request: HttpRequest, actor: Actor, team_id: int, role_id: int) -> HttpResponse:
    """Take somebody out of a team: now, or after a last day."""
    require(actor, Right.KEEP_TEAMS)
    typed, refused = typed_before(request), ""
    if request.method == "POST":
        typed = request.POST.dict()
        try:
            given = {"last_day": typed.get("last_day", "") or "-"} if typed.get("when") == "later" else {}
            flow.take_out(actor=actor, now=timezone.now(), team_id=team_id, role_id=role_id, typed=given)
            return redirect("team_page", team_id=team_id)
        except Refused as why:
            refused = why.text(words.language())
    one = flow.show_member(actor=actor, now=timezone.now(), team_id=team_id, role_id=role_id)
    context = {"one": one, "typed": typed, "refused": refused, "wrong": "last_day" if refused else ""}
    return show(request, "administrator/team_person", context, status=400 if refused else 200)


def _why(refused: Refused) -> dict[str, Any]:
    return {"refused": refused.text(words.language()), "wrong": str(refused.details.get("field", ""))}


def _as_it_is(shown: flow.TeamShown) -> dict[str, str]:
    team = shown.team
    return {"name": team.name, "code": shown.code, "valid_from": _day(team.valid_from), "valid_until": _day(team.valid_until)}


def _day(day: date | None) -> str:
    return f"{day:%d-%m-%Y}" if day else ""
