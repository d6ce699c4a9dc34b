"""Where figures are expected, read and explained."""

from __future__ import annotations

from django.urls import path

from uitkomst.organisations.rights import Right
from uitkomst.web.mirrors import expectation, files, indicator, overview, story, withdrawing
from uitkomst.web.rooms import NavLink

NAV = (NavLink(20, "mirrors", "mirrors", Right.SEE_FIGURES, ("/mirrors/",)),)
WAITING = {
    "write_expectation": ("expectation", "release_id"),
    "sealed": ("expectation", "release_id"),
    "mirror_withdrawn": ("expectation", "release_id"),
    "read_mirror": ("mirror", "release_id"),
    "read_region": ("mirror", "release_id"),
    "write_story": ("mirror", "release_id"),
}
urlpatterns = [
    path("mirrors/", overview.mirrors, name="mirrors"),
    path("mirrors/made/", withdrawing.made, name="releases_made"),
    path("mirrors/<uuid:release_id>/", overview.mirror, name="mirror"),
    path("mirrors/<uuid:release_id>/withdraw/", withdrawing.withdraw, name="withdraw"),
    path("mirrors/<uuid:release_id>/expectation/", expectation.expectation, name="expectation"),
    path("mirrors/<uuid:release_id>/file.<str:kind>", files.mirror_file, name="mirror_file"),
    path("mirrors/<uuid:release_id>/<slug:indicator>/", indicator.indicator, name="indicator"),
    path("mirrors/<uuid:release_id>/<slug:indicator>/tables/<slug:block>.csv", files.table_file, name="table_file"),
    path("mirrors/<uuid:release_id>/<slug:indicator>/story/", story.story, name="story"),
    path("mirrors/<uuid:release_id>/<slug:indicator>/file.<str:kind>", files.indicator_file, name="indicator_file"),
]
