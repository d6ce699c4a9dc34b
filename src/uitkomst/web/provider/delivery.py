"""One delivery: what was found, grouped by what to do about it; then accept or withdraw (screens 4)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from uitkomst.flows.accept_delivery import accept_delivery, withdraw_delivery
from uitkomst.flows.refusals import NotFound, Refused
from uitkomst.flows.show_delivery import DeliveryShown, findings_file, show_delivery
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.rights import Right, may, require
from uitkomst.records import queries
from uitkomst.vocabulary.typed import number_of
from uitkomst.web import words
from uitkomst.web.downloads import as_file
from uitkomst.web.pages import page, path, show

_LEVELS = ("error", "repair", "signal")
_NUMBER = 50
_STEP = {"received": "findings", "checked": "accept", "accepted": "freeze"}


@page("GET")
def delivery(request: HttpRequest, actor: Actor, delivery_id: UUID) -> HttpResponse:
    """The findings page."""
    return _page(request, actor, delivery_id)


def _page(request: HttpRequest, actor: Actor, delivery_id: UUID, refused: str = "") -> HttpResponse:
    shown = show_delivery(actor=actor, now=timezone.now(), delivery_id=delivery_id, number=1, language=words.language())
    d = shown.delivery
    context = {
        "may_freeze": may(actor, Right.FREEZE),
        **_about(shown),
        "kinds": _kinds(shown),
        "result": _result(shown),
        "received": words.moment(d.received_at),
        "decided": words.moment(d.decided_at) if d.decided_at else "",
        "decided_by": d.decided_by.name if d.decided_by else "",
        "compared_words": words.figures().period(shown.compared_with) if shown.compared_with else "",
        "differences": [(name, getattr(shown.differences, name)) for name in ("new", "gone", "changed", "silently_ended")]
        if shown.differences
        else [],
        "progress_url": reverse("delivery_progress", kwargs={"delivery_id": d.pk}),
        "refused": refused,
        **path(_STEP.get(d.state, "deliver")),
    }
    return show(request, "delivery", context, status=409 if refused else 200)


def _about(shown: DeliveryShown) -> dict[str, Any]:
    return {"shown": shown, "d": shown.delivery, "period_words": words.figures().period(shown.delivery.period)}


def _kinds(shown: DeliveryShown) -> list[dict[str, Any]]:
    """The groups by what to do about them, in the order in which that matters."""
    by_level = [{"level": level, "groups": [g for g in shown.groups if g.level == level]} for level in _LEVELS]
    return [kind for kind in by_level if kind["groups"]]


def _result(shown: DeliveryShown) -> str:
    """One sentence: 12.418 regels gelezen, 12.401 bruikbaar, 17 geweigerd, 85 signalen."""
    d = shown.delivery
    parts = [words.text(f"result.{name}", number=number) for name, number in (("read", d.rows_read), ("usable", d.rows_usable))]
    parts.append(words.text("result.refused", number=d.rows_refused))
    if d.repairs:
        parts.append(words.text("result.repair" if d.repairs == 1 else "result.repairs", number=d.repairs))
    parts.append(words.text("result.signal" if d.signals == 1 else "result.signals", number=d.signals))
    return f"{', '.join(parts)}."


@page("GET")
def delivery_progress(request: HttpRequest, actor: Actor, delivery_id: UUID) -> HttpResponse:
    """How far reading is, as a part of the page; when it is done the page is asked for again."""
    require(actor, Right.SEE_DELIVERIES)
    if queries.delivery(actor, delivery_id) is None:
        raise NotFound
    progress = queries.delivery_progress(actor, delivery_id)
    if progress is None:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "web/parts/progress.html", {"progress": progress, "progress_url": request.path})


@page("GET")
def delivery_findings(request: HttpRequest, actor: Actor, delivery_id: UUID) -> HttpResponse:
    """All findings, or all of one kind, in the order of the file."""
    code, at = request.GET.get("code", ""), number_of(request.GET.get("start", "")) or 0
    shown = show_delivery(
        actor=actor, now=timezone.now(), delivery_id=delivery_id, code=code, start=at, number=_NUMBER, language=words.language()
    )
    group = next((g for g in shown.groups if g.code == code), None)
    context = {
        **_about(shown),
        "group": group,
        "code": group.code if group else "",
        "first": min(at + 1, shown.findings_number),
        "last": min(at + _NUMBER, shown.findings_number),
        "earlier": max(0, at - _NUMBER) if at else None,
        "later": at + _NUMBER if at + _NUMBER < shown.findings_number else None,
        **path("accept"),
    }
    return show(request, "delivery_findings", context)


@page("GET")
def delivery_findings_file(request: HttpRequest, actor: Actor, delivery_id: UUID) -> HttpResponse:
    """All findings as a file to repair from."""
    name, content = findings_file(actor=actor, now=timezone.now(), delivery_id=delivery_id, language=words.language())
    return as_file(content, "text/csv; charset=utf-8", name)


@page("POST")
def accept(request: HttpRequest, actor: Actor, delivery_id: UUID) -> HttpResponse:
    return _decide(request, actor, delivery_id, accept_delivery)


@page("POST")
def withdraw(request: HttpRequest, actor: Actor, delivery_id: UUID) -> HttpResponse:
    return _decide(request, actor, delivery_id, withdraw_delivery)


def _decide(request: HttpRequest, actor: Actor, delivery_id: UUID, flow: Callable[..., object]) -> HttpResponse:
    try:
        flow(actor=actor, now=timezone.now(), delivery_id=delivery_id)
    except Refused as refused:
        return _page(request, actor, delivery_id, refused.text(words.language()))
    return redirect("delivery", delivery_id=delivery_id)
