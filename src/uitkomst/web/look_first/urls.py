"""The one page of looking first."""

from __future__ import annotations

from django.urls import path

from uitkomst.web.look_first import look

urlpatterns = [path("look-first/", look.look, name="look_first")]
