"""Choose a sentence and make it untraceable; a second person judges. What was typed stays whatever happens."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from uitkomst.care.states import QuoteState
from uitkomst.care.traces import CERTAIN
from uitkomst.flows.quotes.pick import CHECKS, LONGEST, QuoteShown, decide_quote, list_quotes, show_quote, write_quote
from uitkomst.flows.refusals import Refused
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.rights import Right, may
from uitkomst.web import words
from uitkomst.web.pages import page, show
from uitkomst.web.typed import typed_before, typed_by

_GROUPS = ("proposed", "new", "draft", "approved")
_CHOOSES = ("look", "keep", "propose")
_DONE = ("keep", "propose", "approve", "return", "stop")


@page("GET")
def quotes(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What may be used: what waits for a second person first."""
    found = list_quotes(actor=actor, now=timezone.now())
    groups = [(name, [one for one in found if (one.state.value if one.state else "new") == name]) for name in _GROUPS]
    chooses = may(actor, Right.PICK_QUOTES)
    done = request.GET.get("done", "")
    context = {"groups": [(name, told) for name, told in groups if told], "chooses": chooses, "done": done if done in _DONE else ""}
    return show(request, "quotes/list", context)


@page("GET", "POST")
def quote(request: HttpRequest, actor: Actor, consent_id: UUID) -> HttpResponse:
    """One answer: the sentence, the text for others, what was found in it, the four points, and the second person."""
    if request.method != "POST":
        return _page(request, actor, consent_id, typed_before(request))
    typed, do = request.POST.dict(), request.POST.get("do", "")
    said: dict[str, Any] = {"actor": actor, "now": timezone.now(), "consent_id": consent_id}
    said |= {"typed": typed, "checked": [name for name in CHECKS if request.POST.get(f"check-{name}") == "on"]}
    try:
        if do in _CHOOSES:
            write_quote(**said)
        else:
            decide_quote(**said)
    except Refused as refused:
        return _page(request, actor, consent_id, typed, refused)
    if do == "look":
        return redirect(f"{reverse('quote', kwargs={'consent_id': consent_id})}#found")
    return redirect(f"{reverse('quotes')}?done={do if do in _DONE else ''}")


def _page(request: HttpRequest, actor: Actor, consent_id: UUID, typed: Mapping[str, str], refused: Refused | None = None) -> HttpResponse:
    text = typed.get("text") or typed.get("sentence") or None
    shown = show_quote(actor=actor, now=timezone.now(), consent_id=consent_id, text=text)
    wrong = str(refused.details.get("field", "")) if refused else ""
    context = {
        "quote": shown,
        "state": shown.state.value if shown.state else "new",
        "sentence": typed.get("sentence", shown.sentence),
        "text": typed.get("text", _own_text(shown)),
        "version": shown.version if refused and refused.code == "quote_changed" else typed.get("version", shown.version),
        "remark": typed.get("remark", ""),
        "checks": [(name, typed.get(f"check-{name}") == "on") for name in CHECKS],
        "certain": [(one.trace.value, one.words) for one in shown.found if one.trace in CERTAIN],
        "perhaps": [(one.trace.value, one.words) for one in shown.found if one.trace not in CERTAIN],
        "was_looked": bool(text or shown.text),
        "is_reworded": shown.text != shown.sentence,
        "waits": shown.state is QuoteState.PROPOSED and not shown.may_decide,
        "longest": LONGEST,
        "typed_by": typed_by(request),
        "wrong": wrong,
        "refused": refused.text(words.language()) if refused else "",
    }
    return show(request, "quotes/one", context, status=400 if refused else 200)


def _own_text(shown: QuoteShown) -> str:
    """The wording for others, empty as long as it is the sentence itself."""
    return shown.text if shown.text != shown.sentence else ""
