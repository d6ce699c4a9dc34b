"""What do you expect: one line per indicator, before the figures open (screens 5; product principle 3)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from uitkomst.flows.refusals import NotFound, Refused
from uitkomst.flows.show_figures import known
from uitkomst.flows.write_expectation import ExpectationForm, ExpectationLine, lock_expectation, show_form, write_expectation
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.rights import Right, may
from uitkomst.web import words
from uitkomst.web.mirrors.naming import decimal_text, expected_text, release_name, seal_text, unit_text
from uitkomst.web.pages import page, path, show
from uitkomst.web.typed import typed_before, typed_by

_FIELDS = ("low", "high", "why")


@page("GET", "POST")
def expectation(request: HttpRequest, actor: Actor, release_id: UUID) -> HttpResponse:
    """Write, save, lock. A release that asks for none of this reader's says why it is sealed."""
    if request.method == "POST":
        return _write(request, actor, release_id)
    try:
        return _page(request, actor, release_id, typed_before(request))
    except NotFound:
        return _sealed(request, actor, release_id)


def _write(request: HttpRequest, actor: Actor, release_id: UUID) -> HttpResponse:
    now = timezone.now()
    form = show_form(actor=actor, now=now, release_id=release_id, language=words.language())
    lines = [{"indicator": line.indicator, **{f: request.POST.get(f"{f}-{line.indicator}", "") for f in _FIELDS}} for line in form.lines]
    try:
        write_expectation(actor=actor, now=now, release_id=release_id, lines=lines)
        if request.POST.get("do") == "lock":
            lock_expectation(actor=actor, now=now, release_id=release_id)
            return redirect("mirror", release_id=release_id)
    except Refused as refused:
        return _page(request, actor, release_id, request.POST.dict(), refused.text(words.language()))
    return redirect(f"{reverse('expectation', kwargs={'release_id': release_id})}?saved=1")


def _page(request: HttpRequest, actor: Actor, release_id: UUID, typed: dict[str, str], refused: str = "") -> HttpResponse:
    form = show_form(actor=actor, now=timezone.now(), release_id=release_id, language=words.language())
    if form.release.withdrawn_at:
        return _sealed(request, actor, release_id)
    context = {
        "form": form,
        "lines": [_line(line, typed) for line in form.lines],
        "name": release_name(form.release),
        "why": seal_text(form.release),
        "locked": words.moment(form.locked_at) if form.locked_at else "",
        "saved": request.GET.get("saved") == "1" and not refused and not form.locked_at,
        "typed_by": typed_by(request),
        "refused": refused,
        **_side(actor, form),
    }
    return show(request, "expectation", context, status=400 if refused else 200)


def _side(actor: Actor, form: ExpectationForm) -> dict[str, Any]:
    return path("expect") if may(actor, Right.DELIVER) else {}


def _line(line: ExpectationLine, typed: dict[str, str]) -> dict[str, Any]:
    kept = {"low": decimal_text(line.low), "high": decimal_text(line.high), "why": line.why}
    values = {field: typed.get(f"{field}-{line.indicator}", kept[field]) for field in _FIELDS}
    return {
        "indicator": line.indicator,
        "title": line.title,
        "question": line.question,
        "unit": unit_text(line.unit),
        "told": expected_text(line, line.unit) or words.text("expected.nothing"),
        **values,
    }


def _sealed(request: HttpRequest, actor: Actor, release_id: UUID) -> HttpResponse:
    """Sealed for a reader whose expectation is not asked: say why and until when."""
    release = known(actor=actor, now=timezone.now(), release_id=release_id)
    if not release.sealed:
        return redirect("mirror", release_id=release_id)
    context = {"why": seal_text(release), "name": release_name(release), "withdrawn": release.withdrawn_at is not None}
    return show(request, "sealed", context)
