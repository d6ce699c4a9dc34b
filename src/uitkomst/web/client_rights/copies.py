"""The copy for one person: to print, and to take along as a file."""

from __future__ import annotations

import json
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from uitkomst.flows.client_rights.copied import AnswerCopied, Copy, GoalCopied
from uitkomst.flows.client_rights.copy_for import copy_for
from uitkomst.organisations.actor import Actor
from uitkomst.vocabulary.codes import code_list
from uitkomst.web import words
from uitkomst.web.client_rights.saying import day_in_words, field_in_words, in_words
from uitkomst.web.downloads import as_file
from uitkomst.web.pages import page, show

_LEFT_OUT = {
    "postcode": "place",
    "municipality": "place",
    "no_contact": "stops",
    "withdrawn_at": "stops",
    "requests": "requests",
    "messages": "messages",
}
"""What is left out of a copy, as the reader is told."""


@page("GET")
def copy(request: HttpRequest, actor: Actor, client_id: UUID, informant_id: int) -> HttpResponse:
    """All that is kept, in words."""
    found = copy_for(actor=actor, now=timezone.now(), client_id=client_id, informant_id=informant_id)
    context = {"copy": found, "client_id": client_id, "informant_id": informant_id, "facts": _facts(found), "helps": _helps(found)}
    context |= {
        "left_out": list(dict.fromkeys(_LEFT_OUT[name] for name in found.left_out)),
        "requests": [(one, day_in_words(one.day)) for one in found.requests],
        "history": [(day_in_words(day), *_changed(found, *change)) for day, *change in found.history],
    }
    context |= {"made_on": day_in_words(found.made_on), "looks": [(when, _by(who), what == "R") for when, who, what in found.looks]}
    return show(request, "client_rights/copy", context)


@page("GET")
def copy_file(request: HttpRequest, actor: Actor, client_id: UUID, informant_id: int) -> HttpResponse:
    """The same as JSON."""
    found = copy_for(actor=actor, now=timezone.now(), client_id=client_id, informant_id=informant_id)
    return as_file(json.dumps(found.as_data(), ensure_ascii=False, indent=1), "application/json", "copy.json")


def _facts(found: Copy) -> list[tuple[str, str]]:
    """The client's own fields and those of this person, in words."""
    facts = [(field_in_words(name), in_words(name, value)) for name, value in found.client.items() if name != "has_bsn" and value]
    facts += [(field_in_words(name, own=True), in_words(name, value)) for name, value in found.own.items() if value]
    return [*facts, (words.text("case_field.bsn"), words.text(f"client_bsn.{found.client['has_bsn']}"))]


def _by(who: str) -> str:
    """A person by name; who answered as the log calls that person."""
    return words.text(f"informant_kind.{who}") if words.has(f"informant_kind.{who}") else who


def _changed(found: Copy, name: str, old: str, new: str) -> tuple[str, str, str]:
    return field_in_words(name, own=name in found.own and name not in found.client), in_words(name, old), in_words(name, new)


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
            "facts": [(field_in_words(name), in_words(name, value)) for name, value in one.facts.items() if value],
            "goals": [_goal(goal) for goal in one.goals],
            "asked": [_asked(*asked) for asked in one.asked],
            "answers": [(answer, day_in_words(answer.day), _answered(answer.said), _lent(answer)) for answer in one.answers],
        }
        for one in found.trajectories
    ]


def _goal(goal: GoalCopied) -> dict[str, object]:
    return {
        "goal": goal,
        "levels": [(_score(goal.scale, score), said) for score, said in goal.levels if said],
        "dropped": day_in_words(goal.dropped_on),
        "views": [(day_in_words(day), side, _score(goal.scale, score), note) for day, side, score, note in goal.views],
    }


def _score(scale: str, score: int | str) -> str:
    return words.text(f"team_score.{scale}_{score}".replace("-", "minus_"))


def _asked(day: str, moment: str, channel: str, answered: str, stopped: str) -> tuple[str, str, str, str]:
    """The day, the moment, how it was asked, and what became of it."""
    became = words.text(f"stop_reason.{stopped}") if stopped else ""
    if answered:
        became = words.text("asked.answered", day=day_in_words(answered))
    return day_in_words(day), words.text(f"moment.{moment}"), in_words("channel", channel), became


def _lent(answer: AnswerCopied) -> str:
    """Since when a sentence of it may be used, and until when."""
    if not answer.lent_on:
        return ""
    since = words.text("client_rights.quote_since", day=day_in_words(answer.lent_on))
    until = words.text("client_rights.quote_until", day=day_in_words(answer.lent_until)) if answer.lent_until else ""
    return f"{since} {until}".strip()


def _answered(said: str) -> str:
    return words.text(f"client_said.{said}") if said in ("rather_not_say", "does_not_apply", "skipped") else said
