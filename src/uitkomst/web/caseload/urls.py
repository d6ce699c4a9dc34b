"""Where the register is filled from the case file system."""

from __future__ import annotations

from django.urls import path

from uitkomst.web.caseload import caseload

WAITING = {"decide_caseload": ("caseload", "file_id"), "bring_caseload": ("caseloads", "")}
urlpatterns = [
    path("register/caseload/", caseload.caseloads, name="caseloads"),
    path("register/caseload/<uuid:file_id>/", caseload.caseload, name="caseload"),
    path("register/caseload/<uuid:file_id>/columns/", caseload.columns, name="caseload_columns"),
    path("register/caseload/<uuid:file_id>/accept/", caseload.accept, name="accept_caseload"),
    path("register/caseload/<uuid:file_id>/withdraw/", caseload.withdraw, name="withdraw_caseload"),
]
