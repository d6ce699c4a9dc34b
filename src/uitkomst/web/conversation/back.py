"""Look back: what was agreed last time, what came of it, and what the figures did meanwhile."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from uitkomst.conversation.states import Phase
from uitkomst.flows.conversation.back import show_back
from uitkomst.organisations.actor import Actor
from uitkomst.web import words
from uitkomst.web.conversation.agreeing import action_row
from uitkomst.web.conversation.steps import one_page
from uitkomst.web.pages import page


@page("GET")
def back(request: HttpRequest, actor: Actor, conversation_id: UUID) -> HttpResponse:
    """The agreements of the conversation before this one, beside the course of the figures."""
    found = show_back(actor=actor, now=timezone.now(), conversation_id=conversation_id, language=words.language())
    here = found.conversation.phase if found.conversation.phase in (Phase.PREPARING, Phase.EXPECTING) else Phase.LOOKING
    courses = [(one, next((block for block in one.now.blocks if block.key == "course"), None)) for one in found.sections]
    context = {
        "last": found.last,
        "actions": [action_row(one, one.party_id, "") for one in found.last.actions],
        "courses": courses,
        "sealed": found.sealed,
    }
    return one_page(request, "back", found.conversation, here, context)
