"""Take over answers from paper, and print the paper."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from uitkomst.flows.care.from_paper import enter_paper, show_paper
from uitkomst.flows.refusals import Refused
from uitkomst.organisations.actor import Actor
from uitkomst.web import words
from uitkomst.web.pages import page, show
from uitkomst.web.practitioner import naming
from uitkomst.web.typed import typed_before


@page("GET", "POST")
def paper(request: HttpRequest, actor: Actor, invitation_id: UUID) -> HttpResponse:
    """All questions on one page."""
    now, refused, wrong = timezone.now(), "", ""
    typed = request.POST.dict() or typed_before(request)
    try:
        if request.method == "POST":
            made = enter_paper(actor=actor, now=now, invitation_id=invitation_id, typed=typed)
            return redirect("trajectory", trajectory_id=made.trajectory_id)
    except Refused as found:
        refused, wrong = found.text(words.language()), str(found.details.get("field", ""))
    try:
        shown = show_paper(actor=actor, now=now, invitation_id=invitation_id)
    except Refused as found:
        return show(request, "practitioner/no_link", {"refused": found.text(words.language())}, status=409)
    one = shown.invitation.trajectory
    context = {
        "one": one,
        "invitation": shown.invitation,
        "name": naming.informant_name(shown.invitation.informant, one),
        "title": shown.title,
        "language": shown.language,
        "questions": [
            {"shown": question, "field": question.question, "value": typed.get(question.question, ""),
             "grades": range(question.lowest, question.highest + 1), "let": naming.let_fields(shown.let, one, question, "", typed)}
            for question in shown.questions
        ],
        "on_paper": typed.get("on_paper", ""),
        "only_total": typed.get("only_total", ""),
        "refused": refused,
        "wrong": wrong,
    }  # fmt: skip
    return show(request, "practitioner/paper", context, status=400 if refused else 200)
