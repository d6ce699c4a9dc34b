"""Where who keeps the register sees what a delivery says about its clients."""

from __future__ import annotations

from django.urls import path

from uitkomst.web.from_deliveries import proposals

WAITING = {"see_from_delivery": ("from_delivery", "delivery_id")}
urlpatterns = [
    path("register/deliveries/", proposals.proposals, name="from_deliveries"),
    path("register/deliveries/<uuid:delivery_id>/", proposals.proposal, name="from_delivery"),
]
