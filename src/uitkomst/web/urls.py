"""The addresses of the pages."""

from __future__ import annotations

from django.urls import URLPattern, path

from uitkomst.web import enter, invitation, start
from uitkomst.web.administrator import people
from uitkomst.web.auditor import log
from uitkomst.web.mirrors import expectation, files, indicator, overview, story
from uitkomst.web.provider import deliveries, delivery, freeze

urlpatterns: list[URLPattern] = [
    path("", start.start, name="start"),
    path("enter/", enter.enter_demo, name="enter_demo"),
    path("organisation/", start.switch_organisation, name="switch_organisation"),
    path("deliveries/", deliveries.deliveries, name="deliveries"),
    path("deliveries/<uuid:delivery_id>/", delivery.delivery, name="delivery"),
    path("deliveries/<uuid:delivery_id>/progress/", delivery.delivery_progress, name="delivery_progress"),
    path("deliveries/<uuid:delivery_id>/findings/", delivery.delivery_findings, name="delivery_findings"),
    path("deliveries/<uuid:delivery_id>/findings.csv", delivery.delivery_findings_file, name="delivery_findings_file"),
    path("deliveries/<uuid:delivery_id>/accept/", delivery.accept, name="accept_delivery"),
    path("deliveries/<uuid:delivery_id>/withdraw/", delivery.withdraw, name="withdraw_delivery"),
    path("freeze/", freeze.freeze, name="freeze"),
    path("freeze/progress/", freeze.freeze_progress, name="freeze_progress"),
    path("mirrors/", overview.mirrors, name="mirrors"),
    path("mirrors/<uuid:release_id>/", overview.mirror, name="mirror"),
    path("mirrors/<uuid:release_id>/expectation/", expectation.expectation, name="expectation"),
    path("mirrors/<uuid:release_id>/file.<str:kind>", files.mirror_file, name="mirror_file"),
    path("mirrors/<uuid:release_id>/<slug:indicator>/", indicator.indicator, name="indicator"),
    path("mirrors/<uuid:release_id>/<slug:indicator>/story/", story.story, name="story"),
    path("mirrors/<uuid:release_id>/<slug:indicator>/file.<str:kind>", files.indicator_file, name="indicator_file"),
    path("people/", people.people, name="people"),
    path("invitation/<str:token>/", invitation.invitation, name="invitation"),
    path("log/", log.log, name="log"),
    path("log/verify/", log.verify, name="log_verify"),
    path("log/file.<str:kind>", log.log_file, name="log_file"),
]
