"""Answer on a phone: one question a screen, every tap is kept at once, back is always possible (screens 1)."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from uitkomst import questionnaires
from uitkomst.flows.care import answering as flow
from uitkomst.flows.care.addresses import leave_behind_link
from uitkomst.flows.care.answering import AnswerWrong, Sheet
from uitkomst.flows.care.help_lines import help_lines
from uitkomst.flows.quotes.asking import asked
from uitkomst.flows.quotes.withdraw import given_behind, withdraw_behind_link
from uitkomst.flows.refusals import Refused
from uitkomst.organisations.log_in import address_of
from uitkomst.web.client.pages import link_page, say


def _known(request: HttpRequest, token: str) -> dict[str, Any]:
    return {"token": token, "now": timezone.now(), "address": address_of(request)}


@link_page("GET", "POST")
def start(request: HttpRequest, token: str) -> HttpResponse:
    """What this is, how long it takes, who reads it; then begin, or go on where one was. After sending: thanks."""
    spoken = request.GET.get("language", "")
    if request.method == "POST":
        sheet = flow.begin(**_known(request, token), language=request.POST.get("language", ""))
        return _go_on(sheet, token)
    sheet = flow.open_link(**_known(request, token), language=spoken)
    if sheet.done:
        return _thanks(request, token, sheet)
    answered = len(questionnaires.answers_that_count(sheet.questionnaire, sheet.answers))
    return say(
        request,
        "start",
        {**_about(sheet, token), "answered": answered, "number": len(sheet.questionnaire.questions)},
        language=sheet.language,
    )


def _go_on(sheet: Sheet, token: str) -> HttpResponse:
    """The first question without an answer; when there is none, the page to send from."""
    if sheet.done:
        return redirect("answer", token=token)
    if sheet.next_id:
        return redirect("answer_question", token=token, question_id=sheet.next_id)
    return redirect("answer_send", token=token)


@link_page("GET", "POST")
def question(request: HttpRequest, token: str, question_id: str) -> HttpResponse:
    """One question. What was typed stays when it cannot be an answer, and when something else than "on" was chosen."""
    if request.method != "POST":
        return _question(request, token, question_id)
    typed, absent = request.POST.get("value", ""), request.POST.get("absent", "")
    if "reads" in request.POST or "language" in request.POST:
        _change(request, token, question_id)
        return _question(request, token, question_id, typed) if typed else redirect("answer_question", token=token, question_id=question_id)
    only, let = (request.POST.get(name) == "on" for name in ("only_total", "let"))
    try:
        sheet = flow.answer(**_known(request, token), question_id=question_id, typed=typed, absent=absent, only_total=only, let=let)
    except AnswerWrong as wrong:
        return _question(request, token, question_id, typed, wrong)
    if sheet.done:
        return redirect("answer", token=token)
    following = questionnaires.next_question(sheet.questionnaire, sheet.answers, after=question_id)
    return redirect("answer_question", token=token, question_id=following.id) if following else redirect("answer_send", token=token)


def _change(request: HttpRequest, token: str, question_id: str) -> None:
    """Who reads it from here on (nobody: it counts in the total only), or the language."""
    if "reads" in request.POST:
        flow.read_by_nobody(**_known(request, token), question_id=question_id, only_total=request.POST["reads"] == "nobody")
    else:
        flow.speak(**_known(request, token), language=request.POST["language"])


def _question(
    request: HttpRequest, token: str, question_id: str, typed: str | None = None, wrong: AnswerWrong | None = None
) -> HttpResponse:
    """typed: what is not kept yet; None when nothing was."""
    sheet = flow.open_link(**_known(request, token))
    if sheet.done or not sheet.begun:
        return redirect("answer", token=token)
    shown, kept = sheet.shown(question_id), sheet.answers.get(question_id)
    before = questionnaires.previous_question(sheet.questionnaire, sheet.answers, question_id)
    at, of = questionnaires.place(sheet.questionnaire, sheet.answers, question_id)
    context = {
        **_about(sheet, token),
        "shown": shown,
        "at": at,
        "of": of,
        "grades": [(range(shown.lowest, shown.lowest + 5)), (range(shown.lowest + 5, shown.highest + 1))],
        "before": before.id if before else "",
        "value": typed if typed is not None else kept.value if kept else None,
        "absent": kept.absent if kept else "",
        "for_total": sheet.for_total(question_id),
        "own_words": not shown.official and bool(sheet.questionnaire.question(question_id).delivery),
        "wrong": wrong.text(sheet.language) if wrong else "",
        "help_lines": help_lines(sheet.invitation) if shown.kind == "open" else [],
        "asked": asked(sheet, question_id, timezone.now()),
        "let": request.POST.get("let") == "on" if typed is not None else shown.kind == "open" and question_id in given_behind(sheet),
    }
    return say(request, "question", context, language=sheet.language, status=400 if wrong else 200)


@link_page("GET", "POST")
def send(request: HttpRequest, token: str) -> HttpResponse:
    """What was answered, to look at once more; then send."""
    if request.method == "POST":
        try:
            flow.send(**_known(request, token))
        except Refused as refused:
            if refused.code != "answers_missing":
                raise
        else:
            return redirect("answer", token=token)
    sheet = flow.open_link(**_known(request, token))
    if sheet.done or not sheet.begun:
        return redirect("answer", token=token)
    asked_now = [sheet.shown(one.id) for one in questionnaires.questions_asked(sheet.questionnaire, sheet.answers)]
    lines = [(shown, sheet.answers.get(shown.question), sheet.for_total(shown.question)) for shown in asked_now]
    context = {**_about(sheet, token), "lines": lines, "missing": sheet.missing, "last": asked_now[-1].question}
    context["let"] = given_behind(sheet)
    return say(request, "send", context, language=sheet.language)


def _thanks(request: HttpRequest, token: str, sheet: Sheet) -> HttpResponse:
    context = {**_about(sheet, token), "noted": request.GET.get("noted", ""), "let": given_behind(sheet)}
    return say(request, "thanks", context, language=sheet.language)


@link_page("POST")
def take_back(request: HttpRequest, token: str) -> HttpResponse:
    """Nothing of what was answered here is used any more."""
    withdraw_behind_link(**_known(request, token))
    response = redirect("answer", token=token)
    response["Location"] += "?noted=back"
    return response


@link_page("POST")
def news(request: HttpRequest, token: str) -> HttpResponse:
    """Whether this person wants to hear what happens with the answers."""
    wants = request.POST.get("news") == "yes"
    flow.tell_me(**_known(request, token), wants=wants)
    response = redirect("answer", token=token)
    response["Location"] += f"?noted={'yes' if wants else 'no'}"
    return response


@link_page("POST")
def language(request: HttpRequest, token: str) -> HttpResponse:
    """Go on in another language. On a question its own page does so."""
    sheet = flow.speak(**_known(request, token), language=request.POST.get("language", ""))
    if sheet.begun:
        return redirect("answer", token=token)
    response = redirect("answer", token=token)
    response["Location"] += f"?language={sheet.language}"
    return response


def _about(sheet: Sheet, token: str) -> dict[str, Any]:
    """What every screen needs."""
    others = [one for one in sheet.questionnaire.languages if one != sheet.language]
    formal = sheet.invitation.informant.kind == "parent"
    return {
        "sheet": sheet, "token": token, "other_languages": others, "you": "u" if formal else "je", "language": sheet.language,
        "title": sheet.questionnaire.title.say(sheet.language, sheet.wording), "readers": sheet.readers, "team_reads": sheet.team_reads,
        "leave": leave_behind_link(sheet.invitation.informant, sheet.invitation.channel),
    }  # fmt: skip
