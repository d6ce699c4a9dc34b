"""Ask somebody the questions; hand a link over, on this screen or on paper; say why there will be no answer."""

from __future__ import annotations

from uuid import UUID

import segno
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from uitkomst.care.reaching import reached
from uitkomst.care.states import TOLD_REASONS, Channel
from uitkomst.care.stops import why_never, why_nothing_sent
from uitkomst.care.types import Trajectory
from uitkomst.flows.care import invite_client as flow
from uitkomst.flows.care.addresses import answer_address
from uitkomst.flows.care.answering import begin
from uitkomst.flows.care.show_client import moments, show_client
from uitkomst.flows.care.together import asked_elsewhere
from uitkomst.flows.care.ways import can_send, sending, to_ask
from uitkomst.flows.refusals import Refused
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.log_in import address_of
from uitkomst.vocabulary.channels import way
from uitkomst.web import words
from uitkomst.web.pages import page, show
from uitkomst.web.practitioner import naming


@page("GET", "POST")
def ask(request: HttpRequest, actor: Actor, trajectory_id: UUID) -> HttpResponse:
    """Who, which questions, how. What the program sends leaves by itself; otherwise the next page has the link."""
    refused = ""
    if request.method == "POST":
        who, moment, channel = (request.POST.get(name, "") for name in ("who", "moment", "channel"))
        try:
            made = flow.invite_client(
                actor=actor, now=timezone.now(), trajectory_id=trajectory_id, informant_id=who, moment=moment, channel=channel
            )
            if way(channel).by_itself:
                return redirect(f"{reverse('trajectory', kwargs={'trajectory_id': trajectory_id})}#asked")
            return redirect("hand_over", invitation_id=made.pk)
        except Refused as found:
            refused = found.text(words.language())
    shown = show_client(actor=actor, now=timezone.now(), trajectory_id=trajectory_id)
    one = shown.trajectory
    closed = one.closed_at is not None
    context = {
        "one": one,
        "client": one.client,
        "people": _people(one),
        "moments": [
            moment
            for moment in moments()
            if (closed == (moment in ("end", "follow_up")) or moment == "end") and not asked_elsewhere(one, moment)
        ],
        "ways": to_ask(),
        "may_send": bool(sending()),
        "typed": request.POST,
        "refused": refused,
    }
    return show(request, "practitioner/ask", context, status=400 if refused else 200)


def _people(one: Trajectory) -> list[dict[str, object]]:
    """Who can be asked, and what stands in the way."""
    return [
        {
            "pk": informant.pk,
            "name": naming.informant_name(informant, one),
            "kind": informant.kind,
            "why_not": why_nothing_sent(informant),
            "never": why_never(informant),
            "at": [place for channel in sending() or (Channel.EMAIL,) if (place := reached(informant, channel))],
            "lacks": "no_address" if can_send(Channel.SMS) else "no_email",
        }
        for informant in one.client.informants.all()
    ]


@page("GET", "POST")
def hand_over(request: HttpRequest, actor: Actor, invitation_id: UUID) -> HttpResponse:
    """The link: to open on this screen (which logs out: the device goes into other hands), or as a picture to scan.

    No link when somebody is answering elsewhere: then a message once more, or both anew.
    """
    now = timezone.now()
    try:
        if request.POST.get("again") == "on":
            one = flow.send_again(actor=actor, now=now, invitation_id=invitation_id)
            return redirect(f"{reverse('trajectory', kwargs={'trajectory_id': one.pk})}#asked")
        if request.POST.get("anew") == "on":
            flow.start_anew(actor=actor, now=now, invitation_id=invitation_id)
            return redirect("hand_over", invitation_id=invitation_id)
        invitation, secret = flow.show_link(actor=actor, now=now, invitation_id=invitation_id)
        if secret and request.POST.get("open") == "here":
            begin(token=secret, now=now, address=address_of(request), language="", present=True)
            logout(request)
            return redirect("answer", token=secret)
    except Refused as found:
        return show(request, "practitioner/no_link", {"refused": found.text(words.language())}, status=409)
    link = answer_address(secret) if secret else ""
    context = {
        "invitation": invitation,
        "one": invitation.trajectory,
        "name": naming.informant_name(invitation.informant, invitation.trajectory),
        "link": link,
        "code": segno.make(link, error="m", micro=False).svg_inline(scale=5, border=2, omitsize=True) if link else "",
        "reasons": TOLD_REASONS,
        "state": naming.invitation_state(invitation),
        "sent": way(invitation.channel).by_itself,
    }
    return show(request, "practitioner/hand_over", context, status=400 if request.method == "POST" else 200)


@page("POST")
def stop(request: HttpRequest, actor: Actor, invitation_id: UUID) -> HttpResponse:
    """There will be no answer, and this is why."""
    try:
        one = flow.stop_invitation(actor=actor, now=timezone.now(), invitation_id=invitation_id, reason=request.POST.get("reason", ""))
    except Refused as found:
        return show(request, "practitioner/no_link", {"refused": found.text(words.language())}, status=409)
    return redirect("trajectory", trajectory_id=one.pk)
