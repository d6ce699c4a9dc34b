"""Make delivery files with about the number of records asked for, in a temporary folder.

The test range of BSNs holds only 9,091 numbers, too few for a million records. These files use numbers of nine digits that begin
with 9 and pass the 11-test. We assume that none of those was ever issued to a person (issued numbers are lower; the public test
range lies at the very end of this stretch). The files live in a temporary folder that is removed after the run.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from uitkomst.flows import fictitious
from uitkomst.vocabulary.municipalities import read_municipalities
from uitkomst.vocabulary.periods import parse_range

PERIODS = parse_range("2021-1:2024-2")
FILES = 496
SHARD = 1_000_000  # records drawn at once: bounds the memory of making them
REACH = 30  # municipalities a provider works for
_LAST_NUMBER = 999_900_000


def make_records(folder: Path, records: int, files: int = FILES, reach: int = REACH) -> int:
    """Write about this many records over about this many files, each provider in ``reach`` municipalities; returns the exact number."""
    shards = max(1, round(records / SHARD))
    providers = max(shards, files // len(PERIODS))
    per_client = _records_per_client()
    made, first = 0, 0
    for shard in range(shards):
        count = providers // shards + (shard < providers % shards)
        made += _make_shard(folder, shard, count, first, round(records / shards / per_client), reach)
        first += count
    return made


def _make_shard(folder: Path, shard: int, providers: int, first: int, clients: int, reach: int) -> int:
    # One in eleven numbers passes the test; each shard has a stretch of its own.
    stretch = clients * 12
    last = _LAST_NUMBER - shard * stretch
    places = sorted(read_municipalities().values(), key=lambda place: (place.youth_region, place.code))
    region = fictitious.draw_region(
        places,
        providers=providers,
        clients=clients,
        periods=PERIODS,
        seed=shard,
        numbers=fictitious.numbers(last - stretch + 1, last),
        first_provider=first,
        reach=reach,
    )
    rng = np.random.default_rng(shard)
    planned = fictitious.plan_deliveries(rng, providers, PERIODS, clean=True)
    return fictitious.write_deliveries(folder, region, planned, rng, lambda done, total: None).rows


def _records_per_client() -> float:
    """Drawn on a small region: how many records a client has over all half-years."""
    places = list(read_municipalities().values())
    numbers = fictitious.numbers_of_nobody()
    region = fictitious.draw_region(places, providers=20, clients=9000, periods=PERIODS, seed=0, numbers=numbers)
    return sum(len(fictitious.active(region, period)) for period in PERIODS) / 9000
