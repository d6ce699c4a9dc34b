"""A letter to a client or parent, to print; and the link to the own goals."""

from __future__ import annotations

from uuid import UUID

import segno
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from uitkomst.flows.care import own_link as flow
from uitkomst.flows.care.addresses import own_address
from uitkomst.flows.care.own_view import show_letter
from uitkomst.flows.care.show_client import show_client
from uitkomst.flows.refusals import Refused
from uitkomst.organisations.actor import Actor
from uitkomst.web import words
from uitkomst.web.pages import page, show
from uitkomst.web.practitioner import naming
from uitkomst.web.practitioner.own_goals import goal_lines, grade_lines


@page("GET")
def letter(request: HttpRequest, actor: Actor, trajectory_id: UUID) -> HttpResponse:
    """The letter to one person: own words, own views, never what another said."""
    shown = show_letter(actor=actor, now=timezone.now(), trajectory_id=trajectory_id, informant_id=request.GET.get("who", ""))
    one = shown.trajectory
    context = {
        "one": one,
        "client": one.client,
        "shown": shown,
        "you": "je" if shown.informant.kind == "young_person" else "u",
        "name": naming.informant_name(shown.informant, one),
        "people": [(person.pk, naming.informant_name(person, one)) for person in one.client.informants.all()],
        "goals": goal_lines(shown),
        "grades": grade_lines(shown),
        "today": timezone.localdate(),
    }
    return show(request, "practitioner/letter", context)


@page("GET", "POST")
def own_link(request: HttpRequest, actor: Actor, trajectory_id: UUID) -> HttpResponse:
    """Make a link with a code for one person, or take one back. Link and code are shown once."""
    now, made, refused = timezone.now(), {}, ""
    if request.POST.get("revoke"):
        flow.revoke_own_link(actor=actor, now=now, trajectory_id=trajectory_id, link_id=request.POST["revoke"])
        return redirect("own_link", trajectory_id=trajectory_id)
    if request.method == "POST":
        try:
            made = _make(request, actor, trajectory_id)
        except Refused as found:
            refused = found.text(words.language())
    shown = show_client(actor=actor, now=now, trajectory_id=trajectory_id)
    one = shown.trajectory
    context = {
        "one": one,
        "client": one.client,
        "people": [(person.pk, naming.informant_name(person, one)) for person in one.client.informants.all()],
        "links": [
            (link, naming.informant_name(link.informant, one)) for link in flow.own_links(actor=actor, now=now, trajectory_id=trajectory_id)
        ],
        "refused": refused,
        **made,
    }
    return show(request, "practitioner/own_link", context, status=400 if refused else 200)


def _make(request: HttpRequest, actor: Actor, trajectory_id: UUID) -> dict[str, object]:
    _, secret, code = flow.make_own_link(
        actor=actor, now=timezone.now(), trajectory_id=trajectory_id, informant_id=request.POST.get("who", "")
    )
    link = own_address(secret)
    picture = segno.make(link, error="m", micro=False).svg_inline(scale=5, border=2, omitsize=True)
    return {"link": link, "code": f"{code[:3]} {code[3:]}", "picture": picture}
