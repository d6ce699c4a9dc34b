"""Where the colours of one's own organisation are."""

from __future__ import annotations

from django.urls import path

from uitkomst.web.theme import theme

urlpatterns = [path("theme.css", theme.theme, name="theme")]
