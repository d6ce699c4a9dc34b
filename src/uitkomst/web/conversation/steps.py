"""What every page of a conversation has: its name, the path of steps, and who is ready."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from uitkomst.conversation.kinds import CLOSING
from uitkomst.conversation.states import ENDED, PATH, Phase
from uitkomst.flows.conversation.show import ConversationShown, PartyShown
from uitkomst.web import words
from uitkomst.web.pages import show
from uitkomst.web.typed import typed_by


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the path. state: done, now or later; url: "" when there is nothing to see yet; here: the page that is shown."""

    name: str
    state: str
    url: str
    here: bool


def one_page(
    request: HttpRequest, template: str, conversation: ConversationShown, here: Phase, context: dict[str, Any], refused: str = ""
) -> HttpResponse:
    """A page of a conversation; what was refused is told above what was typed."""
    common = {
        "talk": conversation,
        "name": name_of(conversation),
        "steps": path_of(conversation, here),
        "step": PATH.index(here) + 1,
        "here": here.value,
        "ready": [(party, _ready(conversation, party)) for party in conversation.parties],
        "typed_by": typed_by(request),
        "refused": refused,
    }
    return show(request, f"conversation/{template}", {**common, **context}, status=400 if refused else 200)


def name_of(conversation: ConversationShown) -> str:
    """Gesprek met Gemeente Woerden; a talk of one party is about its own figures."""
    others = list(dict.fromkeys(one.organisation for one in conversation.others if one.organisation != conversation.mine.organisation))
    return words.text("talk.with", names=words.figures().listed(others)) if others else words.text("talk.own", about=conversation.about)


def url_of(conversation: ConversationShown, phase: Phase) -> str:
    """The page of a step; looking and interpreting begin at the first subject."""
    kwargs: dict[str, Any] = {"conversation_id": conversation.id}
    names = {Phase.PREPARING: "preparing", Phase.EXPECTING: "expecting", Phase.AGREEING: "agreeing"}
    if phase in names:
        return reverse(f"conversation_{names[phase]}", kwargs=kwargs)
    if phase in (Phase.LOOKING, Phase.INTERPRETING) and conversation.subjects:
        return reverse("conversation_subject", kwargs={**kwargs, "indicator": conversation.subjects[0].id})
    if phase is Phase.STOPPED:
        return reverse("conversation_preparing", kwargs=kwargs)
    return reverse("conversation_minutes", kwargs=kwargs)


def path_of(conversation: ConversationShown, here: Phase) -> list[Step]:
    """Done, now, to come. A step that is to come has no page yet."""
    phase_now = _reached(conversation) if conversation.phase is Phase.STOPPED else conversation.phase
    now = PATH.index(phase_now) if phase_now in PATH else len(PATH) - 1
    return [
        Step(
            phase.value,
            "done" if at < now or conversation.phase is Phase.CLOSED else "now" if at == now else "later",
            url_of(conversation, phase) if at <= now else "",
            phase is here,
        )
        for at, phase in enumerate(PATH)
    ]


def _reached(conversation: ConversationShown) -> Phase:
    """How far a conversation that was stopped had come: where the reader finds what it could read."""
    if conversation.minutes:
        return Phase.CLOSED
    if conversation.actions or any(question in party.answers for party in conversation.parties for question in CLOSING):
        return Phase.AGREEING
    return Phase.INTERPRETING if conversation.mine.locked_at else Phase.PREPARING


def _ready(conversation: ConversationShown, party: PartyShown) -> str:
    """How far a party is with what this step asks."""
    phase = conversation.phase
    if phase is Phase.PREPARING:
        return words.text("ready.agreed" if party.agreed else "ready.not_agreed")
    if phase is Phase.EXPECTING:
        return words.text("ready.expected" if party.locked_at else "ready.not_expected")
    if phase is Phase.AGREEING and conversation.minutes:
        return words.text("ready.confirmed" if party.confirmed else "ready.not_confirmed")
    if phase in ENDED:
        return words.text("ready.confirmed")
    return "" if party.locked_at or phase is Phase.STOPPED else words.text("ready.silent")
