"""Write down what a delivery says about clients of the register, and take over what somebody chose of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from uitkomst.care.models import Client, FromDelivery, Trajectory
from uitkomst.care.operations.clients import change, put_trajectory
from uitkomst.care.states import FromDeliveryState

SOURCE = "delivery"


def add(delivery_id: UUID, provider_id: int, period: str, found: Mapping[str, int], *, now: datetime) -> bool:
    """A delivery was laid beside the register. Earlier ones that still waited make room. False when this was done before."""
    FromDelivery.objects.filter(provider_id=provider_id, state=FromDeliveryState.WAITING).exclude(pk=delivery_id).update(
        state=FromDeliveryState.LEFT, decided_at=now
    )
    state = FromDeliveryState.WAITING if any(found.values()) else FromDeliveryState.NOTHING
    told = {"provider_id": provider_id, "period": period, "state": state, "found": dict(found), "found_at": now}
    return FromDelivery.objects.get_or_create(delivery=delivery_id, defaults=told)[1]


def decide(found: FromDelivery, taken: Mapping[str, int], *, by: int, now: datetime) -> bool:
    """It was looked at. False when somebody was first."""
    waiting = FromDelivery.objects.filter(pk=found.pk, state=FromDeliveryState.WAITING)
    state = FromDeliveryState.TAKEN if any(taken.values()) else FromDeliveryState.LEFT
    return bool(waiting.update(state=state, taken=dict(taken), decided_by_id=by, decided_at=now))


def write_client(client: Client, field: str, value: Any, *, by: int, now: datetime) -> None:
    """One field of a client, with what stood there before."""
    change(client, client, "client", {field: value}, by=by, now=now, source=SOURCE)


def write_trajectory(client: Client, trajectory: Trajectory, field: str, value: Any, *, by: int, now: datetime) -> None:
    """One field of a trajectory, with what stood there before."""
    change(client, trajectory, "trajectory", {field: value}, by=by, now=now, source=SOURCE)


def add_trajectory(client: Client, like: Trajectory, identity: Mapping[str, Any], fields: Mapping[str, Any], *, now: datetime) -> None:
    """Help that the register did not have, with the practitioner and team of another trajectory of this client."""
    whose = {"practitioner_id": like.practitioner_id, "team_id": like.team_id}
    put_trajectory(client, identity, {**whose, **fields}, now=now)
