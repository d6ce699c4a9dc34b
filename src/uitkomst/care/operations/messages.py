"""Take what messages say into the register: records kept with their client, help set aside or there again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date, datetime

from django.utils import timezone

from uitkomst.care.models import Change, Client, MessageMeanings, MessageRecord, SetAside, Trajectory
from uitkomst.care.operations import clients
from uitkomst.care.operations.clients import stop_invitations
from uitkomst.care.states import StopReason
from uitkomst.intake.from_messages import Told

SOURCE = "messages"
_NOT_KEPT = ("client", "provider", "file", "at", "place")


def keep_records(provider_id: int, records: Iterable[tuple[str, Told]], *, now: datetime) -> list[str]:
    """Keep these records (client number, record) with their clients; one that is there already stays as it is. Returns the clients."""
    wanted = list(records)
    of = _clients(provider_id, {number for number, _ in wanted})
    rows = [
        MessageRecord(
            client=of[number], fingerprint=one.fingerprint, agb=one.provider, taken_at=now,
            **{name: value for name, value in asdict(one).items() if name not in _NOT_KEPT},
        )
        for number, one in wanted
        if number in of
    ]  # fmt: skip
    MessageRecord.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)
    return sorted({str(one.client_id) for one in rows})


def _clients(provider_id: int, numbers: Iterable[str]) -> dict[str, Client]:
    wanted, found = sorted(numbers), dict[str, Client]()
    for start in range(0, len(wanted), 500):
        some = Client.objects.filter(provider_id=provider_id, number__in=wanted[start : start + 500]).select_related("merged_into")
        found |= {one.number: one.merged_into or one for one in some}
    return found


def choose_forms(provider_id: int, forms: Mapping[str, str], *, by: int | None, now: datetime) -> None:
    """From now on these products are these forms of help."""
    kept, _ = MessageMeanings.objects.select_for_update().get_or_create(provider_id=provider_id, defaults={"changed_at": now})
    kept.forms, kept.changed_by_id, kept.changed_at = {**kept.forms, **forms}, by, now
    kept.save()


def set_aside(provider_id: int, found: Iterable[tuple[str, str]], *, by: int | None, now: datetime) -> int:
    """Help (client number, form/start) that never was: its open invitations stop and it is shown nowhere. Returns how many.

    Only where nothing was done with it (``used``): the flow looks at that first.
    """
    number_of = 0
    for number, about in found:
        trajectory = _trajectory(provider_id, number, about)
        _, made = SetAside.objects.get_or_create(trajectory=trajectory, defaults={"set_aside_at": now})
        if made:
            stop_invitations(trajectory.invitations.all(), StopReason.REPLACED, now=now)
            _history(trajectory, timezone.localdate(now).isoformat(), by, now)
            number_of += 1
    return number_of


def restore(provider_id: int, found: Iterable[tuple[str, str]], *, by: int | None, now: datetime) -> int:
    """Help that was set aside is there again. Returns how many."""
    return sum(clients.restore(_trajectory(provider_id, number, about), by=by, now=now, source=SOURCE) for number, about in found)


def _trajectory(provider_id: int, number: str, about: str) -> Trajectory:
    form, _, start = about.partition("/")
    client = _clients(provider_id, [number])[number]
    return Trajectory.objects.get(client=client, form_of_help=form, start_date=date.fromisoformat(start))


def _history(trajectory: Trajectory, day: str, by: int | None, now: datetime) -> None:
    Change.objects.create(
        client=trajectory.client, about="trajectory", about_id=str(trajectory.pk), field="set_aside", new=day, source=SOURCE,
        changed_by_id=by, changed_at=now,
    )  # fmt: skip
