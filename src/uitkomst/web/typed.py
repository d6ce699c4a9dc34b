"""Text that was typed in a form whose session ended meanwhile: given back once, to the one who typed it."""

from __future__ import annotations

from django.http import HttpRequest

from uitkomst.organisations import log_in


def typed_before(request: HttpRequest) -> dict[str, str]:
    """The fields that were kept for this page, once."""
    keep = getattr(log_in, "typed", None)
    return dict(keep(request, request.path) or {}) if keep else {}


def typed_by(request: HttpRequest) -> str:
    """What goes along in a form with text, so that nobody else is given it."""
    made = getattr(log_in, "typed_by", None)
    return str(made(request)) if made else ""
