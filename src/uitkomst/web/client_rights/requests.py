"""What clients asked: carried out or refused by who keeps the register; two records that are one; what retention did."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import resolve
from django.utils import timezone

from uitkomst.flows.client_rights.merge import merge
from uitkomst.flows.client_rights.requests import decide, list_requests
from uitkomst.flows.refusals import Refused
from uitkomst.organisations.actor import Actor
from uitkomst.web import words
from uitkomst.web.pages import page, show
from uitkomst.web.typed import typed_again


@page("GET")
def requests(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The open requests, the earliest due first."""
    again = typed_again(request)
    sent_to = resolve(again.form) if again.form else None
    about = sent_to.kwargs.get("request_id", "merge") if sent_to else ""
    return _page(request, actor, about=about, typed=again.fields)


@page("POST")
def decide_request(request: HttpRequest, actor: Actor, request_id: int) -> HttpResponse:
    """Done or refused."""
    given = request.POST
    try:
        decide(
            actor=actor, now=timezone.now(), request_id=request_id, done=given.get("decision") == "done",
            answer=given.get("answer", ""), number=given.get("number", ""),
        )  # fmt: skip
    except Refused as refused:
        return _page(request, actor, refused.text(words.language()), about=request_id)
    return redirect("register_requests")


@page("POST")
def merge_clients(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Two records become one."""
    try:
        merge(actor=actor, now=timezone.now(), keep=request.POST.get("keep", ""), other=request.POST.get("other", ""))
    except Refused as refused:
        return _page(request, actor, refused.text(words.language()), about="merge")
    return redirect("register_requests")


def _page(request: HttpRequest, actor: Actor, refused: str = "", about: Any = "", typed: Mapping[str, str] | None = None) -> HttpResponse:
    shown = list_requests(actor=actor, now=timezone.now())
    runs = [(one, [(words.text(f"retention.{name}"), n) for name, n in one.counts.items() if n]) for one in shown.runs]
    context = {
        "requests": [(one, (one.due_on - timezone.localdate()).days) for one in shown.requests],
        "runs": runs, "years": settings.KEEP_CLIENT_YEARS, "refused": refused, "about": about,
        "typed": request.POST if typed is None else typed,
    }  # fmt: skip
    return show(request, "client_rights/requests", context, status=409 if refused else 200)
