"""The minutes: part A that may leave, part B that stays; each party confirms the newest version as a fair account (screens 8)."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from uitkomst.conversation.states import ENDED, Act, Phase
from uitkomst.flows.conversation.leaving import perhaps_not_outside
from uitkomst.flows.conversation.minutes import confirm_minutes, read_part_b
from uitkomst.flows.conversation.show import show_conversation
from uitkomst.flows.refusals import Refused
from uitkomst.organisations.actor import Actor
from uitkomst.presentation.papers import Block
from uitkomst.vocabulary.typed import number_of
from uitkomst.web import words
from uitkomst.web.conversation.steps import one_page
from uitkomst.web.pages import page


@page("GET", "POST")
def minutes(request: HttpRequest, actor: Actor, conversation_id: UUID) -> HttpResponse:
    """Part A, who has confirmed it, and to confirm it."""
    refused = ""
    if request.method == "POST":
        try:
            confirm_minutes(
                actor=actor, now=timezone.now(), conversation_id=conversation_id, version=number_of(request.POST.get("version", "")) or 0
            )
            return redirect("conversation_minutes", conversation_id=conversation_id)
        except Refused as no:
            refused = no.text(words.language())
    talk = show_conversation(actor=actor, now=timezone.now(), conversation_id=conversation_id, language=words.language())
    newest = talk.minutes
    blocks = [Block.of(data) for data in newest.part_a] if newest else []
    context = {
        "minutes": newest,
        "blocks": blocks,
        "look_again": perhaps_not_outside(talk, blocks) if talk.phase is Phase.AGREEING else (),
        "may_confirm": Act.CONFIRM in talk.may and newest is not None and not talk.mine.confirmed and not talk.outdated,
        "closed": talk.phase in ENDED,
    }
    return one_page(request, "minutes", talk, Phase.CLOSED, context, refused)


@page("GET")
def part_b(request: HttpRequest, actor: Actor, conversation_id: UUID) -> HttpResponse:
    """Part B stays on the platform; who opened it stands beside it."""
    now = timezone.now()
    talk = show_conversation(actor=actor, now=now, conversation_id=conversation_id, language=words.language())
    try:
        newest, blocks = read_part_b(actor=actor, now=now, conversation_id=conversation_id, language=words.language())
    except Refused as refused:
        return one_page(request, "minutes", talk, Phase.CLOSED, {"minutes": None, "blocks": []}, refused.text(words.language()))
    context = {"minutes": newest, "blocks": blocks, "looks": list(newest.looks.select_related("person", "organisation"))}
    return one_page(request, "part_b", talk, Phase.CLOSED, context)
