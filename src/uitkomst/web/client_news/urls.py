"""Where what became of it is read (``v`` and a secret: the address says nothing), and handed over on paper."""

from __future__ import annotations

from django.urls import path

from uitkomst.web.client_news import letters, reading

WAITING = {"hand_over_news": ("news_letters", "")}
urlpatterns = [
    path("v/n/<str:token>/", reading.news, name="news_read"),
    path("clients/letters/", letters.letters, name="news_letters"),
    path("clients/letters/<uuid:message_id>.pdf", letters.letter, name="news_letter"),
    path("clients/letters/<uuid:message_id>/given/", letters.given, name="news_letter_given"),
]
