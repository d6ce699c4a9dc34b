"""See, correct, erase: at the client's practitioner, and with who keeps the register."""

from __future__ import annotations

from django.urls import path

from uitkomst.web.client_rights import copies, of_client, quotes, requests

WAITING = {"decide_request": ("register_requests", "")}
urlpatterns = [
    path("clients/<uuid:client_id>/rights/", of_client.rights, name="client_rights"),
    path("clients/<uuid:client_id>/correct/", of_client.correct_client, name="correct_client"),
    path("clients/<uuid:client_id>/quotes/<uuid:consent_id>/", quotes.withdraw, name="withdraw_quote"),
    path("clients/<uuid:client_id>/copy/<int:informant_id>/", copies.copy, name="client_copy"),
    path("clients/<uuid:client_id>/copy/<int:informant_id>/copy.json", copies.copy_file, name="client_copy_file"),
    path("register/requests/", requests.requests, name="register_requests"),
    path("register/requests/<int:request_id>/", requests.decide_request, name="decide_request"),
    path("register/merge/", requests.merge_clients, name="merge_clients"),
]
