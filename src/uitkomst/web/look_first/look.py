"""Drop files and read what is in them: findings and the own mirror on one page, of which nothing is kept."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from uitkomst.flows.look_first import MOST_BYTES, MOST_FILES, Looked, is_open, look_first
from uitkomst.flows.refusals import Refused
from uitkomst.organisations import log_in
from uitkomst.web import words
from uitkomst.web.pages import show, upload_fault

_LEVELS = ("error", "repair", "signal")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def look(request: HttpRequest) -> HttpResponse:
    """For whoever can reach this installation, where the setting is on; otherwise the page is not there."""
    if not is_open():
        return show(request, "not_found", status=404)
    if request.method != "POST":
        return _form(request)
    if fault := upload_fault(request):
        return _form(request, fault)
    sent = [(upload.name or "", upload.chunks()) for upload in request.FILES.getlist("file")]
    try:
        seen = look_first(now=timezone.now(), sent=sent, language=words.language(), address=log_in.address_of(request))
    except Refused as refused:
        return _form(request, refused.text(words.language()))
    return show(request, "look_first/seen", _context(seen))


def _form(request: HttpRequest, refused: str = "") -> HttpResponse:
    context = {
        "refused": refused,
        "refused_heading": words.text("look_first.refused"),
        "most_files": MOST_FILES,
        "most": MOST_BYTES // 1_000_000,
    }
    return show(request, "look_first/form", context, status=400 if refused else 200)


def _context(seen: Looked) -> dict[str, Any]:
    kinds = [{"level": level, "groups": [group for group in seen.groups if group.level == level]} for level in _LEVELS]
    document = seen.document
    return {
        "seen": seen,
        "result": _result(seen),
        "kinds": [kind for kind in kinds if kind["groups"]],
        "document": document,
        "not_covered": document.not_covered.items if document else (),
        "how_to_read": document.how_to_read.items if document else (),
        "thin": next((section.thin.description for section in document.sections if section.thin), "") if document else "",
    }


def _result(seen: Looked) -> str:
    """One sentence: 12.418 regels gelezen, 12.401 bruikbaar, 17 geweigerd, 85 signalen."""
    report = seen.report
    if report is None:
        return ""
    parts = [
        words.text("result.read", number=report.read),
        words.text("result.usable", number=report.accepted),
        words.text("result.refused", number=report.refused),
        words.text("result.signal" if report.signals == 1 else "result.signals", number=report.signals),
    ]
    return f"{', '.join(parts)}."
