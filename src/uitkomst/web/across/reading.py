"""Subjects and agreements of a region; lessons for everybody. Words only: no figure, no name, no count."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from uitkomst.flows.conversation.across import FEWEST, show_lessons, show_region
from uitkomst.organisations.actor import Actor
from uitkomst.web import words
from uitkomst.web.pages import page, show


@page("GET")
def region(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What was talked about and agreed in the own region, by subject."""
    themes = show_region(actor=actor, now=timezone.now(), language=words.language())
    return show(request, "across/region", {"themes": themes, "fewest": FEWEST})


@page("GET")
def lessons(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What others learned."""
    return show(request, "across/lessons", {"lessons": show_lessons(actor=actor, now=timezone.now(), language=words.language())})
