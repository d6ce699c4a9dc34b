"""One act about one client: the right, one transaction, and one line in the audit log that names the client."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

from uitkomst.care import queries
from uitkomst.care.types import Client, Goal, Invitation, Trajectory
from uitkomst.flows.one_act import Act, one_act
from uitkomst.flows.refusals import NotFound
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.rights import Right
from uitkomst.records.audit import Action


@contextmanager
def trajectory_act(
    actor: Actor, now: datetime, trajectory_id: UUID | str, *, action: Action, event: str
) -> Iterator[tuple[Act, Trajectory]]:
    """An act about one trajectory. Raises MayNot; NotFound when it is not there or not for this actor."""
    with one_act(actor, Right.CARE, now=now, action=action, event=event, about="trajectory", object_id=trajectory_id) as act:
        trajectory = queries.trajectory(actor, trajectory_id)
        if trajectory is None:
            raise NotFound
        act.clients = [client_id(trajectory.client)]
        yield act, trajectory


@contextmanager
def goal_act(actor: Actor, now: datetime, goal_id: UUID | str, *, action: Action, event: str) -> Iterator[tuple[Act, Goal]]:
    """An act about one goal."""
    with one_act(actor, Right.CARE, now=now, action=action, event=event, about="goal", object_id=goal_id) as act:
        goal = queries.goal(actor, goal_id)
        if goal is None:
            raise NotFound
        act.clients = [client_id(goal.trajectory.client)]
        yield act, goal


@contextmanager
def invitation_act(
    actor: Actor, now: datetime, invitation_id: UUID | str, *, action: Action, event: str
) -> Iterator[tuple[Act, Invitation]]:
    """An act about one invitation."""
    with one_act(actor, Right.CARE, now=now, action=action, event=event, about="invitation", object_id=invitation_id) as act:
        invitation = queries.invitation(actor, invitation_id)
        if invitation is None:
            raise NotFound
        act.clients = [client_id(invitation.trajectory.client)]
        yield act, invitation


def client_id(client: Client) -> str:
    """How the log names a client: by the number of the register's record, never by name or BSN."""
    return str(client.pk)
