"""The conversations of the own organisation, by step; and to begin one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from uitkomst.conversation.kinds import Template
from uitkomst.flows.conversation.show import ConversationListed, show_conversation
from uitkomst.flows.conversation.show import conversations as listed
from uitkomst.flows.conversation.start import show_start_form, start_conversation
from uitkomst.flows.refusals import Refused
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.kinds import RoleKind
from uitkomst.organisations.rights import Right, may, require
from uitkomst.vocabulary.typed import number_of
from uitkomst.web import words
from uitkomst.web.conversation.steps import url_of
from uitkomst.web.pages import page, show


@page("GET")
def conversations(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Every conversation, the newest first."""
    require(actor, Right.SEE_CONVERSATIONS)
    found = listed(actor=actor, now=timezone.now())
    context = {"talks": [_row(one, actor) for one in found], "may_start": may(actor, Right.CONVERSE) and not _only_council(actor)}
    context |= {"may_quotes": may(actor, Right.APPROVE_QUOTES), "may_across": may(actor, Right.SEE_ACROSS)}
    return show(request, "conversation/conversations", context)


def _only_council(actor: Actor) -> bool:
    return actor.roles == frozenset({RoleKind.CLIENT_COUNCIL})


def _row(one: ConversationListed, actor: Actor) -> dict[str, Any]:
    others = [name for name in dict.fromkeys(one.names) if name != actor.organisation_name] or [one.about]
    return {"talk": one, "name": ", ".join(others), "state": words.text(f"phase_said.{one.phase}")}


@page("GET")
def conversation(request: HttpRequest, actor: Actor, conversation_id: UUID) -> HttpResponse:
    """To the page of the step where the conversation is."""
    found = show_conversation(actor=actor, now=timezone.now(), conversation_id=conversation_id, language=words.language())
    return redirect(url_of(found, found.phase))


@page("GET", "POST")
def start(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Choose what kind of conversation, and with whom."""
    if request.method == "POST":
        return _start(request, actor)
    return _form(request, actor, [number for asked in request.GET.getlist("with") if (number := number_of(asked)) is not None], "")


def _start(request: HttpRequest, actor: Actor) -> HttpResponse:
    chosen = [number for typed in request.POST.getlist("with") if (number := number_of(typed)) is not None]
    asked = request.POST.get("template", "")
    template = Template(asked) if asked in set(Template) else Template.BILATERAL
    try:
        made = start_conversation(
            actor=actor,
            now=timezone.now(),
            template=template,
            with_ids=chosen,
            council=bool(request.POST.get("council")),
        )
    except Refused as refused:
        return _form(request, actor, chosen, refused.text(words.language()))
    return redirect("conversation_preparing", conversation_id=made.pk)


def _form(request: HttpRequest, actor: Actor, chosen: list[int], refused: str) -> HttpResponse:
    form = show_start_form(actor=actor, now=timezone.now())
    context = {
        "form": form,
        "chosen": chosen,
        "template": request.POST.get("template", form.templates[0] if form.templates else ""),
        "council": request.POST.get("council", ""),
        "refused": refused,
    }
    return show(request, "conversation/start", context, status=400 if refused else 200)
