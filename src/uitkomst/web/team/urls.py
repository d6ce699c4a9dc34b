"""Where a team talks about cases."""

from __future__ import annotations

from django.urls import path

from uitkomst.organisations.rights import Right
from uitkomst.web.rooms import NavLink
from uitkomst.web.team import talks

NAV = (NavLink(6, "team", "team_talks", Right.CARE, ("/team/",)),)
WAITING = {"team_talk": ("team_talk", "talk_id")}
urlpatterns = [
    path("team/", talks.talks, name="team_talks"),
    path("team/<uuid:talk_id>/", talks.talk, name="team_talk"),
    path("team/<uuid:talk_id>/bring/", talks.bring, name="bring_case"),
    path("team/<uuid:talk_id>/change/", talks.change, name="team_change"),
    path("team/cases/<uuid:case_id>/explain/", talks.explain_case, name="explain_case"),
    path("team/cases/<uuid:case_id>/back/", talks.back, name="take_back_case"),
]
