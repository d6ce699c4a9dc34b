"""What waits for a practitioner: unread answers first, then who is to be closed, then the list."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from uitkomst.care import queries
from uitkomst.care.types import Trajectory
from uitkomst.flows.care.act import client_id
from uitkomst.flows.care.worklist import SOON
from uitkomst.flows.start.waiting import Waiting
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.rights import Right, ground, may
from uitkomst.records import audit

ORDER = 5
_MOST = 5


def waiting(actor: Actor, now: datetime) -> list[Waiting]:
    """The names on it are those of clients, so this look is a line in the log."""
    if not may(actor, Right.CARE):
        return []
    day = timezone.localdate(now)
    found, clients = [], set()
    unread = [one for one in queries.unread(actor) if _mine(one.response.invitation.trajectory, actor)]
    for answer in unread[:_MOST]:
        trajectory = answer.response.invitation.trajectory
        clients.add(client_id(trajectory.client))
        details = {"name": trajectory.client.name, "day": timezone.localdate(answer.response.sent_at)}
        found.append(Waiting("unread_answers", str(trajectory.pk), details))
    for trajectory in [one for one in queries.to_close(actor, day + SOON) if _mine(one, actor)][:_MOST]:
        clients.add(client_id(trajectory.client))
        found.append(Waiting("close_client", str(trajectory.pk), {"name": trajectory.client.name, "day": trajectory.expected_end}))
    if clients:
        audit.record(
            actor, now=now, action="R", event="clients.listed", object_type="client", clients=sorted(clients),
            ground=ground(actor, Right.CARE),
        )  # fmt: skip
    return [*_once(found), Waiting("see_clients", less=True)]


def _mine(trajectory: Trajectory, actor: Actor) -> bool:
    """Of this practitioner, or of one who is stood in for: what a colleague has to do does not wait for the team lead."""
    return actor.person_id in (trajectory.practitioner_id, trajectory.stand_in_id)


def _once(found: list[Waiting]) -> list[Waiting]:
    """One line a client and reason."""
    kept: dict[tuple[str, str], Waiting] = {}
    for one in found:
        kept.setdefault((one.code, one.object_id), one)
    return list(kept.values())
