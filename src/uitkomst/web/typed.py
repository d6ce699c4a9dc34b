"""Text that was typed in a form whose session ended meanwhile: given back once, to the one who typed it."""

from __future__ import annotations

from django.http import HttpRequest

from uitkomst.organisations import log_in


def typed_before(request: HttpRequest) -> dict[str, str]:
    """The fields that were kept for this page, once."""
    return {name: values[-1] for name, values in log_in.typed(request, request.path).items() if values}


def typed_lists(request: HttpRequest) -> dict[str, list[str]]:
    """The same with all values of a name, for boxes that can be ticked together."""
    return {name: list(values) for name, values in log_in.typed(request, request.path).items()}


def typed_by(request: HttpRequest) -> str:
    """What goes along in a form with text, so that nobody else is given it."""
    return log_in.typed_by(request)
