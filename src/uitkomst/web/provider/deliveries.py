"""Deliver a file, and see what was delivered before (screens 4)."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from uitkomst.flows.receive_delivery import receive_delivery
from uitkomst.flows.refusals import Refused
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.rights import Right, may, require
from uitkomst.records import queries
from uitkomst.web import words
from uitkomst.web.pages import is_htmx, page, path, show, upload_fault


@page("GET", "POST")
def deliveries(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The drop zone and the list; a file that was sent goes to its own page."""
    require(actor, Right.DELIVER if request.method == "POST" else Right.SEE_DELIVERIES)
    if request.method != "POST":
        return _page(request, actor)
    upload = request.FILES.get("file")
    if upload is None:
        return _page(request, actor, upload_fault(request) or words.text("deliveries.no_file"))
    try:
        delivery = receive_delivery(actor=actor, now=timezone.now(), name=upload.name or "", chunks=upload.chunks())
    except Refused as refused:
        return _page(request, actor, refused.text(words.language()))
    if is_htmx(request):
        return HttpResponse(headers={"HX-Redirect": reverse("delivery", kwargs={"delivery_id": delivery.pk})})
    return redirect("delivery", delivery_id=delivery.pk)


def _page(request: HttpRequest, actor: Actor, refused: str = "") -> HttpResponse:
    context = {
        "deliveries": queries.deliveries(actor)[:100],
        "may_deliver": may(actor, Right.DELIVER),
        "may_freeze": may(actor, Right.FREEZE),
        "bsn_files": settings.BSN_FILES,
        "refused": refused,
        "refused_heading": words.text("deliveries.refused"),
        **(path("deliver") if may(actor, Right.DELIVER) else {}),
    }
    return show(request, "deliveries", context, status=400 if refused else 200)
