"""Accept or withdraw a delivery: from then on its rows are (not) part of what is frozen."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from uitkomst.flows.one_act import one_act
from uitkomst.flows.refusals import NotFound, Refused
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.rights import Right
from uitkomst.records import files, operations, queries
from uitkomst.records.states import DeliveryState
from uitkomst.records.types import Delivery


def accept_delivery(*, actor: Actor, now: datetime, delivery_id: UUID | str) -> Delivery:
    """Accept a checked delivery. Raises NotFound, MayNot, Refused (wrong_state: somebody was first; version_taken)."""
    return _decide(actor, now, delivery_id, DeliveryState.ACCEPTED, "delivery.accepted")


def withdraw_delivery(*, actor: Actor, now: datetime, delivery_id: UUID | str) -> Delivery:
    """Withdraw a delivery; snapshots made with it stay as they were. Raises NotFound, MayNot, Refused (wrong_state)."""
    delivery = _decide(actor, now, delivery_id, DeliveryState.WITHDRAWN, "delivery.withdrawn")
    files.forget_received(delivery.pk)
    return delivery


def _decide(actor: Actor, now: datetime, delivery_id: UUID | str, to: DeliveryState, event: str) -> Delivery:
    with one_act(actor, Right.DELIVER, now=now, action="U", event=event, about="delivery", object_id=delivery_id) as act:
        delivery = queries.delivery(actor, delivery_id, Right.DELIVER)
        if delivery is None:
            raise NotFound
        act.detail = delivery.file_name
        try:
            return operations.decide(delivery.pk, to=to, actor=actor, now=now)
        except operations.WrongState as wrong:
            raise _refusal(wrong.record, delivery) from None


def _refusal(found: Delivery, asked: Delivery) -> Refused:
    if found.pk != asked.pk:
        return Refused("version_taken", file=found.file_name)
    who = found.decided_by.name if found.decided_by else "-"
    at = found.decided_at.strftime("%d-%m-%Y %H:%M") if found.decided_at else "-"
    return Refused(f"wrong_state_{found.state}", who=who, at=at)
