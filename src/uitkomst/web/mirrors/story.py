"""Write the story beside an indicator: once per indicator and period, with additions for one place (screens 6.7)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from uitkomst.flows.refusals import NotFound, Refused
from uitkomst.flows.show_figures import ReleaseListed, Shown, StoryShown, known, show_figures
from uitkomst.flows.write_expectation import unit_of
from uitkomst.flows.write_story import places_for, write_story
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.rights import Right, may, require
from uitkomst.records.types import Story
from uitkomst.vocabulary.typed import number_of
from uitkomst.web import words
from uitkomst.web.mirrors.naming import expected_text
from uitkomst.web.pages import page, path, show
from uitkomst.web.typed import typed_before, typed_by


@page("GET", "POST")
def story(request: HttpRequest, actor: Actor, release_id: UUID, indicator: str) -> HttpResponse:
    """The form; what was typed stays whatever happens."""
    require(actor, Right.WRITE_STORY)
    if request.method == "POST":
        return _write(request, actor, release_id, indicator)
    return _page(request, actor, release_id, indicator, typed_before(request))


def _write(request: HttpRequest, actor: Actor, release_id: UUID, indicator: str) -> HttpResponse:
    place, version = (number_of(request.POST.get(name, "")) for name in ("place", "version"))
    try:
        write_story(
            actor=actor, now=timezone.now(), release_id=release_id, indicator=indicator,
            text=request.POST.get("text", ""), version=version or 0, place_id=place,
        )  # fmt: skip
    except Refused as refused:
        latest = refused.details.get("latest")
        return _page(request, actor, release_id, indicator, request.POST.dict(), refused.text(words.language()), latest)
    return redirect(_back(known(actor=actor, now=timezone.now(), release_id=release_id), indicator))


def _back(release: ReleaseListed, indicator: str) -> str:
    """Where the story stands: in the mirror, or in the conversation that its figure was made for."""
    if release.made_for:
        where = reverse("conversation_subject", kwargs={"conversation_id": release.made_for, "indicator": indicator})
    else:
        where = reverse("indicator", kwargs={"release_id": release.id, "indicator": indicator})
    return f"{where}#own-story"


def _page(
    request: HttpRequest, actor: Actor, release_id: UUID, indicator: str, typed: dict[str, str], refused: str = "", latest: Any = None
) -> HttpResponse:
    now = timezone.now()
    shown = show_figures(actor=actor, now=now, release_id=release_id, language=words.language(), indicator=indicator)
    section = shown.section(indicator)
    if section is None or not shown.may_write_story:
        raise NotFound
    place = number_of(typed.get("place", "") or request.GET.get("place", ""))
    known = _known(shown, indicator, place)
    context = {
        "release": shown.release,
        "back": _back(shown.release, indicator),
        "document": shown.document,
        "section": section,
        "expected": expected_text(shown.expectations.get(indicator), unit_of(indicator)),
        "text": typed.get("text", known.text if known else ""),
        "version": latest.version if latest else typed.get("version", known.version if known else 0),
        "latest": latest,
        "places": places_for(actor, now),
        "place": place,
        "typed_by": typed_by(request),
        "refused": refused,
        **(path("story") if may(actor, Right.DELIVER) else {}),
    }
    return show(request, "story", context, status=400 if refused else 200)


def _known(shown: Shown, indicator: str, place: int | None) -> Story | None:
    """What stands there now: the story, or the addition for a place."""
    stories = shown.stories.get(indicator, StoryShown(None, ()))
    return stories.story if place is None else next((one for one in stories.additions if one.place_id == place), None)
