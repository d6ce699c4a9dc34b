"""The copy for one person: to print, and to take along as a file."""

from __future__ import annotations

import json
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from uitkomst.flows.client_rights.copy_for import Copy, copy_for
from uitkomst.organisations.actor import Actor
from uitkomst.vocabulary.codes import code_list
from uitkomst.web import words
from uitkomst.web.client_rights.saying import day_in_words, in_words
from uitkomst.web.pages import page, show


@page("GET")
def copy(request: HttpRequest, actor: Actor, client_id: UUID, informant_id: int) -> HttpResponse:
    """All that is kept, in words."""
    found = copy_for(actor=actor, now=timezone.now(), client_id=client_id, informant_id=informant_id)
    context = {"copy": found, "client_id": client_id, "informant_id": informant_id, "facts": _facts(found), "helps": _helps(found)}
    context |= {"made_on": day_in_words(found.made_on), "looks": [(when, who, what == "R") for when, who, what in found.looks]}
    return show(request, "client_rights/copy", context)


@page("GET")
def copy_file(request: HttpRequest, actor: Actor, client_id: UUID, informant_id: int) -> HttpResponse:
    """The same as JSON."""
    found = copy_for(actor=actor, now=timezone.now(), client_id=client_id, informant_id=informant_id)
    answer = HttpResponse(json.dumps(found.as_data(), ensure_ascii=False, indent=1), content_type="application/json")
    answer["Content-Disposition"] = 'attachment; filename="copy.json"'
    return answer


def _facts(found: Copy) -> list[tuple[str, str]]:
    """The client's own fields and those of this person, in words."""
    named = {"number": "client_number"}
    told = {name: value for name, value in found.client.items() if name != "has_bsn" and value}
    facts = [(words.text(f"case_field.{named.get(name, name)}"), in_words(name, value)) for name, value in told.items()]
    facts += [(words.text(f"client_own.{name}"), in_words(name, value)) for name, value in found.own.items() if value]
    return [*facts, (words.text("case_field.bsn"), words.text(f"client_bsn.{found.client['has_bsn']}"))]


def _helps(found: Copy) -> list[dict[str, object]]:
    """Each trajectory with its codes in words."""
    language = words.language()
    return [
        {
            "help": one,
            "from": day_in_words(one.start_date),
            "until": day_in_words(one.end_date),
            "form": code_list("form_of_help").label(one.form_of_help, language),
            "reason": code_list("end_reason").label(one.end_reason, language) if one.end_reason else "",
            "goals": [(goal.text, [_view(goal.scale, *view) for view in goal.views]) for goal in one.goals],
            "answers": [(answer, day_in_words(answer.day), _answered(answer.said)) for answer in one.answers],
        }
        for one in found.trajectories
    ]


def _view(scale: str, day: str, side: str, score: int, note: str) -> tuple[str, str, str, str]:
    return day_in_words(day), side, words.text(f"team_score.{scale}_{score}".replace("-", "minus_")), note


def _answered(said: str) -> str:
    return words.text(f"client_said.{said}") if said in ("rather_not_say", "does_not_apply", "skipped") else said
