"""After a conversation: may the region read what it was about and what was agreed; may everybody read what was learned."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from uitkomst.conversation.states import Phase
from uitkomst.flows.conversation import across as flow
from uitkomst.flows.conversation.inside import may_write_in
from uitkomst.flows.refusals import Refused
from uitkomst.organisations.actor import Actor
from uitkomst.vocabulary.typed import number_of
from uitkomst.web import words
from uitkomst.web.conversation.steps import one_page
from uitkomst.web.pages import page
from uitkomst.web.typed import typed_before


@page("GET", "POST")
def sharing(request: HttpRequest, actor: Actor, conversation_id: UUID) -> HttpResponse:
    """Each party decides for itself; it is read when all do, and no longer when one does not."""
    if request.method != "POST":
        return _page(request, actor, conversation_id, typed_before(request))
    may_write_in(actor, conversation_id)
    said: dict[str, Any] = {"actor": actor, "now": timezone.now(), "conversation_id": conversation_id}
    do, _, level = request.POST.get("do", "").partition(":")
    try:
        if do == "write":
            version = number_of(request.POST.get("version", "")) or 0
            flow.write_lesson(text=request.POST.get("lesson", ""), indicator=request.POST.get("about", ""), version=version, **said)
        else:
            flow.share(level=level if level in flow.LEVELS else "region", agrees=do == "agree", **said)
    except Refused as refused:
        return _page(request, actor, conversation_id, request.POST.dict(), refused)
    return redirect("conversation_sharing", conversation_id=conversation_id)


def _page(request: HttpRequest, actor: Actor, conversation_id: UUID, typed: dict[str, str], refused: Refused | None = None) -> HttpResponse:
    found = flow.show_sharing(actor=actor, now=timezone.now(), conversation_id=conversation_id, language=words.language())
    region, nation = found.levels
    newer = refused is not None and refused.code == "lesson_changed"
    context = {
        "found": found,
        "region": region,
        "nation": nation,
        "lesson": typed.get("lesson", nation.text),
        "about": typed.get("about", nation.indicator),
        "version": nation.version if newer else typed.get("version", nation.version),
    }
    return one_page(request, "sharing", found.conversation, Phase.CLOSED, context, refused.text(words.language()) if refused else "")
