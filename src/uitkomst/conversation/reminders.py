"""That somebody was told by mail that something waits: once for each thing; and who does not want to be."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db.models import QuerySet

from uitkomst.conversation.models import NoReminders, Reminder


def take(person_id: int, keys: Sequence[str], *, now: datetime) -> list[str]:
    """What this person has not been told of; from now on it counts as being told. Runs in a transaction of its caller."""
    return [key for key in keys if Reminder.objects.get_or_create(person_id=person_id, key=key, defaults={"at": now})[1]]


def sent(person_id: int, keys: Sequence[str]) -> None:
    """The mail server took the letter."""
    _sending(person_id, keys).update(state="sent")


def unsure(person_id: int, keys: Sequence[str]) -> None:
    """The line broke: nobody knows, so it is not sent again."""
    _sending(person_id, keys).update(state="unsure")


def give_back(person_id: int, keys: Sequence[str]) -> None:
    """The mail server certainly did not take it: another time."""
    _sending(person_id, keys).delete()


def give_up(before: datetime) -> int:
    """Of a worker that died with the letter in its hands: it is never sent again."""
    return Reminder.objects.filter(state="sending", at__lt=before).update(state="unsure")


def want_none(person_ids: Collection[int]) -> set[int]:
    """Who of these does not want reminders."""
    return set(NoReminders.objects.filter(person_id__in=person_ids).values_list("person_id", flat=True))


def set_wanted(person_id: int, wanted: bool, *, now: datetime) -> bool:
    """Whether this person wants reminders. False when that was so already."""
    if wanted:
        return bool(NoReminders.objects.filter(person_id=person_id).delete()[0])
    return NoReminders.objects.get_or_create(person_id=person_id, defaults={"since": now})[1]


def _sending(person_id: int, keys: Sequence[str]) -> QuerySet[Reminder]:
    return Reminder.objects.filter(person_id=person_id, key__in=keys, state="sending")
