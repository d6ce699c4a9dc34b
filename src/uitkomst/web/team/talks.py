"""The talks of a team, and one talk: cases under another name, explanations, one change."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import resolve
from django.utils import timezone

from uitkomst.care.states import CaseKind
from uitkomst.flows.refusals import Refused
from uitkomst.flows.team_talk import talk as flow
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.rights import Right, require
from uitkomst.vocabulary.codes import code_list
from uitkomst.web import words
from uitkomst.web.pages import page, show
from uitkomst.web.typed import Typed, typed_again, typed_before


@page("GET", "POST")
def talks(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The talks of the own teams; begin one."""
    require(actor, Right.CARE)
    refused, wrong, typed = "", "", typed_before(request)
    if request.method == "POST":
        given = typed = request.POST.dict()
        try:
            made = flow.start_talk(actor=actor, now=timezone.now(), team_id=given.get("team", ""), held_on=given.get("held_on", ""))
            return redirect("team_talk", talk_id=made.pk)
        except Refused as found:
            refused, wrong = found.text(words.language()), str(found.details.get("field", ""))
    listed, teams = flow.list_talks(actor=actor, now=timezone.now())
    context = {"talks": listed, "teams": teams, "typed": typed, "today": timezone.localdate(), "refused": refused, "wrong": wrong}
    return show(request, "team/talks", context, status=400 if refused else 200)


@page("GET")
def talk(request: HttpRequest, actor: Actor, talk_id: UUID) -> HttpResponse:
    """One talk."""
    again = typed_again(request)
    form = _form_of(again.form)
    return _page(request, actor, talk_id, form=form, typed=again if form else None)


def _form_of(address: str) -> str:
    """Which form of the page is sent to this address: bring, change, or the number of a case."""
    if not address:
        return ""
    sent_to = resolve(address)
    return {"bring_case": "bring", "team_change": "change"}.get(sent_to.url_name or "", str(sent_to.kwargs.get("case_id", "")))


@page("POST")
def bring(request: HttpRequest, actor: Actor, talk_id: UUID) -> HttpResponse:
    """Bring an own client."""
    given = request.POST
    try:
        flow.bring_case(
            actor=actor, now=timezone.now(), talk_id=talk_id, trajectory_id=given.get("trajectory", ""), kind=given.get("kind", ""),
            why=given.get("why", ""), parts=given.getlist("parts"),
        )  # fmt: skip
    except Refused as refused:
        return _page(request, actor, talk_id, refused, "bring")
    return redirect("team_talk", talk_id=talk_id)


@page("POST")
def change(request: HttpRequest, actor: Actor, talk_id: UUID) -> HttpResponse:
    """The one change."""
    try:
        flow.note_change(actor=actor, now=timezone.now(), talk_id=talk_id, typed=request.POST.dict())
    except Refused as refused:
        return _page(request, actor, talk_id, refused, "change")
    return redirect("team_talk", talk_id=talk_id)


@page("POST")
def explain_case(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """A possible explanation. What cannot be kept is said on the page of the talk."""
    try:
        found = flow.explain(actor=actor, now=timezone.now(), case_id=case_id, text=request.POST.get("text", ""))
    except Refused as refused:
        talk_id = flow.talk_of(actor=actor, now=timezone.now(), case_id=case_id)
        return _page(request, actor, talk_id, refused, str(case_id))
    return redirect("team_talk", talk_id=found.pk)


@page("POST")
def back(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """Take an own case back."""
    return redirect("team_talk", talk_id=flow.take_back(actor=actor, now=timezone.now(), case_id=case_id).pk)


def _page(
    request: HttpRequest, actor: Actor, talk_id: UUID, refused: Refused | None = None, form: str = "", typed: Typed | None = None
) -> HttpResponse:
    """form: the one that was sent, with what was typed in it; typed: the same of a session that ended."""
    typed = typed or Typed(form, request.POST.dict(), {name: request.POST.getlist(name) for name in request.POST})
    shown = flow.show_talk(actor=actor, now=timezone.now(), talk_id=talk_id)
    context = {
        "shown": shown,
        "talk": shown.talk,
        "cases": [_case(one, actor) for one in shown.cases],
        "kinds": [kind.value for kind in CaseKind],
        "parts": flow.PARTS,
        "open_days": flow.OPEN_DAYS,
        "chosen": typed.lists.get("parts", []) if form == "bring" else ["about", "goals"],
        "typed": typed.fields if form else {},
        "form": form,
        "refused": refused.text(words.language()) if refused else "",
        "wrong": str(refused.details.get("field", "")) if refused else "",
    }
    return show(request, "team/talk", context, status=400 if refused else 200)


def _case(one: flow.CaseShown, actor: Actor) -> dict[str, Any]:
    """A case in words; who brought it is told to that person alone."""
    trajectory, language = one.case.trajectory, words.language()
    return {
        "case": one.case,
        "mine": one.case.brought_by_id == actor.person_id,
        "own": one.own,
        "parts": one.parts,
        "months": one.months,
        "form": code_list("form_of_help").label(trajectory.form_of_help, language),
        "reason": code_list("end_reason").label(trajectory.end_reason, language) if trajectory.end_reason else "",
        "request": one.request,
        "what_next": one.what_next,
        "goals": [
            (text, [(side, _score(scale, first), _score(scale, last)) for side, first, last in sides]) for text, scale, sides in one.goals
        ],
        "explanations": list(one.case.explanations.all()),
    }


def _score(scale: str, score: int) -> str:
    return words.text(f"team_score.{scale}_{score}".replace("-", "minus_"))
