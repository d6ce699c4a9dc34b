"""What clients who asked to hear are told: written, read once more, and sent once. The provider's own page; the other parties have none."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from uitkomst.conversation.states import Phase
from uitkomst.flows.conversation import tell_clients as flow
from uitkomst.flows.refusals import Refused
from uitkomst.organisations.actor import Actor
from uitkomst.vocabulary.typed import number_of
from uitkomst.web import words
from uitkomst.web.conversation.steps import one_page
from uitkomst.web.pages import page
from uitkomst.web.typed import typed_before


@page("GET", "POST")
def news(request: HttpRequest, actor: Actor, conversation_id: UUID) -> HttpResponse:
    """Keep, read once more, send."""
    if request.method == "POST":
        return _write(request, actor, conversation_id)
    return _page(request, actor, conversation_id, typed_before(request))


def _write(request: HttpRequest, actor: Actor, conversation_id: UUID) -> HttpResponse:
    lines = [(request.POST.get(f"said-{n}", ""), request.POST.get(f"done-{n}", "")) for n in range(flow.MOST_LINES)]
    said: dict[str, Any] = {"actor": actor, "now": timezone.now(), "conversation_id": conversation_id}
    said |= {"opening": request.POST.get("opening", ""), "lines": lines}
    try:
        if request.POST.get("do") == "send":
            flow.send_news(number=number_of(request.POST.get("number", "")) or 0, **said)
        else:
            flow.write_news(**said)
    except Refused as refused:
        return _page(request, actor, conversation_id, request.POST.dict(), refused.text(words.language()))
    return redirect(f"{reverse('conversation_news', kwargs={'conversation_id': conversation_id})}#read")


def _page(request: HttpRequest, actor: Actor, conversation_id: UUID, typed: dict[str, str], refused: str = "") -> HttpResponse:
    found = flow.show_news(actor=actor, now=timezone.now(), conversation_id=conversation_id, language=words.language())
    kept = dict(enumerate(found.lines))
    context = {
        "news": found,
        "opening": typed.get("opening", found.opening),
        "pairs": [
            (n, typed.get(f"said-{n}", kept.get(n, ("", ""))[0]), typed.get(f"done-{n}", kept.get(n, ("", ""))[1]))
            for n in range(flow.MOST_LINES)
        ],
        "to_read": bool(found.lines) and not found.from_poster,
        "most": {"line": flow.LONGEST_LINE, "opening": flow.LONGEST_OPENING},
    }
    here = Phase.CLOSED if found.closed else found.conversation.phase
    return one_page(request, "news", found.conversation, here if here is not Phase.STOPPED else Phase.PREPARING, context, refused)
