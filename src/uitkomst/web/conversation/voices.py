"""What clients said, beside one figure of the whole: a page of its own, so that no breakdown stands next to it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from uitkomst.conversation.states import Phase
from uitkomst.flows.conversation import voices as flow
from uitkomst.flows.conversation.inside import may_write_in
from uitkomst.flows.conversation.look import show_indicator
from uitkomst.flows.refusals import Refused
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.rights import Right, may
from uitkomst.web import words
from uitkomst.web.conversation.steps import one_page
from uitkomst.web.pages import page


@page("GET", "POST")
def voices(request: HttpRequest, actor: Actor, conversation_id: UUID, indicator: str) -> HttpResponse:
    """Read what lies on the table; lay, take off, let it into the minutes."""
    if request.method != "POST":
        return _page(request, actor, conversation_id, indicator)
    may_write_in(actor, conversation_id)
    said: dict[str, Any] = {"actor": actor, "now": timezone.now(), "conversation_id": conversation_id}
    do, _, which = request.POST.get("do", "").partition(":")
    try:
        if do == "lay":
            flow.lay_voice(indicator=indicator, quote_id=which, **said)
        elif do == "take":
            flow.take_voice(voice_id=which, **said)
        else:
            flow.agree_voice(voice_id=which, agrees=do == "agree", **said)
    except Refused as refused:
        return _page(request, actor, conversation_id, indicator, refused.text(words.language()))
    return redirect("conversation_voices", conversation_id=conversation_id, indicator=indicator)


def _page(request: HttpRequest, actor: Actor, conversation_id: UUID, indicator: str, refused: str = "") -> HttpResponse:
    said: dict[str, Any] = {"actor": actor, "now": timezone.now(), "conversation_id": conversation_id, "indicator": indicator}
    one = show_indicator(language=words.language(), **said)
    context = {
        "one": one,
        "figure": next((figure for figure in one.figures if not figure.beside), None),
        "found": flow.show_voices(**said),
        "may_pick": may(actor, Right.APPROVE_QUOTES),
    }
    return one_page(request, "voices", one.conversation, Phase.INTERPRETING, context, refused)
