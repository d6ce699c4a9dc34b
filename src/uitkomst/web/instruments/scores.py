"""Scores of one client: over time, with what changed in words; and a form for one more."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from uitkomst.care.types import Trajectory
from uitkomst.flows.instruments import scores as flow
from uitkomst.flows.instruments.change import ScaleShown
from uitkomst.flows.refusals import Refused
from uitkomst.organisations.actor import Actor
from uitkomst.web import words
from uitkomst.web.pages import page, show
from uitkomst.web.practitioner.naming import informant_name
from uitkomst.web.typed import typed_before


@page("GET", "POST")
def scores(request: HttpRequest, actor: Actor, trajectory_id: UUID) -> HttpResponse:
    """The scores of one trajectory."""
    refused, wrong, typed = "", "", typed_before(request)
    if request.method == "POST":
        typed = request.POST.dict()
        try:
            flow.enter_score(actor=actor, now=timezone.now(), trajectory_id=trajectory_id, typed=typed)
            return redirect("scores", trajectory_id=trajectory_id)
        except Refused as found:
            refused, wrong = found.text(words.language()), str(found.details.get("field", ""))
    shown = flow.show_scores(actor=actor, now=timezone.now(), trajectory_id=trajectory_id)
    one = shown.trajectory
    context = {
        "one": one,
        "client": one.client,
        "lines": [score_line(scale, one) for scale in shown.scales],
        "choices": [("|".join(key), " – ".join(key)) for key in shown.choices],
        "people": [(str(person.pk), informant_name(person, one)) for person in one.client.informants.all()],
        "taken_on": typed.get("taken_on", f"{timezone.localdate():%d-%m-%Y}"),
        "typed": typed,
        "refused": refused,
        "wrong": wrong,
    }
    return show(request, "instruments/scores", context, status=400 if refused else 200)


@page("POST")
def drop(request: HttpRequest, actor: Actor, trajectory_id: UUID, score_id: int) -> HttpResponse:
    """A score that was a mistake."""
    flow.drop_score(actor=actor, now=timezone.now(), trajectory_id=trajectory_id, score_id=str(score_id))
    return redirect("scores", trajectory_id=trajectory_id)


def score_line(scale: ScaleShown, one: Trajectory) -> dict[str, Any]:
    """One scale in words: its scores by day, what changed, and what the norm is."""
    norm = scale.norm
    return {
        "title": f"{scale.instrument} – {scale.scale}",
        "name": informant_name(scale.informant, one),
        "points": [(point.score_id, point.day, _number(point.value), point.area) for point in scale.points],
        "said": _said(scale),
        "direction": words.text(f"score_direction.{norm.direction}") if norm else "",
        "source": f"{norm.source}, {norm.version}" if norm else "",
    }


def _said(scale: ScaleShown) -> str:
    if scale.said is None:
        return ""
    first, last = scale.points[0], scale.points[-1]
    told = {"first": _number(first.value), "last": _number(last.value), "since": _day(first.day), "least": _number(round(scale.least, 1))}
    return words.text(f"score_change.{scale.said.value}", **told)


def _number(value: float) -> str:
    return f"{value:g}" if words.language() == "en" else f"{value:g}".replace(".", ",")


def _day(day: date) -> str:
    return words.day(day)
