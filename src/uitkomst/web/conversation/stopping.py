"""Stop a conversation: the reason is for all parties; nothing is lost, and nothing can be added any more."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from uitkomst.conversation.states import PATH, Phase
from uitkomst.flows.conversation.inside import may_write_in
from uitkomst.flows.conversation.show import show_conversation
from uitkomst.flows.conversation.stop import stop_conversation
from uitkomst.flows.refusals import Refused
from uitkomst.organisations.actor import Actor
from uitkomst.web import words
from uitkomst.web.conversation.steps import one_page
from uitkomst.web.pages import page
from uitkomst.web.typed import typed_before


@page("GET", "POST")
def stop(request: HttpRequest, actor: Actor, conversation_id: UUID) -> HttpResponse:
    """What stopping means, and the reason."""
    may_write_in(actor, conversation_id)
    refused, why = "", typed_before(request).get("why", "")
    if request.method == "POST":
        try:
            stop_conversation(actor=actor, now=timezone.now(), conversation_id=conversation_id, why=request.POST.get("why", ""))
            return redirect("conversation", conversation_id=conversation_id)
        except Refused as no:
            refused, why = no.text(words.language()), request.POST.get("why", "")
    talk = show_conversation(actor=actor, now=timezone.now(), conversation_id=conversation_id, language=words.language())
    if not talk.may_stop and not refused:
        return redirect("conversation", conversation_id=conversation_id)
    here = talk.phase if talk.phase in PATH else Phase.PREPARING
    return one_page(request, "stop", talk, here, {"why": why, "open": talk.may_stop}, refused)
