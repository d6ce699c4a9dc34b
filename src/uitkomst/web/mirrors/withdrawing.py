"""Withdraw figures: what was made of the own snapshots, and one page on which its maker says why it is taken back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from uitkomst.flows import withdraw_release as flow
from uitkomst.flows.refusals import Refused
from uitkomst.organisations.actor import Actor
from uitkomst.records.withdrawal import LONGEST_WHY
from uitkomst.web import words
from uitkomst.web.pages import page, show
from uitkomst.web.typed import typed_before, typed_by


@page("GET")
def made(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Everything that was made of the own snapshots, without a figure."""
    found = flow.show_made(actor=actor, now=timezone.now())
    return show(request, "mirrors_made", {"rows": [_row(one) for one in found]})


@page("GET", "POST")
def withdraw(request: HttpRequest, actor: Actor, release_id: UUID) -> HttpResponse:
    """Say why, and withdraw."""
    if request.method != "POST":
        return _page(request, actor, release_id, typed_before(request))
    why, whole = request.POST.get("why", ""), request.POST.get("whole") == "on"
    try:
        flow.withdraw_release(actor=actor, now=timezone.now(), release_id=release_id, why=why, whole=whole)
    except Refused as refused:
        return _page(request, actor, release_id, request.POST.dict(), refused.text(words.language()))
    return redirect("withdraw", release_id=release_id)


def _page(request: HttpRequest, actor: Actor, release_id: UUID, typed: dict[str, str], refused: str = "") -> HttpResponse:
    found = flow.show_withdrawal(actor=actor, now=timezone.now(), release_id=release_id)
    context = {
        "one": _row(found.made),
        "falls": _falls(found.mirrors, found.talks),
        "falls_whole": _falls(found.whole_mirrors, found.whole_talks),
        "more": (found.whole_mirrors, found.whole_talks) != (found.mirrors, found.talks),
        "why": typed.get("why", ""),
        "whole": typed.get("whole") == "on",
        "most": LONGEST_WHY,
        "typed_by": typed_by(request),
        "refused": refused,
    }
    return show(request, "withdraw", context, status=400 if refused else 200)


def _row(one: flow.Made) -> dict[str, Any]:
    name = words.figures().scope(one.subject_kind, one.subject_name)
    return {"made": one, "name": name[:1].upper() + name[1:], "kind": "talk" if one.for_talk else "mirror"}


def _falls(mirrors: int, talks: int) -> str:
    """'één spiegel en de cijfers van twee gesprekken'."""
    said = [
        words.text(f"withdraw.{name}_{'one' if number == 1 else 'many'}", number=number)
        for name, number in _named(mirrors, talks)
        if number
    ]
    return words.figures().listed(said)


def _named(mirrors: int, talks: int) -> tuple[tuple[str, int], tuple[str, int]]:
    return ("mirror", mirrors), ("talk", talks)
