"""A mirror as a file, to take along: the table, or the whole as a document."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from uitkomst.flows.show_figures import Kind, figures_file
from uitkomst.organisations.actor import Actor
from uitkomst.web import words
from uitkomst.web.downloads import as_file
from uitkomst.web.pages import page


@page("GET")
def mirror_file(request: HttpRequest, actor: Actor, release_id: UUID, kind: str) -> HttpResponse:
    """The whole mirror: csv, json, html, pdf or xlsx."""
    return _file(actor, release_id, kind, "")


@page("GET")
def indicator_file(request: HttpRequest, actor: Actor, release_id: UUID, indicator: str, kind: str) -> HttpResponse:
    """The figures of one indicator: csv, json, html, pdf or xlsx."""
    return _file(actor, release_id, kind, indicator)


@page("GET")
def table_file(request: HttpRequest, actor: Actor, release_id: UUID, indicator: str, block: str) -> HttpResponse:
    """The table of one chart, as the page shows it."""
    return _file(actor, release_id, "csv", indicator, block)


def _file(actor: Actor, release_id: UUID, kind: str, indicator: str, block: str = "") -> HttpResponse:
    name, content_type, content = figures_file(
        actor=actor, now=timezone.now(), release_id=release_id, kind=cast(Kind, kind), language=words.language(), indicator=indicator,
        block=block,
    )  # fmt: skip
    return as_file(content, content_type, name)
