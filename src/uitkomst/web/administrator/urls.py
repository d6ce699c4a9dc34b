"""Where an administrator keeps who is who."""

from __future__ import annotations

from django.urls import path

from uitkomst.organisations.rights import Right
from uitkomst.web.administrator import people, teams
from uitkomst.web.rooms import NavLink

NAV = (
    NavLink(90, "people", "people", Right.SEE_PEOPLE, ("/people/",)),
    NavLink(91, "teams", "teams", Right.KEEP_TEAMS, ("/teams/",)),
)
WAITING = {"see_people": ("people", "")}
urlpatterns = [
    path("people/", people.people, name="people"),
    path("people/give/", people.give_role, name="give_role"),
    path("people/roles/<int:role_id>/", people.role, name="role"),
    path("people/invitations/<int:invitation_id>/withdraw/", people.withdraw, name="withdraw_invitation"),
    path("teams/", teams.teams, name="teams"),
    path("teams/<int:team_id>/", teams.team, name="team_page"),
    path("teams/<int:team_id>/people/<int:role_id>/", teams.person, name="team_person"),
]
