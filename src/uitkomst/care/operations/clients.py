"""Put a client, who speaks for the client, and a trajectory in the register; doing it again with the same changes nothing.

Putting somebody in never changes who is there already: a warning about contact or an address goes only where somebody says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Model
from django.utils import timezone

from uitkomst.care.links import new_leave_link
from uitkomst.care.models import Change, Client, Informant, Invitation, SetAside, Trajectory
from uitkomst.care.states import InformantKind, StopReason

_SECRET = frozenset({"pseudonym"})
"""Fields whose content never stands in the history: only that it changed."""


def put_client(provider_id: int, number: str, fields: Mapping[str, Any], *, now: datetime) -> tuple[Client, bool]:
    """The client with this number, as it is or made: (client, whether it is new). A new one can be asked: the young person is there."""
    client, made = Client.objects.get_or_create(provider_id=provider_id, number=number, defaults={**fields, "created_at": now})
    if made:
        Informant.objects.create(client=client, kind=InformantKind.YOUNG_PERSON, name=client.first_name, **new_leave_link())
    return client, made


def put_trajectory(client: Client, identity: Mapping[str, Any], fields: Mapping[str, Any], *, now: datetime) -> tuple[Trajectory, bool]:
    """The trajectory of this form of help and start date, as it is or made: (trajectory, whether it is new). Help set aside comes back."""
    trajectory, made = Trajectory.objects.get_or_create(client=client, **identity, defaults={**fields, "created_at": now})
    if not made:
        restore(trajectory, by=None, now=now, source="told")
    return trajectory, made


def restore(trajectory: Trajectory, *, by: int | None, now: datetime, source: str) -> bool:
    """Help that was set aside is there again, because somebody or something tells it anew. False when it was not set aside."""
    gone = SetAside.objects.filter(trajectory=trajectory).first()
    if gone is None:
        return False
    gone.delete()
    Change.objects.create(
        client=trajectory.client, about="trajectory", about_id=str(trajectory.pk), field="set_aside",
        old=timezone.localdate(gone.set_aside_at).isoformat(), source=source, changed_by_id=by, changed_at=now,
    )  # fmt: skip
    return True


def add_parent(client: Client, name: str, fields: Mapping[str, Any]) -> Informant | None:
    """A parent or carer more, asked after the others; None when one of this name is there: that one stays as it is."""
    parents = Informant.objects.filter(client=client, kind=InformantKind.PARENT)
    if parents.filter(name=name).exists():
        return None
    told = {"name": name, "position": parents.count() + 1, **fields}
    return Informant.objects.create(client=client, kind=InformantKind.PARENT, **new_leave_link(), **told)


def change(
    client: Client, record: Model, about: str, fields: Mapping[str, Any], *, by: int | None, now: datetime, source: str = "hand"
) -> list[str]:
    """Write what differs, with what stood there before. Returns the names of what changed."""
    differs = {name: value for name, value in fields.items() if getattr(record, name) != value}
    for name, value in differs.items():
        Change.objects.create(
            client=client, about=about, about_id=str(record.pk), field=name, old=_said(name, getattr(record, name)), new=_said(name, value),
            source=source, changed_by_id=by, changed_at=now,
        )  # fmt: skip
        setattr(record, name, value)
    if differs:
        record.save(update_fields=list(differs))
    return list(differs)


def _said(name: str, value: object) -> str:
    return "…" if name in _SECRET else "" if value is None else str(value)


def stop_all(client: Client, reason: StopReason, *, now: datetime) -> int:
    """Stop every open invitation of a client, with its letters."""
    return stop_invitations(Invitation.objects.filter(trajectory__client=client), reason, now=now)


def stop_invitations(found: Any, reason: StopReason, *, now: datetime) -> int:
    """Stop open invitations and the letters that wait. Returns how many."""
    from uitkomst.care.models import Message
    from uitkomst.care.states import MessageState

    still_open = list(found.filter(answered_at=None, stopped_at=None).values_list("pk", flat=True))
    Invitation.objects.filter(pk__in=still_open, answered_at=None, stopped_at=None).update(stopped_at=now, stop_reason=reason)
    Message.objects.filter(invitation_id__in=still_open, state=MessageState.WAITING).update(state=MessageState.STOPPED)
    return len(still_open)
