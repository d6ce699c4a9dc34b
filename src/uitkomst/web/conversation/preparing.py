"""Prepare: purpose, goals, subjects, dates, who takes part, what each party's interest is; then agree (screens 7).

The page is one form: whichever button is pressed, everything typed is kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from uitkomst.conversation.kinds import PREPARATION, Part, Question
from uitkomst.conversation.states import Phase
from uitkomst.flows.conversation import prepare
from uitkomst.flows.conversation.answer import write_answer
from uitkomst.flows.conversation.inside import may_write_in
from uitkomst.flows.conversation.show import ConversationShown, all_subjects
from uitkomst.flows.refusals import Refused
from uitkomst.organisations.actor import Actor
from uitkomst.vocabulary.typed import clean, number_of
from uitkomst.web import words
from uitkomst.web.conversation.agreeing import action_row
from uitkomst.web.conversation.steps import one_page
from uitkomst.web.conversation.typing import latest_of, own_text, write_own
from uitkomst.web.pages import page
from uitkomst.web.typed import typed_before

_SHARED = ("purpose", "goals", "period", "until", "talk_on", "days_alone")


@page("GET", "POST")
def preparing(request: HttpRequest, actor: Actor, conversation_id: UUID) -> HttpResponse:
    """The form of the preparation; what others wrote beside it."""
    if request.method == "POST":
        return _write(request, actor, conversation_id)
    return _page(request, actor, conversation_id, typed_before(request))


def _write(request: HttpRequest, actor: Actor, conversation_id: UUID) -> HttpResponse:
    may_write_in(actor, conversation_id)
    said = {"actor": actor, "now": timezone.now(), "conversation_id": conversation_id}
    typed, do = request.POST.dict(), request.POST.get("do", "save")
    try:
        number = _keep(typed, request.POST.getlist("indicator"), said, to_agree=do == "agree")
        if do.startswith("leave-"):
            prepare.end_participant(participant_id=number_of(do.removeprefix("leave-")) or 0, **said)  # type: ignore[arg-type]
        if do == "agree":
            prepare.agree_preparation(preparation=number, **said)  # type: ignore[arg-type]
            return redirect("conversation", conversation_id=conversation_id)
    except Refused as refused:
        return _page(request, actor, conversation_id, typed, refused)
    return redirect("conversation_preparing", conversation_id=conversation_id)


def _keep(typed: dict[str, str], indicators: Sequence[str], said: dict[str, Any], *, to_agree: bool) -> int:
    """Everything on the page: what is shared, the own texts, a new name. The number of the preparation that was read, with all of this.

    What was kept is told in ``typed``, so that the page that is shown after a refusal does not send it once more.
    """
    read = number_of(typed.get("preparation", ""))
    shared = {name: typed.get(name, "") for name in _SHARED}
    number = prepare.write_preparation(typed=shared, indicators=indicators, preparation=read, read_all=to_agree, **said) or 0
    typed["preparation"] = str(number)
    write_own(typed, lambda **more: write_answer(**said, **more), PREPARATION)
    if typed.get("new_name", "").strip():
        prepare.name_participant(name=typed["new_name"], function=typed.get("new_function", ""), **said)
        number += 1
        typed |= {"preparation": str(number), "new_name": "", "new_function": ""}
    return number


def _page(request: HttpRequest, actor: Actor, conversation_id: UUID, typed: dict[str, str], refused: Refused | None = None) -> HttpResponse:
    talk, periods, last = prepare.show_preparation(
        actor=actor, now=timezone.now(), conversation_id=conversation_id, language=words.language()
    )
    kept = _kept(talk)
    is_changed = refused is not None and refused.code == "preparation_changed"
    chosen = request.POST.getlist("indicator") if refused else [one.id for one in talk.subjects]
    context = {
        "values": {name: typed.get(name, kept[name]) for name in kept},
        "preparation": talk.preparation if is_changed else typed.get("preparation", talk.preparation),
        "theirs": [(name, kept[name]) for name in _SHARED if is_changed and clean(typed.get(name, kept[name])) != kept[name]],
        "their_subjects": [one.title for one in talk.subjects] if is_changed and {one.id for one in talk.subjects} != set(chosen) else [],
        "changed": is_changed,
        "own": {question.value: _own(talk, question, typed, refused) for question in PREPARATION},
        "last": last,
        "last_actions": [action_row(one, one.party_id, "") for one in last.actions] if last else [],
        "periods": periods or ([talk.period] if talk.period else []),
        "all": [(one, one.id in chosen) for one in all_subjects(words.language())],
        "open": talk.phase is Phase.PREPARING and talk.may_write,
        "is_subject": talk.mine.part is Part.PROVIDER and talk.mine.organisation == talk.about,
    }
    return one_page(request, "preparing", talk, Phase.PREPARING, context, refused.text(words.language()) if refused else "")


def _own(talk: ConversationShown, question: Question, typed: dict[str, str], refused: Refused | None) -> dict[str, Any]:
    return own_text(question.value, talk.mine.answers.get(question), typed, latest_of(question.value, refused))


def _kept(talk: ConversationShown) -> dict[str, str]:
    return {
        "purpose": talk.purpose,
        "goals": talk.goals,
        "period": talk.period,
        "until": timezone.localdate(talk.expect_until).isoformat() if talk.expect_until else "",
        "talk_on": timezone.localdate(talk.talk_at).isoformat() if talk.talk_at else "",
        "days_alone": str(talk.days_alone),
        "new_name": "",
        "new_function": "",
    }
