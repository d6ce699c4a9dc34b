"""Show what a delivery says about clients of the register, and take over what was chosen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from uitkomst.care import from_deliveries as register
from uitkomst.care.operations import from_deliveries as operations
from uitkomst.care.states import FromDeliveryState
from uitkomst.care.types import FromDelivery
from uitkomst.flows.from_deliveries.compare import lines_of
from uitkomst.flows.from_deliveries.differences import CAN_BE_TAKEN, PROPOSED, Kind, Line
from uitkomst.flows.one_act import Act, one_act
from uitkomst.flows.refusals import NotFound, Refused
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.rights import Right
from uitkomst.records import queries
from uitkomst.records.audit import Action

MOST_LINES = 200
"""Of each kind on the page. The rest of what is proposed can be taken over as a whole."""


@dataclass(frozen=True, slots=True)
class FromDeliveryShown:
    """Lines by kind, at most MOST_LINES each; numbers: how many there are of each. gone: the delivery was withdrawn meanwhile."""

    found: FromDelivery
    lines: dict[Kind, tuple[Line, ...]]
    numbers: dict[Kind, int]
    clients: int
    gone: bool = False


def list_proposals(*, actor: Actor, now: datetime) -> list[FromDelivery]:
    """Deliveries that were laid beside the register. Names nobody. Raises MayNot."""
    with one_act(actor, Right.KEEP_REGISTER, now=now, action="R", event="from_delivery.listed", about="delivery"):
        return list(register.proposals(actor)[:12])


def show_proposal(*, actor: Actor, now: datetime, delivery_id: UUID | str) -> FromDeliveryShown:
    """What it says, as long as it waits. Raises MayNot, NotFound."""
    with _act(actor, now, delivery_id, "R", "from_delivery.shown") as act:
        found = _found(actor, delivery_id)
        if found.state != FromDeliveryState.WAITING:
            return FromDeliveryShown(found, {}, {}, 0)
        lines = _lines(found, now)
        if lines is None:
            return FromDeliveryShown(found, {}, {}, 0, gone=True)
        by_kind = {kind: tuple(line for line in lines if line.kind is kind) for kind in Kind}
        clients = {str(line.client) for line in lines}
        act.clients = sorted(clients)
        return FromDeliveryShown(
            found, {kind: of[:MOST_LINES] for kind, of in by_kind.items() if of}, {kind: len(of) for kind, of in by_kind.items()},
            len(clients),
        )  # fmt: skip


def take(
    *,
    actor: Actor,
    now: datetime,
    delivery_id: UUID | str,
    chosen: Collection[str],
    shown: Collection[str] = (),
    rest: Collection[str] = (),
) -> FromDelivery:
    """Take the chosen lines over (their keys). rest: the kinds of which those that did not stand on the page (``shown``) come too.

    A line that says something else meanwhile is left. None chosen: all stays as it is. Raises MayNot, NotFound, Refused
    (from_delivery_decided, from_delivery_gone).
    """
    with _act(actor, now, delivery_id, "U", "from_delivery.taken") as act:
        found = _found(actor, delivery_id)
        if found.state != FromDeliveryState.WAITING:
            raise Refused("from_delivery_decided")
        lines = _lines(found, now)
        if lines is None and (chosen or rest):
            raise Refused("from_delivery_gone")
        taken = [line for line in lines or () if line.kind in CAN_BE_TAKEN and _is_chosen(line, chosen, shown, rest)]
        _write(found.provider_id, taken, actor.person_id, now)
        numbers = Counter(line.kind.value for line in taken)
        act.clients = sorted({str(line.client) for line in taken})
        act.detail = ", ".join(f"{kind} {number}" for kind, number in sorted(numbers.items())) or "nothing"
        if not operations.decide(found, numbers, by=actor.person_id, now=now):
            raise Refused("from_delivery_decided")
        return _found(actor, delivery_id)


def _act(actor: Actor, now: datetime, delivery_id: UUID | str, action: Action, event: str) -> AbstractContextManager[Act]:
    return one_act(actor, Right.KEEP_REGISTER, now=now, action=action, event=event, about="delivery", object_id=delivery_id)


def _is_chosen(line: Line, chosen: Collection[str], shown: Collection[str], rest: Collection[str]) -> bool:
    return line.key in chosen or (line.kind in PROPOSED and line.kind.value in rest and line.key not in shown)


def _write(provider_id: int, lines: list[Line], by: int, now: datetime) -> None:
    held = {one.client.pk: one for one in register.of_clients(provider_id, {line.client for line in lines})}
    for line in lines:
        known = held[line.client]
        if line.kind is Kind.TRAJECTORY:
            like = max(known.trajectories, key=lambda one: (one.closed_at is None, one.start_date))
            identity = {"form_of_help": line.form, "start_date": line.start}
            operations.add_trajectory(known.client, like, identity, line.told, now=now)
        elif line.record == known.client.pk:
            operations.write_client(known.client, line.field, line.new, by=by, now=now)
        else:
            trajectory = next(one for one in known.trajectories if one.pk == line.record)
            operations.write_trajectory(known.client, trajectory, line.field, _value(line), by=by, now=now)


def _value(line: Line) -> Any:
    if line.field == "end_date":
        return date.fromisoformat(line.new)
    return int(line.new) if line.field == "team_id" else line.new


def _lines(found: FromDelivery, now: datetime) -> list[Line] | None:
    delivery = queries.accepted_one(found.provider_id, found.delivery)
    return lines_of(found.provider_id, delivery, timezone.localdate(now)) if delivery else None


def _found(actor: Actor, delivery_id: UUID | str) -> FromDelivery:
    found = register.proposal(actor, delivery_id)
    if found is None:
        raise NotFound
    return found
