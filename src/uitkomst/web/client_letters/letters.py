"""The invitation with its QR code as PDF."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from uitkomst.flows.client_letters.make_letters import invitation_letter
from uitkomst.flows.refusals import Refused
from uitkomst.organisations.actor import Actor
from uitkomst.web import words
from uitkomst.web.downloads import as_letter
from uitkomst.web.pages import page, show


@page("GET")
def invitation(request: HttpRequest, actor: Actor, invitation_id: UUID) -> HttpResponse:
    """The invitation on paper."""
    try:
        content = invitation_letter(actor=actor, now=timezone.now(), invitation_id=invitation_id)
    except Refused as refused:
        return show(request, "practitioner/no_link", {"refused": refused.text(words.language())}, status=409)
    return as_letter(content)
