"""What goes wrong before or outside a page of ours, in the look of the house: what happened, what was kept, what to do."""

from __future__ import annotations

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template import loader

from uitkomst.organisations import log_in
from uitkomst.web.pages import show

_PLAIN = b"<!doctype html><html lang=nl><meta charset=utf-8><title>Uitkomst</title><h1>Er ging iets mis / Something went wrong</h1>"


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A request that cannot be: 400; too much text: 413."""
    if isinstance(exception, RequestDataTooBig):
        return show(request, "error", {"error": "too_much"}, status=413)
    return show(request, "error", {"error": "bad"}, status=400)


def no_csrf(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without the proof that it came from this browser and this session (an old tab, cookies shut off): 403.

    Whoever typed something is sent back to the form, with what was typed in it.
    """
    if request.user.is_authenticated and "typed_by" in request.POST and (page := log_in.keep_typed(request)):
        return redirect(page)
    return show(request, "error", {"error": "old_form", "again": request.path}, status=403)


def failed(request: HttpRequest) -> HttpResponse:
    """A fault of ours: 500. Uses no database and no session: these may be what failed."""
    try:
        return HttpResponse(loader.get_template("500.html").render(), status=500)
    except Exception:
        return HttpResponse(_PLAIN, status=500)
