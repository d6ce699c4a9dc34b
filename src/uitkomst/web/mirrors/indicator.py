"""One indicator: the sentence, the expectation, the pictures and tables, the story, reading aid, definition, files (screens 6)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from uitkomst.flows.refusals import NotFound
from uitkomst.flows.show_figures import StoryShown, show_figures
from uitkomst.flows.write_expectation import unit_of
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.rights import Right, may
from uitkomst.presentation.document import Document
from uitkomst.web import words
from uitkomst.web.kept_parts import part
from uitkomst.web.mirrors.naming import discussed_text, expected_text
from uitkomst.web.pages import page, show


@page("GET")
def indicator(request: HttpRequest, actor: Actor, release_id: UUID, indicator: str) -> HttpResponse:
    """The page of one indicator of one release."""
    shown = show_figures(actor=actor, now=timezone.now(), release_id=release_id, language=words.language(), indicator=indicator)
    section = shown.section(indicator)
    if section is None:
        raise NotFound
    document = shown.document
    said = (
        str(shown.release.id),
        shown.release.audience,
        indicator,
        expected_text(shown.expectations.get(indicator), unit_of(indicator)),
        discussed_text(shown.discussed.get(indicator), agreed=True),
        *_stories(shown.stories.get(indicator)),
        shown.may_write_story and may(actor, Right.WRITE_STORY),
    )
    context = {
        "release": shown.release,
        "document": document,
        "section": section,
        "number": document.sections.index(section) + 1,
        "main": part("parts/indicator", _main, document, *said),
    }
    return show(request, "indicator", context)


Told = tuple[str, str, str]


def _stories(stories: StoryShown | None) -> tuple[Told | None, tuple[tuple[str, str], ...]]:
    """The story (text, who, when) and its additions (place, text)."""
    if stories is None:
        return None, ()
    told = stories.story
    own = (told.text, told.written_by.name, words.day(told.written_at)) if told else None
    return own, tuple((one.place.name, one.text) for one in stories.additions)


def _main(
    document: Document,
    release_id: str,
    audience: str,
    indicator: str,
    expected: str,
    discussed: str,
    told: Told | None,
    additions: tuple[tuple[str, str], ...],
    may_write: bool,
) -> dict[str, Any]:
    sections = document.sections
    at = next(i for i, section in enumerate(sections) if section.id == indicator)
    return {
        "release": {"id": release_id, "audience": audience},
        "document": document,
        "section": sections[at],
        "whole": [block for block in sections[at].blocks if not block.key.startswith("by-")],
        "parts": [block for block in sections[at].blocks if block.key.startswith("by-")],
        "expected": expected,
        "discussed": discussed,
        "told": told,
        "additions": additions,
        "reading_aid": [{"heading": part.heading, "told": part.items} for part in sections[at].reading_aid],
        "may_write_story": may_write,
        "earlier": sections[at - 1] if at else None,
        "later": sections[at + 1] if at + 1 < len(sections) else None,
    }
