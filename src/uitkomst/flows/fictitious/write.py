"""Write the deliveries of a region into a folder, half-year by half-year."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from uitkomst.flows.fictitious.arrays import Array
from uitkomst.flows.fictitious.deliveries import Delivery
from uitkomst.flows.fictitious.faults import spoil_rows
from uitkomst.flows.fictitious.files import write_delivery
from uitkomst.flows.fictitious.rows import Region, active, period_columns
from uitkomst.flows.fictitious.settings import settings

Progress = Callable[[int, int], None]
"""Called with the number of files done and the number of files there will be."""


@dataclass(slots=True)
class Written:
    """What was written: names of files, number of rows, and the rows spoilt on purpose (file, line, what is wrong)."""

    files: list[str] = field(default_factory=list)
    rows: int = 0
    spoilt: list[tuple[str, int, str]] = field(default_factory=list)


def write_deliveries(folder: Path, region: Region, planned: Sequence[Delivery], rng: np.random.Generator, on_progress: Progress) -> Written:
    """Write all planned deliveries; ``planned`` is ordered by half-year."""
    written = Written()
    for period in dict.fromkeys(delivery.period for delivery in planned):
        here = [delivery for delivery in planned if delivery.period == period]
        chosen = _in_file_order(region, active(region, period))
        edges = np.searchsorted(region.care["provider"][chosen], np.arange(len(region.providers) + 1))
        columns = period_columns(region, period, chosen)
        for delivery in here:
            part = slice(edges[delivery.provider], edges[delivery.provider + 1])
            if delivery.corrected:
                early = chosen[part][~region.care["row_late"][chosen[part]]]
                content: Mapping[str, Array] = period_columns(region, period, early, early=True)
            else:
                content = {name: column[part].copy() for name, column in columns.items()}
            _write_one(folder, region, delivery, content, rng, written)
            on_progress(len(written.files), len(planned))
    return written


def _in_file_order(region: Region, chosen: Array) -> Array:
    care = region.care
    return np.asarray(chosen[np.lexsort((care["start"][chosen], care["client"][chosen], care["provider"][chosen]))])


def _write_one(
    folder: Path, region: Region, delivery: Delivery, content: Mapping[str, Array], rng: np.random.Generator, written: Written
) -> None:
    name = delivery.file_name(region.providers[delivery.provider].kvk)
    rows = len(content["bsn"])
    spoil = int(rng.poisson(rows * settings("shares")["deliveries"]["faulty_row"]))
    if spoil and not delivery.fault and not delivery.plain:
        written.spoilt += [(name, line, told) for line, told in spoil_rows(rng, content, spoil)]
    write_delivery(folder / name, delivery, content)
    written.files.append(name)
    written.rows += rows
