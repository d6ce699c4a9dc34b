"""Where a provider delivers and freezes."""

from __future__ import annotations

from django.urls import path

from uitkomst.organisations.rights import Right
from uitkomst.web.provider import deliveries, delivery, freeze
from uitkomst.web.rooms import NavLink

NAV = (NavLink(10, "deliveries", "deliveries", Right.SEE_DELIVERIES, ("/deliveries/", "/freeze/")),)
WAITING = {
    "deliver": ("deliveries", ""),
    "follow_delivery": ("delivery", "delivery_id"),
    "decide_delivery": ("delivery", "delivery_id"),
    "see_deliveries": ("deliveries", ""),
    "freeze": ("freeze", ""),
    "follow_snapshot": ("freeze", ""),
}
urlpatterns = [
    path("deliveries/", deliveries.deliveries, name="deliveries"),
    path("deliveries/<uuid:delivery_id>/", delivery.delivery, name="delivery"),
    path("deliveries/<uuid:delivery_id>/progress/", delivery.delivery_progress, name="delivery_progress"),
    path("deliveries/<uuid:delivery_id>/findings/", delivery.delivery_findings, name="delivery_findings"),
    path("deliveries/<uuid:delivery_id>/findings.csv", delivery.delivery_findings_file, name="delivery_findings_file"),
    path("deliveries/<uuid:delivery_id>/accept/", delivery.accept, name="accept_delivery"),
    path("deliveries/<uuid:delivery_id>/withdraw/", delivery.withdraw, name="withdraw_delivery"),
    path("freeze/", freeze.freeze, name="freeze"),
    path("freeze/progress/", freeze.freeze_progress, name="freeze_progress"),
]
