"""Small tools on tables of NumPy columns: a table is a dictionary of columns of the same length."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[Any]
Table = dict[str, Array]


def take(table: Table, index: Array) -> Table:
    """The rows of a table at these positions (or where a mask holds)."""
    return {name: column[index] for name, column in table.items()}


def stack(tables: Sequence[Table]) -> Table:
    """Tables with the same columns under each other."""
    return {name: np.concatenate([table[name] for table in tables]) for name in tables[0]}


def draw(rng: np.random.Generator, shares: ArrayLike, size: int) -> Array:
    """Draw positions with these shares (made to add up to one)."""
    share = np.asarray(shares, dtype=float)
    return draw_by_row(rng, share[None, :], np.zeros(size, dtype=np.int64))


def draw_by_row(rng: np.random.Generator, shares: ArrayLike, row: Array) -> Array:
    """Draw one position for each element of ``row``, with the shares of that row of a matrix."""
    share = np.asarray(shares, dtype=float)
    upper = np.cumsum(share / share.sum(axis=1, keepdims=True), axis=1)
    upper[:, -1] = 1.0
    # One search for all rows at once: row r owns the stretch from r to r + 1.
    flat = (upper + np.arange(len(upper))[:, None]).ravel()
    found = np.searchsorted(flat, row + rng.random(len(row)) * (1 - 1e-9), side="right")
    return np.asarray(found - row * share.shape[1], dtype=np.int16)


def day(text: str) -> int:
    """Days since 1970 of an ISO date."""
    return int(np.datetime64(text, "D").astype(np.int64))


def year_start(days: Array, shift: int = 0) -> Array:
    """1 January of the year of each day, or of a later year."""
    years = days.astype("datetime64[D]").astype("datetime64[Y]") + np.timedelta64(shift, "Y")
    return np.asarray(years.astype("datetime64[D]").astype(np.int32))
