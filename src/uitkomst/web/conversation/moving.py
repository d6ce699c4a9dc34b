"""From step to step."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from uitkomst.conversation.states import PATH, Phase
from uitkomst.flows.conversation.agree import move_conversation, renew_figures
from uitkomst.flows.conversation.inside import may_write_in
from uitkomst.flows.conversation.show import show_conversation
from uitkomst.flows.refusals import NotFound, Refused
from uitkomst.organisations.actor import Actor
from uitkomst.web import words
from uitkomst.web.conversation.steps import one_page
from uitkomst.web.pages import page


@page("POST")
def move(request: HttpRequest, actor: Actor, conversation_id: UUID) -> HttpResponse:
    """Go on, or back; what stands in the way is said."""
    may_write_in(actor, conversation_id)
    asked = request.POST.get("to", "")
    if asked not in set(Phase):
        raise NotFound
    try:
        move_conversation(actor=actor, now=timezone.now(), conversation_id=conversation_id, to=Phase(asked))
    except Refused as refused:
        talk = show_conversation(actor=actor, now=timezone.now(), conversation_id=conversation_id, language=words.language())
        here = (
            talk.phase
            if talk.phase in (Phase.PREPARING, Phase.EXPECTING, Phase.LOOKING, Phase.INTERPRETING, Phase.AGREEING)
            else Phase.CLOSED
        )
        return one_page(request, "moved", talk, here, {}, refused.text(words.language()))
    return redirect("conversation", conversation_id=conversation_id)


@page("POST")
def renew(request: HttpRequest, actor: Actor, conversation_id: UUID) -> HttpResponse:
    """The figures anew, after newer deliveries."""
    try:
        renew_figures(actor=actor, now=timezone.now(), conversation_id=conversation_id)
    except Refused as refused:
        talk = show_conversation(actor=actor, now=timezone.now(), conversation_id=conversation_id, language=words.language())
        here = talk.phase if talk.phase in PATH else Phase.PREPARING
        return one_page(request, "moved", talk, here, {}, refused.text(words.language()))
    return redirect("conversation", conversation_id=conversation_id)
