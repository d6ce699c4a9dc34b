"""The addresses of the pages: those that everybody has, and those of the rooms."""

from __future__ import annotations

from django.urls import URLPattern, path

from uitkomst.web import enter, invitation, rooms, start

urlpatterns: list[URLPattern] = [
    path("", start.start, name="start"),
    path("enter/", enter.enter_demo, name="enter_demo"),
    path("organisation/", start.switch_organisation, name="switch_organisation"),
    path("invitation/<str:token>/", invitation.invitation, name="invitation"),
    *rooms.urls(),
]
