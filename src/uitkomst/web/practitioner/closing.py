"""The closing conversation, on one page turned to both (screens 3)."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from uitkomst.care.states import TOLD_REASONS
from uitkomst.flows.care.closing import Closing, Person, close_trajectory, show_closing
from uitkomst.flows.refusals import Refused
from uitkomst.organisations.actor import Actor
from uitkomst.vocabulary.codes import code_list
from uitkomst.web import words
from uitkomst.web.pages import page, show
from uitkomst.web.practitioner import naming
from uitkomst.web.practitioner.beside import Beside, beside
from uitkomst.web.practitioner.goals import goal_fields
from uitkomst.web.typed import typed_before, typed_by


@page("GET", "POST")
def close(request: HttpRequest, actor: Actor, trajectory_id: UUID) -> HttpResponse:
    """Five short steps down one page; always closable."""
    if request.method != "POST":
        return _page(request, actor, trajectory_id, typed_before(request))
    typed = request.POST.dict()
    try:
        close_trajectory(actor=actor, now=timezone.now(), trajectory_id=trajectory_id, typed=typed, only_keep="keep" in typed)
    except Refused as refused:
        return _page(request, actor, trajectory_id, typed, refused)
    # Back to this page, not to that of the practitioner: the screen may be turned to somebody.
    return redirect(f"{reverse('closing', kwargs={'trajectory_id': trajectory_id})}?with={typed.get('with', '')[:12]}")


def _page(request: HttpRequest, actor: Actor, trajectory_id: UUID, typed: dict[str, str], refused: Refused | None = None) -> HttpResponse:
    now = timezone.now()
    found = show_closing(actor=actor, now=now, trajectory_id=trajectory_id)
    one = found.trajectory
    who = beside(request, one, typed)
    context = {
        "one": one,
        "client": one.client,
        "beside": who,
        "goals": goal_fields(found, typed, who),
        "elsewhere": found.elsewhere,
        "people": [] if found.elsewhere else [_person(person, found, typed, who) for person in found.people],
        "reasons": _reasons(typed.get("end_reason", one.end_reason)),
        "told": TOLD_REASONS,
        "end_date": typed.get("end_date", _day(one.end_date or timezone.localdate(now))),
        "what_next": typed.get("what_next", one.what_next),
        "missing": [words.text(f"closing_missing.{code}") for code in found.missing if one.closed_at or code != "end_date"],
        "refused": refused.text(words.language()) if refused else "",
        "wrong": str(refused.details.get("field", "")) if refused else "",
        "typed_by": typed_by(request),
    }
    return show(request, "practitioner/closing", context, status=400 if refused else 200)


def _day(day: Any) -> str:
    return f"{day:%d-%m-%Y}"


def _person(person: Person, found: Closing, typed: dict[str, str], who: Beside) -> dict[str, Any]:
    """What stands here of one informant. Of somebody else than the one beside the practitioner: the name alone.

    With nobody beside: whether it is answered, a message for later, or why there will be no answer; the questions need the one who
    answers them.
    """
    pk = person.informant.pk
    if who.informant is not None and who.informant.pk != pk:
        return {"apart": True, "name": naming.informant_name(person.informant, found.trajectory)}
    here = who.informant is not None
    return {
        "here": here,
        "person": person,
        "name": naming.informant_name(person.informant, found.trajectory),
        "reason": words.text(f"stop_reason.{person.reason}") if person.reason else "",
        "questions": [
            {"shown": one, "field": f"{pk}:{one.question}", "value": typed.get(f"{pk}:{one.question}", ""),
             "grades": range(one.lowest, one.highest + 1)}
            for one in (person.questions if here else ())
        ],
        "own_words": [
            {"shown": one, "field": f"{pk}:{one.question}", "value": typed.get(f"{pk}:{one.question}", ""),
             "let": naming.let_fields(person.let, found.trajectory, one, f"{pk}:", typed)}
            for one in (person.own_words if here else ())
        ],
        "own_words_open": any(typed.get(f"{pk}:{one.question}") for one in person.own_words),
        "later": typed.get(f"{pk}:later", ""),
        "none": typed.get(f"{pk}:none", ""),
    }  # fmt: skip


def _reasons(chosen: str) -> list[dict[str, Any]]:
    """The end reasons with the protocol's own explanation."""
    said = _explanations()
    return [
        {
            "code": code.code,
            "label": code.labels[words.language()],
            "explain": said[words.language()][code.code],
            "chosen": code.code == chosen,
        }
        for code in code_list("end_reason").codes
    ]


@cache
def _explanations() -> dict[str, dict[str, str]]:
    return tomllib.loads((files(__package__) / "end_reasons.toml").read_text(encoding="utf-8"))
