"""What a delivery made from the care register asks of the deliveries that are there: its version, and whether it is new."""

from __future__ import annotations

from django.db.models import Max

from uitkomst.records.models import Delivery
from uitkomst.records.states import DeliveryState

_ALIVE = (DeliveryState.RECEIVED, DeliveryState.CHECKED, DeliveryState.ACCEPTED)


def next_version(provider_id: int, period: str) -> int:
    """The version after the highest that was ever received for this half-year."""
    highest = Delivery.objects.filter(provider_id=provider_id, period=period).aggregate(highest=Max("version"))["highest"]
    return int(highest or 0) + 1


def same_content(provider_id: int, period: str, sha256: str) -> Delivery | None:
    """The newest delivery of this half-year when it has this content and is not refused or withdrawn."""
    newest = Delivery.objects.filter(provider_id=provider_id, period=period, state__in=_ALIVE).order_by("-version").first()
    return newest if newest is not None and newest.sha256 == sha256 else None


def newest(provider_id: int, period: str) -> Delivery | None:
    """The newest delivery of this half-year that is not refused or withdrawn, made from the register or come in as a file."""
    return Delivery.objects.filter(provider_id=provider_id, period=period, state__in=_ALIVE).order_by("-version").first()
