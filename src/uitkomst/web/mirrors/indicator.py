"""One indicator: the sentence, the expectation, the pictures and tables, the story, reading aid, definition, files (screens 6)."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from uitkomst.flows.refusals import NotFound
from uitkomst.flows.show_figures import show_figures
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.rights import Right, may
from uitkomst.web import words
from uitkomst.web.mirrors.naming import expected_text
from uitkomst.web.mirrors.units import unit_of
from uitkomst.web.pages import page, show


@page("GET")
def indicator(request: HttpRequest, actor: Actor, release_id: UUID, indicator: str) -> HttpResponse:
    """The page of one indicator of one release."""
    shown = show_figures(actor=actor, now=timezone.now(), release_id=release_id, language=words.language(), indicator=indicator)
    section = shown.section(indicator)
    if section is None:
        raise NotFound
    sections = shown.document.sections
    at = sections.index(section)
    stories = shown.stories.get(indicator)
    told = stories.story if stories else None
    context = {
        "release": shown.release,
        "document": shown.document,
        "section": section,
        "number": at + 1,
        "expected": expected_text(shown.expectations.get(indicator), unit_of(indicator)),
        "told": told,
        "told_at": words.day(told.written_at) if told else "",
        "additions": stories.additions if stories else (),
        "reading_aid": [{"heading": part.heading, "told": part.items} for part in section.reading_aid],
        "may_write_story": shown.may_write_story and may(actor, Right.WRITE_STORY),
        "earlier": sections[at - 1] if at else None,
        "later": sections[at + 1] if at + 1 < len(sections) else None,
    }
    return show(request, "indicator", context)
