"""Prepare: purpose, goals, subjects, dates, who takes part, what each party's interest is; then agree (screens 7).

The page is one form: whichever button is pressed, everything typed is kept.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from uitkomst.conversation.kinds import PREPARATION, Question
from uitkomst.conversation.states import Phase
from uitkomst.flows.conversation import prepare
from uitkomst.flows.conversation.answer import write_answer
from uitkomst.flows.conversation.inside import may_write_in
from uitkomst.flows.conversation.show import ConversationShown, all_subjects
from uitkomst.flows.refusals import Refused
from uitkomst.organisations.actor import Actor
from uitkomst.web import words
from uitkomst.web.conversation.agreeing import action_row
from uitkomst.web.conversation.steps import one_page
from uitkomst.web.conversation.typing import number_of, write_own
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
    now, said = timezone.now(), {"actor": actor, "conversation_id": conversation_id}
    do = request.POST.get("do", "save")
    try:
        if do.startswith("leave-"):
            prepare.end_participant(now=now, participant_id=number_of(do.removeprefix("leave-")) or 0, **said)  # type: ignore[arg-type]
        else:
            _keep(request, actor, conversation_id)
        if do == "agree":
            read = prepare.show_preparation(now=now, **said)[0]  # type: ignore[arg-type]
            prepare.agree_preparation(now=now, preparation=read.preparation, **said)  # type: ignore[arg-type]
            return redirect("conversation", conversation_id=conversation_id)
    except Refused as refused:
        return _page(request, actor, conversation_id, request.POST.dict(), refused)
    return redirect("conversation_preparing", conversation_id=conversation_id)


def _keep(request: HttpRequest, actor: Actor, conversation_id: UUID) -> None:
    """Everything on the page: what is shared, the own texts, a new name."""
    now = timezone.now()
    typed = {name: request.POST.get(name, "") for name in _SHARED}
    prepare.write_preparation(
        actor=actor, now=now, conversation_id=conversation_id, typed=typed,
        indicators=request.POST.getlist("indicator"), preparation=number_of(request.POST.get("preparation", "")),
    )  # fmt: skip
    write_own(request, lambda **more: write_answer(actor=actor, now=now, conversation_id=conversation_id, **more), PREPARATION)
    if request.POST.get("new_name", "").strip():
        prepare.name_participant(
            actor=actor, now=now, conversation_id=conversation_id,
            name=request.POST["new_name"], function=request.POST.get("new_function", ""),
        )  # fmt: skip


def _page(request: HttpRequest, actor: Actor, conversation_id: UUID, typed: dict[str, str], refused: Refused | None = None) -> HttpResponse:
    talk, periods, last = prepare.show_preparation(
        actor=actor, now=timezone.now(), conversation_id=conversation_id, language=words.language()
    )
    kept = _kept(talk)
    chosen = request.POST.getlist("indicator") if refused else [one.id for one in talk.subjects]
    context = {
        "values": {name: typed.get(name, kept[name]) for name in kept},
        "kept": kept,
        "changed": bool(refused) and refused.code == "preparation_changed",  # type: ignore[union-attr]
        "last": last,
        "last_actions": [action_row(one, one.party_id, "") for one in last.actions] if last else [],
        "periods": periods or ([talk.period] if talk.period else []),
        "all": [(one, one.id in chosen) for one in all_subjects(words.language())],
        "open": talk.phase is Phase.PREPARING and talk.may_write,
        "own": [(question, talk.mine.answers.get(question)) for question in PREPARATION],
        "latest": refused.details.get("latest") if refused else None,
        "typed": typed,
        "interest": Question.INTEREST,
        "is_subject": talk.mine.name == talk.about,
    }
    return one_page(request, "preparing", talk, Phase.PREPARING, context, refused.text(words.language()) if refused else "")


def _kept(talk: ConversationShown) -> dict[str, Any]:
    own = {question.value: (one.text if (one := talk.mine.answers.get(question)) else "") for question in PREPARATION}
    versions = {f"version-{question}": str(one.version if (one := talk.mine.answers.get(question)) else 0) for question in PREPARATION}
    return {
        "purpose": talk.purpose,
        "goals": talk.goals,
        "period": talk.period,
        "until": timezone.localdate(talk.expect_until).isoformat() if talk.expect_until else "",
        "talk_on": timezone.localdate(talk.talk_at).isoformat() if talk.talk_at else "",
        "days_alone": str(talk.days_alone),
        "new_name": "",
        "new_function": "",
        **own,
        **versions,
    }
