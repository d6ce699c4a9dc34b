"""Where practitioners work with their clients."""

from __future__ import annotations

from django.urls import path

from uitkomst.organisations.rights import Right
from uitkomst.web.practitioner import asking, client, closing, details, goals, letter, new_client, paper, together, worklist
from uitkomst.web.rooms import NavLink

NAV = (NavLink(5, "clients", "clients", Right.CARE, ("/clients/", "/trajectories/", "/invitations/")),)
WAITING = {
    "unread_answers": ("trajectory", "trajectory_id"),
    "close_client": ("closing", "trajectory_id"),
    "see_clients": ("clients", ""),
}
urlpatterns = [
    path("clients/", worklist.clients, name="clients"),
    path("clients/new/", new_client.new_client, name="new_client"),
    path("clients/number/<str:number>/", worklist.find, name="find_client"),
    path("trajectories/<uuid:trajectory_id>/", client.trajectory, name="trajectory"),
    path("trajectories/<uuid:trajectory_id>/details/", details.details, name="client_details"),
    path("trajectories/<uuid:trajectory_id>/goals/", goals.discuss, name="goals"),
    path("trajectories/<uuid:trajectory_id>/goals/new/", goals.new_goal, name="new_goal"),
    path("trajectories/<uuid:trajectory_id>/ask/", asking.ask, name="ask_client"),
    path("trajectories/<uuid:trajectory_id>/together/", together.together, name="together"),
    path("trajectories/<uuid:trajectory_id>/letter/", letter.letter, name="client_letter"),
    path("trajectories/<uuid:trajectory_id>/own/", letter.own_link, name="own_link"),
    path("trajectories/<uuid:trajectory_id>/close/", closing.close, name="closing"),
    path("goals/<uuid:goal_id>/drop/", goals.drop, name="drop_goal"),
    path("invitations/<uuid:invitation_id>/", asking.hand_over, name="hand_over"),
    path("invitations/<uuid:invitation_id>/paper/", paper.paper, name="paper"),
    path("invitations/<uuid:invitation_id>/stop/", asking.stop, name="stop_invitation"),
]
