"""A few faulty rows, as data: each kind sets some columns to what should not be there."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from uitkomst.flows.fictitious.arrays import Array
from uitkomst.flows.fictitious.settings import settings


def spoil_rows(rng: np.random.Generator, columns: Mapping[str, Array], count: int) -> list[tuple[int, str]]:
    """Spoil about ``count`` rows in place; returns (line in the file, what is wrong with it)."""
    size = len(columns["bsn"])
    kinds = settings("faults")["rows"]
    done = []
    for position in sorted(rng.permutation(size)[: min(count, size)].tolist()):
        kind = kinds[int(rng.integers(len(kinds)))]
        for name, value in kind["set"].items():
            columns[name][position] = value
        done.append((position + 2, str(kind["told"])))
    return done
