"""The fictitious clients: birth, sex, home, moves, and what is not known about them."""

from __future__ import annotations

import numpy as np

from uitkomst.flows.fictitious.arrays import Array, Table, draw
from uitkomst.flows.fictitious.settings import settings

REAL, UNKNOWN, UNBORN = 0, 1, 2
YEAR = 365.25


def draw_clients(rng: np.random.Generator, size: int, municipalities: int) -> Table:
    """Draw clients, still without birth date: that follows from their age at the first trajectory (``draw_age``)."""
    shares, names = settings("shares")["clients"], settings("names")
    groups = names["target_groups"]
    home = draw(rng, rng.lognormal(0, 0.4, municipalities), size)
    girl = rng.random(size) < shares["girls"]
    sex = np.where(rng.random(size) < shares["sex_unknown"], 2, np.where(girl, 0, 1))
    target = draw(rng, [group["share"] for group in groups], size)
    moves = (rng.random(size) < shares["moves"]) & (municipalities > 1)
    second = (home + rng.integers(1, max(municipalities, 2), size)) % municipalities
    return {
        "sex": sex.astype(np.int8),
        "home": home,
        "second": np.where(moves, second, home).astype(np.int16),
        "move_share": rng.random(size).astype(np.float32),
        "target": target,
        "severity": (rng.normal(0, 1, size) + np.array([g["severity"] for g in groups])[target]).astype(np.float32),
        "prolonged": rng.random(size) < settings("shares")["age"]["prolonged_after_18"],
        "kind": np.where(rng.random(size) < shares["bsn_unknown"], UNKNOWN, REAL).astype(np.int8),
        "day_unknown": rng.random(size) < shares["birth_day_unknown"],
        "postcode": np.where(rng.random(size) < shares["postcode_empty"], -1, rng.integers(0, 4000, size)).astype(np.int16),
    }


def draw_age(rng: np.random.Generator, with_stay: Array, target: Array) -> Array:
    """Age in days at the start of the first trajectory, by bands that differ for help with stay."""
    shares = settings("shares")["age"]
    young = np.array([group["young"] for group in settings("names")["target_groups"]])[target]
    age = np.zeros(len(with_stay))
    for stay, bands in ((False, shares["bands"]), (True, shares["stay_bands"])):
        here = np.flatnonzero(with_stay == stay)
        band = draw(rng, [b[2] for b in bands], len(here))
        low, high = np.array([b[0] for b in bands])[band], np.array([b[1] for b in bands])[band]
        # Within a band the target group decides: some are mostly young, some mostly older.
        age[here] = low + (high - low) * rng.random(len(here)) ** young[here]
    return (age * YEAR).astype(np.int32)


def add_unborn(rng: np.random.Generator, clients: Table, care: Table, first_day: int) -> None:
    """Make some clients whose help started before their birth, among those helped in their first year."""
    size = len(clients["sex"])
    start = np.full(size, np.iinfo(np.int32).max, dtype=np.int64)
    np.minimum.at(start, care["client"], care["start"])
    stay = np.zeros(size, dtype=bool)
    stay[care["client"][care["form"] >= 4]] = True
    young = (start - clients["birth"] < 2 * YEAR) & (start >= first_day) & ~stay & (clients["kind"] == REAL)
    chosen = rng.permutation(np.flatnonzero(young))[: round(size * settings("shares")["clients"]["unborn"])]
    clients["kind"][chosen] = UNBORN
    clients["birth"][chosen] = start[chosen] + rng.integers(20, 150, len(chosen))
    clients["day_unknown"][chosen] = False


def make_twins(rng: np.random.Generator, clients: Table) -> Array:
    """Make pairs of twins: the second of a pair takes over birth and home of the first.

    Returns the pairs, shape (pairs, 2); the caller gives the second the trajectories of the first (care.share_care).
    """
    size = len(clients["sex"])
    pairs = round(size * settings("shares")["clients"]["twins"] / 2)
    order = rng.permutation(size)
    # One pair without and one pair before a BSN: equal lines in one file that are two children.
    special = [order[clients["kind"][order] == kind][:1] for kind in (UNBORN, UNKNOWN)]
    first = np.concatenate([*special, order[clients["kind"][order] == REAL]])[:pairs]
    rest = order[~np.isin(order, first)]
    second = rest[clients["kind"][rest] == REAL][: len(first)]
    first = first[: len(second)]
    for name in ("birth", "home", "second", "move_share", "postcode", "kind", "day_unknown", "sex", "prolonged"):
        clients[name][second] = clients[name][first]
    return np.stack([first, second], axis=1)
