"""Letters about what became of it, for clients who get no e-mail: the practitioner prints them and hands them over."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from uitkomst.flows.care import hand_over_news as flow
from uitkomst.organisations.actor import Actor
from uitkomst.web.downloads import as_letter
from uitkomst.web.pages import page, show


@page("GET")
def letters(request: HttpRequest, actor: Actor) -> HttpResponse:
    """For whom a letter waits."""
    return show(request, "practitioner/news_letters", {"letters": flow.letters(actor=actor, now=timezone.now())})


@page("GET")
def letter(request: HttpRequest, actor: Actor, message_id: UUID) -> HttpResponse:
    """One letter, to be opened and printed."""
    return as_letter(flow.print_letter(actor=actor, now=timezone.now(), message_id=message_id))


@page("POST")
def given(request: HttpRequest, actor: Actor, message_id: UUID) -> HttpResponse:
    """This letter was handed over."""
    flow.hand_over(actor=actor, now=timezone.now(), message_id=message_id)
    return redirect("news_letters")
