"""Whom a file from elsewhere names: clients by their number, who is asked about them by kind, and of two parents by name."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Prefetch

from uitkomst.care.models import Client, Informant, Trajectory


def clients_with_numbers(provider_id: int, numbers: Iterable[str]) -> dict[str, Client]:
    """The records with these numbers (that of a merged one is the one that was kept), with who can be asked and their help."""
    wanted, found = sorted(set(numbers)), dict[str, Client]()
    shown = Prefetch("trajectories", Trajectory.objects.filter(set_aside=None))
    for start in range(0, len(wanted), 500):
        some = Client.objects.filter(provider_id=provider_id, number__in=wanted[start : start + 500]).select_related("merged_into")
        kept = {client.number: client.merged_into or client for client in some}
        full = Client.objects.filter(pk__in=[one.pk for one in kept.values()]).prefetch_related("informants", shown)
        by_pk = {one.pk: one for one in full}
        found |= {number: by_pk[one.pk] for number, one in kept.items()}
    return found


def informant_named(client: Client, kind: str, name: str = "") -> Informant | None:
    """The one of this kind, and of this name when there is one. None when there is none, or more than one."""
    found = [one for one in client.informants.all() if one.kind == kind and (not name or one.name.casefold() == name.casefold())]
    return found[0] if len(found) == 1 else None
