"""Follow along on the own device: what one person shows to everybody, under the own log-in. And to show it, or to stop.

With script the page asks every few seconds whether anything changed, and gets nothing (204) when nothing did. Without script a link asks
again, and a second one has the browser do so by itself.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from uitkomst.conversation.states import Act
from uitkomst.flows.conversation import together
from uitkomst.flows.conversation.look import IndicatorShown
from uitkomst.flows.refusals import Refused
from uitkomst.organisations.actor import Actor
from uitkomst.vocabulary.typed import number_of
from uitkomst.web import words
from uitkomst.web.conversation.steps import name_of
from uitkomst.web.conversation.subject import indicator_context
from uitkomst.web.pages import is_htmx, page, show

EVERY = 20
"""Seconds between two looks of a browser without script that refreshes by itself, because its reader chose so."""
WAITS = timedelta(minutes=30)
"""So long a device waits for something to be shown; asking keeps its log-in alive, so it does not ask for ever."""


@page("GET", "POST")
def follow(request: HttpRequest, actor: Actor, conversation_id: UUID) -> HttpResponse:
    """See what is shown; as a part of the page when the page asks for itself."""
    if request.method == "POST":
        return _lead(request, actor, conversation_id)
    now = timezone.now()
    if is_htmx(request):
        glance = together.version_of(actor=actor, now=now, conversation_id=conversation_id)
        waited = not glance.shows and now >= _since(request, now) + WAITS
        if glance.version == request.GET.get("seen") and not waited:
            return HttpResponse(status=204)
    return _page(request, actor, conversation_id, now)


def _lead(request: HttpRequest, actor: Actor, conversation_id: UUID) -> HttpResponse:
    said: dict[str, Any] = {"actor": actor, "now": timezone.now(), "conversation_id": conversation_id}
    indicator, question, back = (request.POST.get(name, "") for name in ("subject", "show", "back"))
    try:
        if request.POST.get("do") == "stop":
            together.stop_showing(**said)
        else:
            together.show_to_all(indicator=indicator, question=question, **said)
    except Refused as refused:
        return _page(request, actor, conversation_id, said["now"], refused.text(words.language()))
    if back not in ("table", "subject") or not indicator:
        return redirect("conversation_follow", conversation_id=conversation_id)
    where = reverse(f"conversation_{back}", kwargs={"conversation_id": conversation_id, "indicator": indicator})
    return redirect(f"{where}#{f'ask-{question}' if question else 'leading'}")


def _page(request: HttpRequest, actor: Actor, conversation_id: UUID, now: datetime, refused: str = "") -> HttpResponse:
    found = together.show_followed(actor=actor, now=now, conversation_id=conversation_id, language=words.language())
    # What just changed is waited for anew.
    news = found.leading is not None or (is_htmx(request) and found.version != request.GET.get("seen"))
    since = now if news else _since(request, now)
    by_itself = request.GET.get("every") == str(EVERY)
    asks = found.goes_on and (found.leading is not None or now < since + WAITS)
    context = {
        "talk": found.conversation,
        "name": name_of(found.conversation),
        "found": found,
        "leading": found.leading,
        "asks": asks,
        "since": int(since.timestamp()),
        "every": EVERY,
        "by_itself": by_itself,
        "refused": refused,
        **(_shown(found.one, found.leading) if found.one and found.leading else {}),
    }
    template = "conversation/followed_part" if is_htmx(request) else "conversation/follow"
    answer = show(request, template, context, status=400 if refused else 200)
    if by_itself and asks:
        answer["Refresh"] = f"{EVERY}; url={request.path}?every={EVERY}&since={context['since']}"
    return answer


def _shown(one: IndicatorShown, led: together.Leading) -> dict[str, Any]:
    """The screen of the subject; with a question, what each party says to it."""
    talk = one.conversation
    told = [(said, said.together) for said in one.answers[led.question]] if led.question else []
    may_answer = Act.ANSWER in talk.may and talk.may_write and led.question is not None
    return {**indicator_context(one), "said": told, "may_answer": may_answer}


def _since(request: HttpRequest, now: datetime) -> datetime:
    """From when this device waits, as its page said; now when it did not, or said something impossible."""
    stamp = number_of(request.GET.get("since", ""))
    began = datetime.fromtimestamp(stamp, UTC) if stamp is not None and 0 < stamp < 10**11 else now
    return min(began, now)
