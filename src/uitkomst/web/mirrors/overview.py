"""The mirrors one may read, and one mirror at a glance (screens 5)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from uitkomst.flows.show_figures import ReleaseListed, releases, show_figures
from uitkomst.flows.write_expectation import unit_of
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.rights import Right, may, require
from uitkomst.presentation.document import Document, Section
from uitkomst.web import words
from uitkomst.web.kept_parts import part
from uitkomst.web.mirrors.naming import discussed_text, expected_text, party_texts, release_name, seal_text
from uitkomst.web.pages import page, path, show


@page("GET")
def mirrors(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Every release to which the reader's organisation is a party, open or sealed."""
    require(actor, Right.SEE_FIGURES)
    found = [_row(release) for release in releases(actor=actor, now=timezone.now())]
    return show(request, "mirrors", {"releases": found, "may_withdraw": may(actor, Right.FREEZE)})


def _row(release: ReleaseListed) -> dict[str, Any]:
    page_name = "expectation" if release.sealed else "mirror"
    button = "write" if release.asks_expectation else "why" if release.sealed else "read"
    return {
        "release": release,
        "name": release_name(release),
        "text": seal_text(release),
        "url": reverse(page_name, kwargs={"release_id": release.id}),
        "button": words.text(f"mirrors.{button}"),
    }


@page("GET")
def mirror(request: HttpRequest, actor: Actor, release_id: UUID) -> HttpResponse:
    """One row per indicator, in the order of the set."""
    shown = show_figures(actor=actor, now=timezone.now(), release_id=release_id, language=words.language())
    document = shown.document
    beside = tuple(
        (
            expected_text(shown.expectations.get(section.id), unit_of(section.id)),
            bool((told := shown.stories.get(section.id)) and told.story),
            discussed_text(shown.discussed.get(section.id)),
        )
        for section in document.sections
    )
    others = tuple(party_texts([party for party in shown.parties if party.organisation_id != actor.organisation_id]))
    main = part("parts/mirror", _main, document, str(shown.release.id), shown.release.audience, beside, others)
    may_withdraw = may(actor, Right.FREEZE) and shown.release.made_by == actor.organisation_id
    context = {"title": document.title, "main": main, "release": shown.release, "may_withdraw": may_withdraw}
    return show(request, "mirror", {**context, **(path("mirror") if may(actor, Right.DELIVER) else {})})


def _main(document: Document, release_id: str, audience: str, beside: tuple[tuple[str, bool, str], ...], others: tuple[str, ...]) -> Any:
    """What the page shows: of the document, and what stands beside each indicator (expected, story written, discussed)."""
    rows = [
        {"section": section, "lines": _lines(section), "expected": expected, "story": story, "discussed": discussed}
        for section, (expected, story, discussed) in zip(document.sections, beside, strict=True)
    ]
    return {
        "release": {"id": release_id, "audience": audience},
        "document": document,
        "facts": _facts(document),
        "how_to_read": document.how_to_read.items,
        "not_covered": document.not_covered.items,
        "rows": rows,
        "thin": next((section.thin.description for section in document.sections if section.thin), ""),
        "others": others,
    }


def _facts(document: Document) -> list[tuple[str, str]]:
    """What the heading does not say already."""
    heading = f"{document.title} {document.subtitle}".lower()
    return [(name, value) for name, value in document.facts if value.lower() not in heading]


def _lines(section: Section) -> list[tuple[str, str]]:
    """For each informant what is missing and what is found; where nothing is found the overview itself says what is missing."""
    found = []
    for statement, said in zip(section.statements, section.overview, strict=True):
        missing = " ".join(statement.missing)
        found.append(("", said) if missing == said else (missing, said))
    return found
