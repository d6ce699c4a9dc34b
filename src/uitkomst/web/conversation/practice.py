"""The practice talk of a director and an alderman: half an hour, made-up figures, no account in the demo, nothing kept.

What was typed travels from step to step in the form itself.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from uitkomst.conversation.kinds import INTERPRETATION
from uitkomst.flows.conversation.practice import PEOPLE, STEPS, show_practice
from uitkomst.organisations.actor import Actor
from uitkomst.web import words
from uitkomst.web.pages import page, show
from uitkomst.web.typed import typed_before

_LONGEST = 2000
_EXPECTED = {who: tuple(f"{name}-{who}" for name in ("low", "high", "why")) for who in PEOPLE}
_TALK = tuple(question.value for question in INTERPRETATION)
_AGREE = tuple(f"does-{who}" for who in PEOPLE)
_FIELDS: dict[str, tuple[str, ...]] = {"begin": ("purpose",), **_EXPECTED, "look": (), "talk": _TALK, "agree": _AGREE, "end": ()}


def practice(request: HttpRequest) -> HttpResponse:
    """In the demo for everybody; elsewhere for who is logged in."""
    return _for_everybody(request) if settings.DEMO else _for_people(request)


@require_http_methods(["GET", "HEAD", "POST"])
def _for_everybody(request: HttpRequest) -> HttpResponse:
    return _step(request)


@page("GET", "POST")
def _for_people(request: HttpRequest, actor: Actor) -> HttpResponse:
    return _step(request)


def _step(request: HttpRequest) -> HttpResponse:
    given = request.POST.dict() or typed_before(request)
    typed = {name: given.get(name, "")[:_LONGEST] for fields in _FIELDS.values() for name in fields}
    asked = given.get("step", STEPS[0])
    step = asked if asked in STEPS else STEPS[0]
    names = {who: words.text(f"practice_who.{who}") for who in PEOPLE}
    shown = show_practice({who: (typed[f"low-{who}"], typed[f"high-{who}"]) for who in PEOPLE}, names, words.language())
    at = STEPS.index(step)
    context: dict[str, Any] = {
        "step": step,
        "number": at + 1,
        "total": len(STEPS),
        "before": STEPS[at - 1] if at else "",
        "after": STEPS[at + 1] if at + 1 < len(STEPS) else "",
        "typed": typed,
        "kept": [(name, typed[name]) for of, fields in _FIELDS.items() if of != step for name in fields],
        "who": step if step in PEOPLE else "",
        "expects": [(names[who], typed[f"low-{who}"], typed[f"high-{who}"], typed[f"why-{who}"]) for who in PEOPLE],
        "mine": {name: typed[f"{name}-{step}"] for name in ("low", "high", "why")} if step in PEOPLE else {},
        "asks": [(name, typed[name]) for name in _TALK],
        "does": [(name, names[name.removeprefix("does-")], typed[name]) for name in _AGREE],
        "figure": shown.texts,
        "picture": shown.picture,
    }
    return show(request, "conversation/practice", context)
