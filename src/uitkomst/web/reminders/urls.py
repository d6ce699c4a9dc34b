"""Where reminders by mail are turned off and on."""

from __future__ import annotations

from django.urls import path

from uitkomst.web.reminders import setting

urlpatterns = [
    path("reminders/", setting.setting, name="reminders"),
    path("reminders/stop/<str:token>/", setting.stop, name="reminders_stop"),
]
