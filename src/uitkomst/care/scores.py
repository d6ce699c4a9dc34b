"""Reads of scores and norms. Pure words of norms are ``questionnaires.norms``."""

from __future__ import annotations

from datetime import date

from uitkomst.care.models import Client, NormTable, Score, Trajectory
from uitkomst.questionnaires.norms import Norm, from_stored


def norm_tables(provider_id: int) -> list[NormTable]:
    """The norms in use at a provider, by instrument."""
    return list(NormTable.objects.filter(provider_id=provider_id, replaced_at=None).select_related("loaded_by"))


def norms(provider_id: int) -> list[Norm]:
    """Every line of them."""
    return [from_stored(line) for table in norm_tables(provider_id) for line in table.lines]


def scores_of(trajectory: Trajectory) -> list[Score]:
    """The scores of one trajectory, by instrument, scale and day."""
    return list(Score.objects.filter(trajectory=trajectory).select_related("informant", "entered_by"))


def running_on(client: Client, day: date) -> Trajectory | None:
    """The help of a client on a day: the one that began last."""
    found = [one for one in client.trajectories.all() if one.start_date <= day and (one.end_date is None or day <= one.end_date)]
    return max(found, key=lambda one: one.start_date, default=None)
