"""What goes out of the conversation: the letter before it, minutes, council text, team page, and the poster."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from uitkomst.conversation.kinds import Part
from uitkomst.conversation.states import ENDED, Act, Phase
from uitkomst.flows.conversation import papers as flow
from uitkomst.flows.conversation.inside import may_write_in
from uitkomst.flows.conversation.show import ConversationShown, show_conversation
from uitkomst.flows.refusals import Refused
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.rights import Right, may
from uitkomst.web import words
from uitkomst.web.conversation.agreeing import action_rows
from uitkomst.web.conversation.steps import one_page
from uitkomst.web.downloads import as_file
from uitkomst.web.pages import page
from uitkomst.web.typed import typed_before

_PAIRS = 3


@page("GET", "POST")
def papers(request: HttpRequest, actor: Actor, conversation_id: UUID) -> HttpResponse:
    """Which papers there are now; what the poster says."""
    refused = None
    if request.method == "POST":
        may_write_in(actor, conversation_id)
        pairs = [(request.POST.get(f"said-{n}", ""), request.POST.get(f"done-{n}", "")) for n in range(_PAIRS)]
        read = request.POST.get("version", "")
        try:
            flow.write_poster(actor=actor, now=timezone.now(), conversation_id=conversation_id, pairs=pairs, version=read)
            return redirect("conversation_papers", conversation_id=conversation_id)
        except Refused as no:
            refused = no
    return _page(request, actor, conversation_id, refused)


@page("GET")
def paper(request: HttpRequest, actor: Actor, conversation_id: UUID, paper: str, kind: str) -> HttpResponse:
    """One paper as a file; why it is not there yet is said on the page."""
    try:
        name, content_type, content = flow.make_paper(
            actor=actor, now=timezone.now(), conversation_id=conversation_id, name=paper, kind=kind, language=words.language()
        )
    except Refused as no:
        return _page(request, actor, conversation_id, no)
    return as_file(content, content_type, name)


def _page(request: HttpRequest, actor: Actor, conversation_id: UUID, refused: Refused | None) -> HttpResponse:
    talk = show_conversation(actor=actor, now=timezone.now(), conversation_id=conversation_id, language=words.language())
    typed = request.POST.dict() if refused else typed_before(request)
    is_changed = refused is not None and refused.code == "poster_changed"
    context = {
        "papers": [(name, _is_there(talk, name)) for name in flow.PAPERS if name != "poster"],
        "pairs": [(n, *_pair(typed, talk, n)) for n in range(_PAIRS)],
        "version": flow.poster_version(talk.poster) if is_changed else typed.get("version", flow.poster_version(talk.poster)),
        "theirs": talk.poster if is_changed else (),
        "actions": action_rows(talk),
        "may_poster": Act.FOLLOW in talk.may and talk.may_write,
        "may_tell": talk.mine.part is Part.PROVIDER and may(actor, Right.KEEP_REGISTER),
        "may_get_poster": bool(talk.poster) and _is_there(talk, "poster"),
    }
    here = Phase.CLOSED if talk.phase in ENDED | {Phase.AGREEING} else Phase.PREPARING if talk.phase is Phase.STOPPED else talk.phase
    return one_page(request, "papers", talk, here, context, refused.text(words.language()) if refused else "")


def _is_there(talk: ConversationShown, name: str) -> bool:
    closed = talk.phase in ENDED
    return {"letter": talk.mine.locked_at is not None, "minutes": talk.minutes is not None}.get(name, closed)


def _pair(typed: dict[str, str], talk: ConversationShown, n: int) -> tuple[Any, Any]:
    if typed:
        return typed.get(f"said-{n}", ""), typed.get(f"done-{n}", "")
    return talk.poster[n] if n < len(talk.poster) else ("", "")
