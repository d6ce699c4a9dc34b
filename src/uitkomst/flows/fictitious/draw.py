"""Draw a whole fictitious region, reproducible from a seed: the same seed gives the same region."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from uitkomst.flows.fictitious.arrays import Array, Table, day
from uitkomst.flows.fictitious.care import Window, draw_care, share_care
from uitkomst.flows.fictitious.clients import add_unborn, make_twins
from uitkomst.flows.fictitious.outcomes import add_outcomes
from uitkomst.flows.fictitious.providers import draw_market
from uitkomst.flows.fictitious.rows import Region
from uitkomst.flows.fictitious.settings import settings
from uitkomst.vocabulary.municipalities import Municipality
from uitkomst.vocabulary.periods import HalfYear


def draw_region(
    places: Sequence[Municipality],
    *,
    providers: int,
    clients: int,
    periods: Sequence[HalfYear],
    seed: int,
    numbers: Array,
    first_provider: int = 0,
    reach: int | None = None,
) -> Region:
    """Draw providers, clients and their trajectories. ``numbers``: at least as many BSNs as clients, of nobody.

    first_provider: where the numbering of providers starts, for regions that are made next to each other.
    reach: in how many municipalities a provider works (None = all), for regions as large as the country.
    """
    # One stream of random numbers for each stage: a change in one leaves the draws of the others as they were.
    market_rng, care_rng, people_rng, outcome_rng, delivery_rng = (np.random.default_rng([seed, stage]) for stage in range(5))
    window = Window(day(str(periods[0].first_day)), day(str(periods[-1].last_day)))
    market = draw_market(market_rng, providers, len(places), first_provider, reach)
    people, care = draw_care(care_rng, clients, market, len(places), window)
    add_unborn(people_rng, people, care, window.first)
    care = share_care(care, make_twins(people_rng, people))
    people["bsn"] = people_rng.permutation(numbers)[:clients]
    moved = window.first + people["move_share"] * (window.last - window.first)
    people["moved_on"] = moved.astype(np.int32)
    add_outcomes(outcome_rng, care, people, market)
    _add_registration(delivery_rng, care)
    return Region(tuple(places), market.providers, people, care)


def exempt_pair(region: Region) -> tuple[int, int]:
    """Positions of the one provider and municipality that agreed on other outcome questions (Besluit Jeugdwet 7.5.3)."""
    return min(1, len(region.providers) - 1), 0


def remove_exempt_answers(region: Region) -> None:
    """The exempt provider asks nothing of clients of that municipality."""
    provider, place = exempt_pair(region)
    here = (region.care["provider"] == provider) & (region.clients["home"][region.care["client"]] == place)
    for name in ("grade_young_person", "grade_parent", "going_on_young_person", "going_on_parent"):
        region.care[name][here] = 0


def _add_registration(rng: np.random.Generator, care: Table) -> None:
    """How carefully it is registered: what comes only with the correction, and what silently disappears."""
    shares, size = settings("shares")["deliveries"], len(care["client"])
    for column, share in (
        ("silent", "silent_end"),
        ("answers_late", "late_answers"),
        ("reason_late", "late_reason"),
        ("end_late", "late_end"),
        ("row_late", "late_row"),
        ("wrong_start", "wrong_start"),
    ):
        care[column] = rng.random(size) < shares[share]
