"""Agree: an action is a sentence, of every party; what each can change itself; what develops; did we talk about the right things."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import resolve, reverse
from django.utils import timezone

from uitkomst.conversation.kinds import CLOSING, Question
from uitkomst.conversation.states import Act, Phase
from uitkomst.conversation.types import ImprovementAction
from uitkomst.flows.conversation import agree
from uitkomst.flows.conversation.answer import write_answer
from uitkomst.flows.conversation.inside import may_write_in
from uitkomst.flows.conversation.minutes import write_minutes
from uitkomst.flows.conversation.naming import party_name
from uitkomst.flows.conversation.show import ConversationShown, show_conversation
from uitkomst.flows.conversation.told import action_sentence
from uitkomst.flows.refusals import Refused
from uitkomst.organisations.actor import Actor
from uitkomst.web import words
from uitkomst.web.conversation.steps import one_page
from uitkomst.web.conversation.typing import latest_of, own_text, write_own
from uitkomst.web.pages import page
from uitkomst.web.typed import typed_again

_ACTION = ("who", "what", "before", "notice", "practice", "number", "about")


@page("GET", "POST")
def agreeing(request: HttpRequest, actor: Actor, conversation_id: UUID) -> HttpResponse:
    """One form: a new action, the questions of the whole talk, and the minutes."""
    if request.method == "POST":
        return _write(request, actor, conversation_id)
    again = typed_again(request)
    note = {} if again.form in ("", request.path) else _of_note(again.fields, resolve(again.form).kwargs["action_id"])
    return _page(request, actor, conversation_id, {} if note else again.fields, note=note)


def _of_note(typed: Mapping[str, str], action_id: UUID) -> dict[str, str]:
    """What was typed about how it goes with one action."""
    return {"of": str(action_id), "state": typed.get("state", ""), "text": typed.get("text", "")}


def _write(request: HttpRequest, actor: Actor, conversation_id: UUID) -> HttpResponse:
    may_write_in(actor, conversation_id)
    now, do, typed = timezone.now(), request.POST.get("do", "save"), request.POST.dict()
    try:
        write_own(typed, lambda **more: write_answer(actor=actor, now=now, conversation_id=conversation_id, **more), CLOSING)
        if do == "action" or any(typed.get(name, "").strip() for name in ("who", "what", "notice")):
            new = {name: typed.get(name, "") for name in _ACTION}
            agree.write_action(actor=actor, now=now, conversation_id=conversation_id, typed=new, indicator=new["about"])
            typed |= dict.fromkeys(_ACTION, "")
        if do == "minutes":
            write_minutes(
                actor=actor, now=now, conversation_id=conversation_id, summary=typed.get("summary", ""), language=words.language()
            )
            return redirect("conversation_minutes", conversation_id=conversation_id)
    except Refused as refused:
        return _page(request, actor, conversation_id, typed, refused)
    return redirect(f"{reverse('conversation_agreeing', kwargs={'conversation_id': conversation_id})}?saved=1")


@page("POST")
def action(request: HttpRequest, actor: Actor, conversation_id: UUID, action_id: UUID) -> HttpResponse:
    """Take an action of the own party back, or tell how it goes with it."""
    now, said = timezone.now(), {"actor": actor, "conversation_id": conversation_id, "action_id": action_id}
    try:
        if request.POST.get("do") == "withdraw":
            agree.withdraw_action(now=now, **said)  # type: ignore[arg-type]
        else:
            agree.write_note(now=now, state=request.POST.get("state", ""), text=request.POST.get("text", ""), **said)  # type: ignore[arg-type]
    except Refused as refused:
        return _page(request, actor, conversation_id, {}, refused, note=_of_note(request.POST.dict(), action_id))
    return redirect(f"{reverse('conversation_agreeing', kwargs={'conversation_id': conversation_id})}#actions")


def _page(
    request: HttpRequest,
    actor: Actor,
    conversation_id: UUID,
    typed: dict[str, str],
    refused: Refused | None = None,
    note: Mapping[str, str] | None = None,
) -> HttpResponse:
    talk = show_conversation(actor=actor, now=timezone.now(), conversation_id=conversation_id, language=words.language())
    newest = talk.minutes
    context = {
        "actions": action_rows(talk),
        "note": note or {},
        "asks": [_ask(talk, question, typed, refused) for question in CLOSING],
        "values": {name: typed.get(name, "") for name in _ACTION} | {"summary": typed.get("summary", newest.summary if newest else "")},
        "open": Act.PROPOSE in talk.may and talk.may_write,
        "may_write_minutes": Act.WRITE_MINUTES in talk.may,
        "may_follow": Act.FOLLOW in talk.may and talk.may_write,
        "saved": request.GET.get("saved") == "1" and not refused,
        "is_place": talk.mine.part.value in ("municipality", "region"),
    }
    here = Phase.INTERPRETING if talk.phase is Phase.INTERPRETING else Phase.AGREEING
    return one_page(request, "agreeing", talk, here, context, refused.text(words.language()) if refused else "")


def action_rows(talk: ConversationShown) -> list[dict[str, Any]]:
    """Every action as a sentence, with whose it is and how it goes."""
    titles = {subject.id: subject.title for subject in talk.subjects}
    return [action_row(one, talk.mine.id, titles.get(one.indicator, "")) for one in talk.actions]


def action_row(one: ImprovementAction, mine: int, about: str) -> dict[str, Any]:
    """One action in words."""
    return {
        "action": one,
        "sentence": action_sentence(one, words.language()),
        "mine": one.party_id == mine,
        "party": party_name(one.party, words.language()),
        "about": about,
        "notes": list(one.notes.all()),
    }


def _ask(talk: ConversationShown, question: Question, typed: dict[str, str], refused: Refused | None) -> dict[str, Any]:
    said = [(party, one) for party in talk.parties if (one := party.answers.get(question)) and one.text]
    own = own_text(question.value, talk.mine.answers.get(question), typed, latest_of(question.value, refused))
    return {**own, "said": said}
