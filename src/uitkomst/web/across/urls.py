"""Where parties decide what may be read beyond them, and where it is read."""

from __future__ import annotations

from django.urls import path

from uitkomst.web.across import reading, sharing

urlpatterns = [
    path("conversations/region/", reading.region, name="across_region"),
    path("conversations/lessons/", reading.lessons, name="across_lessons"),
    path("conversations/<uuid:conversation_id>/sharing/", sharing.sharing, name="conversation_sharing"),
]
