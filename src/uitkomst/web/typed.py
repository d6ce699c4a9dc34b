"""Text that was typed in a form whose session ended meanwhile: given back once, to the one who typed it.

A form with text has ``{% typed_here %}`` in its template; a form that is sent to an address without a page of its own names the page
that it stands on: ``{% typed_here page %}``. The page asks for what was kept (``typed_before``, ``typed_again``), after the right.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from django.http import HttpRequest

from uitkomst.organisations import log_in


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed before. form: the address that it was sent to, "" when there is nothing. lists: fields with more than one value."""

    form: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    lists: dict[str, list[str]] = field(default_factory=dict)


def typed_before(request: HttpRequest) -> dict[str, str]:
    """The fields that were kept for this page, once."""
    return typed_again(request).fields


def typed_again(request: HttpRequest) -> Typed:
    """What was kept for this page, once, for a page with several forms."""
    form, kept = log_in.typed_in(request, request.path)
    return Typed(form, {name: values[-1] for name, values in kept.items() if values}, kept)


def typed_by(request: HttpRequest, page: str = "") -> str:
    """What goes along in a form with text, so that nobody else is given it. page: where the form stands, if not where it is sent to."""
    return log_in.typed_by(request, page)
