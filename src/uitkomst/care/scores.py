"""Reads of scores and norms. Pure words of norms are ``questionnaires.norms``."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from uitkomst.care.models import Client, NormTable, Score, Trajectory
from uitkomst.questionnaires.norms import Norm, from_stored


def norm_tables(provider_id: int) -> list[NormTable]:
    """The norms in use at a provider, by instrument."""
    return list(NormTable.objects.filter(provider_id=provider_id, replaced_at=None).select_related("loaded_by"))


def norms(provider_id: int) -> list[Norm]:
    """Every line of them."""
    return [from_stored(line) for table in NormTable.objects.filter(provider_id=provider_id, replaced_at=None) for line in table.lines]


def scores_of(trajectory: Trajectory) -> list[Score]:
    """The scores of one trajectory, by instrument, scale and day."""
    return list(Score.objects.filter(trajectory=trajectory).select_related("informant", "entered_by"))


def clients_with_numbers(provider_id: int, numbers: Iterable[str]) -> dict[str, Client]:
    """The records with these numbers (that of a merged one is the one that was kept), with who can be asked and their help."""
    wanted, found = sorted(set(numbers)), dict[str, Client]()
    for start in range(0, len(wanted), 500):
        some = Client.objects.filter(provider_id=provider_id, number__in=wanted[start : start + 500]).select_related("merged_into")
        kept = {client.number: client.merged_into or client for client in some}
        full = Client.objects.filter(pk__in=[one.pk for one in kept.values()]).prefetch_related("informants", "trajectories")
        by_pk = {one.pk: one for one in full}
        found |= {number: by_pk[one.pk] for number, one in kept.items()}
    return found


def running_on(client: Client, day: date) -> Trajectory | None:
    """The help of a client on a day: the one that began last."""
    found = [one for one in client.trajectories.all() if one.start_date <= day and (one.end_date is None or day <= one.end_date)]
    return max(found, key=lambda one: one.start_date, default=None)
