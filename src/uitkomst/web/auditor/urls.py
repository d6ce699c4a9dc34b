"""Where an auditor reads who saw what."""

from __future__ import annotations

from django.urls import path

from uitkomst.organisations.rights import Right
from uitkomst.web.auditor import access_list, log
from uitkomst.web.rooms import NavLink

NAV = (NavLink(80, "log", "log", Right.SEE_AUDIT_LOG, ("/log/",)),)
WAITING = {"see_log": ("log", "")}
urlpatterns = [
    path("log/", log.log, name="log"),
    path("log/client/", access_list.access_list, name="access_list"),
    path("log/verify/", log.verify, name="log_verify"),
    path("log/file.<str:kind>", log.log_file, name="log_file"),
]
