"""The register of a provider: make a delivery of what is known, and keep the help lines right."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from uitkomst.flows.care.deliver_from_register import deliver_from_register, show_register
from uitkomst.flows.care.help_lines import MOST, Line, show_help_lines, verify_help_lines
from uitkomst.flows.refusals import Refused
from uitkomst.organisations.actor import Actor
from uitkomst.web import words
from uitkomst.web.pages import page, show


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
    """The numbers that stand at open questions: look whether they are right, and say so."""
    refused, wrong = "", ""
    if request.method == "POST":
        try:
            verify_help_lines(actor=actor, now=timezone.now(), typed=request.POST.dict())
            return redirect("help_lines")
        except Refused as found:
            refused, wrong = found.text(words.language()), str(found.details.get("field", ""))
    lines = show_help_lines(actor=actor, now=timezone.now())
    filled = [*lines, *[Line("", "", "")] * (MOST - len(lines))][:MOST]
    rows = [
        {"number": n, "name": request.POST.get(f"name_{n}", line.name), "phone": request.POST.get(f"phone_{n}", line.phone),
         "when": request.POST.get(f"when_{n}", line.when)}
        for n, line in enumerate(filled, 1)
    ]  # fmt: skip
    context = {"rows": rows, "verified_on": lines[0].verified_on if lines else None, "refused": refused, "wrong": wrong}
    return show(request, "register/help_lines", context, status=400 if refused else 200)
