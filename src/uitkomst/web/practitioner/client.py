"""One client: what was asked for, what waits, goals with both sides, answers over time, invitations (screens 2)."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from uitkomst.flows.care.show_client import ClientShown, GoalShown, show_client
from uitkomst.flows.instruments.change import ScaleShown
from uitkomst.flows.instruments.scores import on_time_line
from uitkomst.organisations.actor import Actor
from uitkomst.vocabulary.codes import code_list
from uitkomst.web import words
from uitkomst.web.instruments.scores import score_line
from uitkomst.web.pages import page, show
from uitkomst.web.practitioner import naming
from uitkomst.web.practitioner.beside import Beside, beside
from uitkomst.web.practitioner.course import course_of


@page("GET")
def trajectory(request: HttpRequest, actor: Actor, trajectory_id: UUID) -> HttpResponse:
    """The page of one trajectory."""
    shown = show_client(actor=actor, now=timezone.now(), trajectory_id=trajectory_id, reads="with" not in request.GET)
    names = naming.side_names(shown.trajectory)
    who = beside(request, shown.trajectory)
    together = who.informant is not None and "with" in request.GET
    if together:
        shown = _only_theirs(shown, who)
    context = {
        "beside": who,
        "together": together,
        "known": "known" in request.GET,
        "one": shown.trajectory,
        "client": shown.trajectory.client,
        "form": code_list("form_of_help").label(shown.trajectory.form_of_help, words.language()),
        "end_reason": code_list("end_reason").label(shown.trajectory.end_reason, words.language()) if shown.trajectory.end_reason else "",
        "to_do": [naming.to_do(item) for item in shown.to_do if item.code not in ("waits", "hand_over")],
        "main": _main(shown),
        "goals": [naming.goal_row(goal, names) for goal in shown.goals if not goal.goal.dropped_at],
        "dropped": [goal.goal for goal in shown.goals if goal.goal.dropped_at],
        "responses": [(one, naming.informant_name(one.invitation.informant, shown.trajectory)) for one in shown.responses],
        "invitations": [
            (one, naming.informant_name(one.informant, shown.trajectory), naming.invitation_state(one))
            for one in shown.invitations
            if not one.answered_at
        ],
        "others": shown.others,
        "course": course_of(shown),
        "scores": [score_line(one, shown.trajectory) for one in _scores(shown, who if together else None)],
        "planned": [(naming.informant_name(informant, shown.trajectory), ask) for informant, ask in shown.planned],
    }
    return show(request, "practitioner/client", context)


def _only_theirs(shown: ClientShown, who: Beside) -> ClientShown:
    """What may stand on a screen that this informant looks at too: the own views and answers, and the practitioner's view."""
    own = who.informant.pk if who.informant else None
    goals = tuple(GoalShown(one.goal, {side: views for side, views in one.views.items() if side in who.sides}) for one in shown.goals)
    responses = tuple(one for one in shown.responses if one.invitation.informant_id == own)
    return replace(shown, goals=goals, responses=responses, invitations=(), planned=(), to_do=(), others=())


def _scores(shown: ClientShown, who: Beside | None) -> list[ScaleShown]:
    """Scores of instruments; beside somebody, that person's alone."""
    found = on_time_line(shown.trajectory)
    return [one for one in found if who is None or (who.informant is not None and one.informant.pk == who.informant.pk)]


def _main(shown: ClientShown) -> str:
    """The one primary button: closing when that is due, else the goals, else asking."""
    codes = {item.code for item in shown.to_do}
    if shown.trajectory.closed_at:
        return "closing" if "complete" in codes else ""
    if "close" in codes:
        return "closing"
    return "goals" if shown.goals else "new_goal"
