"""The register of a provider: make a delivery of what is known, and keep the help lines right."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from uitkomst.flows.care.deliver_from_register import deliver_from_register, show_register
from uitkomst.flows.care.help_lines import MOST, Line, keep_help_lines, show_help_lines
from uitkomst.flows.refusals import Refused
from uitkomst.organisations.actor import Actor
from uitkomst.web import words
from uitkomst.web.pages import page, show
from uitkomst.web.typed import typed_before


@page("GET", "POST")
def register(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Which half-years can be delivered, and what is still missing in each."""
    refused = ""
    if request.method == "POST":
        try:
            made = deliver_from_register(actor=actor, now=timezone.now(), period=request.POST.get("period", ""))
            return redirect("delivery", delivery_id=made.pk)
        except Refused as found:
            refused = found.text(words.language())
    halves = show_register(actor=actor, now=timezone.now())
    return show(request, "register/register", {"halves": halves, "refused": refused}, status=400 if refused else 200)


@page("GET", "POST")
def help_lines(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The numbers that stand at open questions: look at each whether it is right, and say so."""
    refused, wrong, typed = "", "", typed_before(request)
    if request.method == "POST":
        typed = request.POST.dict()
        try:
            keep_help_lines(actor=actor, now=timezone.now(), typed=typed)
            return redirect("help_lines")
        except Refused as found:
            refused, wrong = found.text(words.language()), str(found.details.get("field", ""))
    lines = show_help_lines(actor=actor, now=timezone.now())
    filled = [*lines, *[Line("", "", "")] * (MOST - len(lines))][:MOST]
    context = {
        "rows": [_row(number, line, typed, wrong) for number, line in enumerate(filled, 1)],
        "unseen": sum(line.verified_on is None for line in lines),
        "refused": refused,
    }
    return show(request, "register/help_lines", context, status=400 if refused else 200)


def _row(number: int, line: Line, typed: dict[str, str], wrong: str) -> dict[str, Any]:
    fields = [(name, f"{name}_{number}", typed.get(f"{name}_{number}", getattr(line, name))) for name in ("name", "phone", "when")]
    return {
        "number": number,
        "line": line,
        "fields": [(name, field, value, field == wrong) for name, field, value in fields],
        "looked": typed.get(f"verified_{number}") == "on",
    }
