"""Letters to print, for practitioners."""

from __future__ import annotations

from django.urls import path

from uitkomst.web.client_letters import letters

urlpatterns = [
    path("invitations/<uuid:invitation_id>/letter.pdf", letters.invitation, name="invitation_letter"),
]
