"""A delivery beside the register: what is held of its clients, and which of it came from a file. Reads only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Prefetch, QuerySet

from uitkomst.care.models import Change, Client, FromDelivery, Trajectory
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.rights import Right, may

_SOME = 500


@dataclass(frozen=True, slots=True)
class Known:
    """One client of the register. from_file: (number of the record, field) of what a file said last, and no person since."""

    client: Client
    trajectories: tuple[Trajectory, ...]
    from_file: frozenset[tuple[str, str]]


def proposals(actor: Actor) -> QuerySet[FromDelivery]:
    """Deliveries that were laid beside the register of the own provider, the newest first; for who keeps the register."""
    if not may(actor, Right.KEEP_REGISTER):
        return FromDelivery.objects.none()
    return FromDelivery.objects.filter(provider_id=actor.organisation_id).select_related("decided_by")


def proposal(actor: Actor, delivery_id: UUID | str) -> FromDelivery | None:
    """One of them, or None when it is not there or not for this actor."""
    try:
        return proposals(actor).filter(pk=delivery_id).first()
    except (ValidationError, ValueError):
        return None


def compared(provider_ids: Iterable[int]) -> set[UUID]:
    """The deliveries of these providers that were laid beside the register before. For the worker."""
    return set(FromDelivery.objects.filter(provider_id__in=list(provider_ids)).values_list("pk", flat=True))


def pseudonyms(provider_id: int) -> list[str]:
    """The pseudonyms of all clients of a provider: what a delivery knows them by."""
    found = Client.objects.filter(provider_id=provider_id, merged_into=None).exclude(pseudonym="")
    return list(found.values_list("pseudonym", flat=True))


def known(provider_id: int, wanted: Iterable[str]) -> dict[str, Known]:
    """The clients with these pseudonyms as the register holds them."""
    everyone, found = list(wanted), dict[str, Known]()
    for start in range(0, len(everyone), _SOME):
        of = Client.objects.filter(provider_id=provider_id, pseudonym__in=everyone[start : start + _SOME], merged_into=None)
        found |= {one.client.pseudonym: one for one in _held(of)}
    return found


def of_clients(provider_id: int, wanted: Iterable[UUID]) -> list[Known]:
    """The same by the numbers of their records."""
    everyone, found = list(wanted), list[Known]()
    for start in range(0, len(everyone), _SOME):
        found += _held(Client.objects.filter(provider_id=provider_id, pk__in=everyone[start : start + _SOME], merged_into=None))
    return found


def _held(of: QuerySet[Client]) -> list[Known]:
    clients = list(of.prefetch_related(Prefetch("trajectories", Trajectory.objects.filter(set_aside=None))))
    said = _said_by_file(clients)
    return [Known(one, tuple(one.trajectories.all()), frozenset(said[one.pk])) for one in clients]


def _said_by_file(clients: list[Client]) -> dict[UUID, set[tuple[str, str]]]:
    last: dict[tuple[UUID, str, str], str] = {}
    lines = Change.objects.filter(client__in=clients).order_by("changed_at", "pk")
    for client, about, field, source in lines.values_list("client_id", "about_id", "field", "source"):
        last[client, about, field] = source
    found: dict[UUID, set[tuple[str, str]]] = defaultdict(set)
    for (client, about, field), source in last.items():
        if source != "hand":
            found[client].add((about, field))
    return found
