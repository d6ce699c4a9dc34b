"""Goals: make one together, and say how each side sees them now."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from uitkomst.care.states import SCORES, Scale
from uitkomst.flows.care import goals as flow
from uitkomst.flows.care.closing import Closing
from uitkomst.flows.care.show_client import ClientShown, GoalShown, show_client
from uitkomst.flows.refusals import Refused
from uitkomst.organisations.actor import Actor
from uitkomst.web import words
from uitkomst.web.pages import page, show
from uitkomst.web.practitioner import naming
from uitkomst.web.practitioner.beside import Beside, beside
from uitkomst.web.typed import typed_before, typed_by


@page("GET", "POST")
def discuss(request: HttpRequest, actor: Actor, trajectory_id: UUID) -> HttpResponse:
    """How far is each goal, as each side sees it."""
    refused, typed = "", request.POST.dict() or typed_before(request)
    if request.method == "POST":
        try:
            flow.view_goals(actor=actor, now=timezone.now(), trajectory_id=trajectory_id, typed=typed)
            where = reverse("trajectory", kwargs={"trajectory_id": trajectory_id})
            return redirect(f"{where}?with={who}" if (who := request.POST.get("with", "")).isdigit() else where)
        except Refused as found:
            refused = found.text(words.language())
    shown = show_client(actor=actor, now=timezone.now(), trajectory_id=trajectory_id)
    who = beside(request, shown.trajectory, typed)
    context = {
        "one": shown.trajectory,
        "client": shown.trajectory.client,
        "beside": who,
        "goals": goal_fields(shown, typed, who),
        "refused": refused,
        "typed_by": typed_by(request),
    }
    return show(request, "practitioner/goals", context, status=400 if refused else 200)


def goal_fields(shown: ClientShown | Closing, typed: dict[str, str], who: Beside) -> list[dict[str, object]]:
    """For each goal a line of choices for each side that may stand on the screen now."""
    names = {side: name for side, name in naming.side_names(shown.trajectory).items() if side in who.sides}
    return [
        {"goal": goal.goal, "sides": [_side(goal, side, name, typed) for side, name in names.items()]}
        for goal in shown.goals
        if not goal.goal.dropped_at
    ]


def _side(goal: GoalShown, side: str, name: str, typed: dict[str, str]) -> dict[str, object]:
    field = f"{goal.goal.pk}:{side}"
    chosen = typed.get(field, "")
    before = goal.views.get(side, [])
    last = naming.position(Scale(goal.goal.scale), before[-1].score) if before else ""
    number = int(chosen) if chosen.lstrip("-").isdigit() else None
    return {"field": field, "name": name, "choices": naming.choices(goal.goal, number), "last": last,
            "day": before[-1].seen_on if before else None, "note": typed.get(f"{field}:note", "")}  # fmt: skip


@page("GET", "POST")
def new_goal(request: HttpRequest, actor: Actor, trajectory_id: UUID) -> HttpResponse:
    """A goal in the client's own words."""
    refused, wrong, typed = "", "", typed_before(request)
    if request.method == "POST":
        typed = request.POST.dict()
        try:
            flow.add_goal(actor=actor, now=timezone.now(), trajectory_id=trajectory_id, typed=typed)
            another = "another" in request.POST
            return redirect("new_goal" if another else "trajectory", trajectory_id=trajectory_id)
        except Refused as found:
            refused, wrong = found.text(words.language()), str(found.details.get("field", ""))
    shown = show_client(actor=actor, now=timezone.now(), trajectory_id=trajectory_id)
    context = {
        "one": shown.trajectory,
        "client": shown.trajectory.client,
        "goals": [goal.goal for goal in shown.goals if not goal.goal.dropped_at],
        "levels": [(score, naming.position(Scale.GAS, score), typed.get(f"level_{score}", "")) for score in reversed(SCORES[Scale.GAS])],
        "typed": typed,
        "refused": refused,
        "wrong": wrong,
        "typed_by": typed_by(request),
    }
    return show(request, "practitioner/new_goal", context, status=400 if refused else 200)


@page("POST")
def drop(request: HttpRequest, actor: Actor, goal_id: UUID) -> HttpResponse:
    """Both let a goal go."""
    found = flow.drop_goal(actor=actor, now=timezone.now(), goal_id=goal_id, why=request.POST.get("why", ""))
    return redirect("trajectory", trajectory_id=found.pk)
