"""Put a client in the register by hand."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from uitkomst.care.states import Channel
from uitkomst.flows.care.add_client import add_client
from uitkomst.flows.care.choices import choices_for
from uitkomst.flows.care.ways import can_send
from uitkomst.flows.refusals import Refused
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.rights import Right, require
from uitkomst.web import words
from uitkomst.web.pages import page, show
from uitkomst.web.typed import typed_before, typed_by


@page("GET", "POST")
def new_client(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The form; what was typed stays whatever happens, except a BSN: that is never sent back.

    Of a client who was there already only the trajectory is new, and the next page says so (``known``).
    """
    require(actor, Right.CARE)
    if request.method == "POST":
        try:
            made = add_client(actor=actor, now=(now := timezone.now()), typed=request.POST.dict())
            where = reverse("trajectory", kwargs={"trajectory_id": made.pk})
            return redirect(where if made.client.created_at == now else f"{where}?known")
        except Refused as refused:
            return _form(request, actor, request.POST.dict(), refused)
    return _form(request, actor, typed_before(request))


def _form(request: HttpRequest, actor: Actor, typed: dict[str, str], refused: Refused | None = None) -> HttpResponse:
    typed.pop("bsn", None)
    context = {
        "typed": typed,
        "wrong": str(refused.details.get("field", "")) if refused else "",
        "refused": refused.text(words.language()) if refused else "",
        "typed_by": typed_by(request),
        "texts": can_send(Channel.SMS),
        **choices_for(actor, timezone.localdate(), words.language()),
    }
    return show(request, "practitioner/new_client", context, status=400 if refused else 200)
