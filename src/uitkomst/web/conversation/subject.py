"""One subject fills the screen: sentence, what was expected, figure and region, then the four questions in order (screens 7)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from uitkomst.conversation.kinds import INTERPRETATION, Question
from uitkomst.conversation.states import Act, Phase
from uitkomst.flows.conversation.answer import write_answer
from uitkomst.flows.conversation.explain import withdraw_explanation, write_explanation
from uitkomst.flows.conversation.inside import may_write_in
from uitkomst.flows.conversation.look import FigureShown, IndicatorShown, Said, show_indicator
from uitkomst.flows.conversation.together import leading, show_to_all, stop_showing
from uitkomst.flows.conversation.voices import show_voices
from uitkomst.flows.refusals import Refused
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.rights import Right, may
from uitkomst.web import words
from uitkomst.web.conversation import quiet
from uitkomst.web.conversation.steps import name_of, one_page
from uitkomst.web.conversation.typing import latest_of, own_text, write_own
from uitkomst.web.mirrors.naming import expected_text
from uitkomst.web.pages import page, show
from uitkomst.web.typed import typed_before

_AT = {"show": "leading", "unshow": "leading"}
"""Where on the page somebody goes on after a button; else at the questions."""


@page("GET", "POST")
def subject(request: HttpRequest, actor: Actor, conversation_id: UUID, indicator: str) -> HttpResponse:
    """Look, and answer for the own party."""
    if request.method == "POST":
        return _write(request, actor, conversation_id, indicator)
    if begun := quiet.begun(request):
        return begun
    return _page(request, actor, conversation_id, indicator, typed_before(request))


def _write(request: HttpRequest, actor: Actor, conversation_id: UUID, indicator: str) -> HttpResponse:
    may_write_in(actor, conversation_id)
    now = timezone.now()
    do, typed = request.POST.get("do", ""), request.POST.dict()
    said: dict[str, Any] = {"actor": actor, "now": now, "conversation_id": conversation_id}
    try:
        write_own(typed, lambda **more: write_answer(**said, **more), INTERPRETATION, indicator)
        if do.startswith("unexplain-"):
            withdraw_explanation(explanation_id=do.removeprefix("unexplain-"), **said)
        if do == "explain" or typed.get("explanation", "").strip():
            text, group, higher = typed.get("explanation", ""), typed.get("group", ""), typed.get("higher") != "lower"
            write_explanation(indicator=indicator, text=text, group=group, higher=higher, **said)
        if do.startswith("show-"):
            show_to_all(indicator=indicator, question=do.removeprefix("show-"), **said)
        if do == "unshow":
            stop_showing(**said)
    except Refused as refused:
        return _page(request, actor, conversation_id, indicator, typed, refused)
    where = reverse("conversation_subject", kwargs={"conversation_id": conversation_id, "indicator": indicator})
    minutes = quiet.running(typed.get("quiet", ""), now)
    return redirect(f"{where}?saved=1{f'&quiet={minutes.stamp}' if minutes else ''}#{_AT.get(do.partition('-')[0], 'questions')}")


def _page(
    request: HttpRequest, actor: Actor, conversation_id: UUID, indicator: str, typed: dict[str, str], refused: Refused | None = None
) -> HttpResponse:
    one = show_indicator(actor=actor, now=timezone.now(), conversation_id=conversation_id, indicator=indicator, language=words.language())
    talk = one.conversation
    here = Phase.LOOKING if talk.phase in (Phase.EXPECTING, Phase.LOOKING) else Phase.INTERPRETING
    context = {
        **indicator_context(one),
        **lead_context(actor, one),
        **story_context(actor, one),
        "asks": [_ask(question, one.answers[question], typed, refused) for question in INTERPRETATION],
        "may_answer": Act.ANSWER in talk.may and talk.may_write,
        "shows_answers": talk.phase not in (Phase.EXPECTING, Phase.LOOKING),
        "values": {name: typed.get(name, "") for name in ("explanation", "group", "higher")},
        "saved": request.GET.get("saved") == "1" and not refused,
        "quiet": quiet.running(typed.get("quiet", "") or request.GET.get("quiet", ""), timezone.now()),
    }
    return one_page(request, "subject", talk, here, context, refused.text(words.language()) if refused else "")


def indicator_context(one: IndicatorShown) -> dict[str, Any]:
    """What stands on the screen of one subject; the same on the page and in the table view."""
    main = [figure for figure in one.figures if not figure.beside]
    order = [subject.id for subject in one.conversation.subjects]
    return {
        "one": one,
        "number": order.index(one.indicator) + 1,
        "figure": main[0] if main else None,
        "earlier_figures": main[1:],
        "region": next((figure for figure in one.figures if figure.beside), None),
        "expected": [(said.party, expected_text(said, said.unit)) for said in one.expected],
        "picture": main[0].picture if main else None,
        "groups": main[0].groups if main else (),
        "reading_aid": _aid(main or list(one.figures)),
    }


def story_context(actor: Actor, one: IndicatorShown) -> dict[str, Any]:
    """The written story, and on the own screen alone the ways to write it and to the own cases."""
    main = next((figure for figure in one.figures if not figure.beside), None)
    mine = bool(main and main.own)
    return {
        "story": main.story if main else one.story,
        "story_name": main.name if main else one.conversation.about,
        "own_release": main.release_id if main and mine and may(actor, Right.WRITE_STORY) else None,
        "own_cases": mine and may(actor, Right.CARE),
    }


def lead_context(actor: Actor, one: IndicatorShown) -> dict[str, Any]:
    """For the pages from which somebody can show the subject to everybody. Nothing when the step or the part does not allow it."""
    talk = one.conversation
    if Act.LEAD not in talk.may:
        return {}
    led = leading(actor=actor, now=timezone.now(), conversation_id=talk.id, language=words.language())
    titles = {subject.id: subject.title for subject in talk.subjects}
    shows = talk.phase is Phase.INTERPRETING
    return {
        "may_lead": True,
        "leading": led,
        "leading_title": titles.get(led.indicator, "") if led else "",
        "leading_here": led is not None and led.indicator == one.indicator,
        "to_show": [question.value for question in INTERPRETATION] if shows else [],
    }


def _aid(figures: list[FigureShown]) -> list[dict[str, Any]]:
    return [{"heading": part.heading, "told": part.items} for part in figures[0].section.reading_aid] if figures else []


def _ask(question: Question, said: tuple[Said, ...], typed: dict[str, str], refused: Refused | None) -> dict[str, Any]:
    """One question: what each party says, and the own field with what was typed."""
    stands = next((one.newest for one in said if one.mine), None)
    told = [(one, one.together, one.versions[: -len(one.together)] if one.together else ()) for one in said]
    return {**own_text(question.value, stands, typed, latest_of(question.value, refused)), "said": told}


@page("GET")
def table(request: HttpRequest, actor: Actor, conversation_id: UUID, indicator: str) -> HttpResponse:
    """The same, for one screen in a meeting room: readable from four metres, without menus."""
    if begun := quiet.begun(request):
        return begun
    now = timezone.now()
    one = show_indicator(actor=actor, now=now, conversation_id=conversation_id, indicator=indicator, language=words.language())
    asks = [{"name": question.value, "said": [(said, said.together) for said in one.answers[question]]} for question in INTERPRETATION]
    shows = one.conversation.phase not in (Phase.EXPECTING, Phase.LOOKING)
    context = {**indicator_context(one), "asks": asks if shows else [], "talk": one.conversation, "name": name_of(one.conversation)}
    if shows:
        context["found"] = show_voices(actor=actor, now=now, conversation_id=conversation_id, indicator=indicator)
        context["quiet"] = quiet.running(request.GET.get("quiet", ""), now)
    context |= {"shows_answers": shows, "on_screen": True, **lead_context(actor, one)}
    return show(request, "conversation/table", context)
