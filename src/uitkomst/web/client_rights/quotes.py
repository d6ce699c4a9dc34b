"""A client says to the practitioner that a sentence may not be used after all."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from uitkomst.flows.quotes.withdraw import withdraw_for
from uitkomst.organisations.actor import Actor
from uitkomst.web.pages import page


@page("POST")
def withdraw(request: HttpRequest, actor: Actor, client_id: UUID, consent_id: UUID) -> HttpResponse:
    """One button, and then it is so."""
    withdraw_for(actor=actor, now=timezone.now(), client_id=client_id, consent_id=consent_id)
    return redirect(f"{reverse('client_rights', kwargs={'client_id': client_id})}#quotes")
