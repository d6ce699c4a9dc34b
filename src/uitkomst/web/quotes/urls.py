"""Where sentences of clients are chosen and judged, and where they lie on the table of a conversation."""

from __future__ import annotations

from django.urls import path

from uitkomst.web.conversation import voices
from uitkomst.web.quotes import picking

WAITING = {"judge_quote": ("quotes", "")}
urlpatterns = [
    path("conversations/<uuid:conversation_id>/subject/<slug:indicator>/voices/", voices.voices, name="conversation_voices"),
    path("quotes/", picking.quotes, name="quotes"),
    path("quotes/<uuid:consent_id>/", picking.quote, name="quote"),
]
