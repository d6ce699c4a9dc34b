"""Which files are delivered: one per provider and half-year, corrections, gaps, and a few faulty ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from uitkomst.flows.fictitious.settings import settings
from uitkomst.vocabulary.periods import HalfYear

CORRECTING = ("wrong_header", "empty", "cut_off")  # faults of a second delivery: the first one still counts
OTHER = ("cp1252", "eaten_zeros", "wrong_name")


@dataclass(frozen=True, slots=True)
class Delivery:
    """One file: provider (position), half-year, version, whether it is a first one that is corrected later, and its fault.

    plain: all columns in the simplest shape; else the provider has habits of its own (a spreadsheet, commas, a byte order mark, …).
    """

    provider: int
    period: HalfYear
    version: int
    corrected: bool = False
    fault: str = ""
    plain: bool = False

    @property
    def habit(self) -> int:
        """What the provider's files look like, 0–5 (see files.py); 0 is the plain shape."""
        return 0 if self.plain else self.provider % 6

    @property
    def is_sheet(self) -> bool:
        return self.habit == 3 and self.version == 1 and not self.fault

    def file_name(self, kvk: str) -> str:
        """The name our plain format prescribes (definitions 1), or a wrong one if that is the fault."""
        period = f"{self.period.year}-3" if self.fault == "wrong_name" else str(self.period)
        version = f"_v{self.version}" if self.version > 1 else ""
        return f"{kvk}_{period}_jeugdhulp{version}.{'xlsx' if self.is_sheet else 'csv'}"


def plan_deliveries(rng: np.random.Generator, providers: int, periods: Sequence[HalfYear], *, clean: bool = False) -> list[Delivery]:
    """All files, ordered by half-year. ``clean``: plain files without gaps, corrections and faults (for measuring speed)."""
    first = [
        Delivery(provider, period, 1, plain=clean)
        for turn, period in enumerate(periods)
        for provider in range(providers)
        if clean or not _gap(provider, turn, providers, len(periods))
    ]
    if clean:
        return first
    corrected = rng.random(len(first)) < settings("shares")["deliveries"]["corrected"]
    # The newest half-year is corrected only with the next delivery, which is not there yet.
    corrected &= np.array([delivery.period != periods[-1] for delivery in first], dtype=bool)
    faulty = _faulty(rng, [delivery for delivery, again in zip(first, corrected, strict=True) if not again and not delivery.is_sheet])
    planned = []
    for delivery, again in zip(first, corrected, strict=True):
        fault = faulty.get(delivery, "")
        planned.append(replace(delivery, corrected=bool(again), fault=fault if fault in OTHER[:2] else ""))
        if again:
            planned.append(replace(delivery, version=2))
        elif fault in CORRECTING:
            planned.append(replace(delivery, version=2, fault=fault))
        elif fault == "wrong_name":
            planned.append(replace(delivery, fault=fault))
    return planned


def _gap(provider: int, turn: int, providers: int, periods: int) -> bool:
    """The second last provider skips the middle half-year; the last one delivers nothing in the newest three."""
    if providers < 4 or periods < 4:
        return False
    gaps = settings("faults")["gaps"]
    skips = provider == providers - gaps["skips_one_period"] and turn == periods // 2
    stopped = provider == providers - gaps["stops_delivering"] and turn >= max(1, periods - 3)
    return bool(skips or stopped)


def _faulty(rng: np.random.Generator, candidates: Sequence[Delivery]) -> dict[Delivery, str]:
    """One file for each kind of fault, at most one in eight files, each of another provider where that can be."""
    kinds = [fault["kind"] for fault in settings("faults")["files"]][: len(candidates) // 8]
    chosen: dict[Delivery, str] = {}
    for position in rng.permutation(len(candidates)):
        delivery = candidates[position]
        if len(chosen) == len(kinds):
            break
        if all(other.provider != delivery.provider for other in chosen) or len({c.provider for c in candidates}) < len(kinds):
            chosen[delivery] = kinds[len(chosen)]
    return chosen
