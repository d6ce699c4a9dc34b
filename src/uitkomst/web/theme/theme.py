"""The stylesheet of the theme of this installation; without one the address does not exist. It says nothing about anybody."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from uitkomst.presentation.theme import read_theme, style


@require_safe
def theme(request: HttpRequest) -> HttpResponse:
    """The colours, as they were read and checked at the start."""
    if not settings.THEME:
        raise Http404
    answer = HttpResponse(_style(settings.THEME), content_type="text/css; charset=utf-8")
    answer["Cache-Control"] = "public, max-age=3600"
    return answer


@lru_cache(maxsize=4)
def _style(path: str) -> str:
    return style(read_theme(Path(path)))
