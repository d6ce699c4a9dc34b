"""Which help the clients get: trajectories with start, end, reason, referrer, team, intervention and severity."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from uitkomst.flows.fictitious import clients as people
from uitkomst.flows.fictitious.arrays import Array, Table, day, draw, draw_by_row, stack, take, year_start
from uitkomst.flows.fictitious.providers import Market
from uitkomst.flows.fictitious.reasons import draw_reasons
from uitkomst.flows.fictitious.settings import settings


@dataclass(frozen=True, slots=True)
class Window:
    """The days the deliveries are about: first and last, in days since 1970."""

    first: int
    last: int


def draw_care(rng: np.random.Generator, size: int, market: Market, municipalities: int, window: Window) -> tuple[Table, Table]:
    """Draw ``size`` clients who all have help in the window, and their trajectories in it: (clients, trajectories)."""
    candidates = int(size * 1.6) + 50
    while True:
        clients = people.draw_clients(rng, candidates, municipalities)
        care = _all_care(rng, clients, market, window)
        care = take(care, (care["start"] <= window.last) & (care["end"] >= window.first))
        seen = np.unique(care["client"])
        if len(seen) >= size:
            return _only(clients, care, seen[:size])
        candidates = int(candidates * 1.5)


def share_care(care: Table, pairs: Array) -> Table:
    """Give the second of each pair of twins the trajectories of the first instead of the own ones."""
    own = take(care, ~np.isin(care["client"], pairs[:, 1]))
    partner = np.full(int(care["client"].max(initial=0)) + 1, -1, dtype=np.int32)
    partner[pairs[:, 0]] = pairs[:, 1]
    copies = take(own, partner[own["client"]] >= 0)
    copies["client"] = partner[copies["client"]]
    return stack([own, copies])


def _only(clients: Table, care: Table, chosen: Array) -> tuple[Table, Table]:
    number = np.full(len(clients["sex"]), -1, dtype=np.int32)
    number[chosen] = np.arange(len(chosen), dtype=np.int32)
    care = take(care, number[care["client"]] >= 0)
    care["client"] = number[care["client"]]
    return take(clients, chosen), care


def _all_care(rng: np.random.Generator, clients: Table, market: Market, window: Window) -> Table:
    generation = _first_care(rng, clients, market, window)
    everything = [generation]
    for _ in range(settings("shares")["care"]["generations"]):
        generation = _follow(rng, generation, clients, market)
        everything.append(generation)
    return stack(everything)


def _first_care(rng: np.random.Generator, clients: Table, market: Market, window: Window) -> Table:
    """One trajectory per client, such that help runs at the first day as it does at any other."""
    shares = settings("shares")
    forms, size = shares["forms"], len(clients["sex"])
    begin = window.first - int(shares["care"]["years_before"] * people.YEAR)
    length, mean = window.last - begin + 1, np.array(forms["mean_days"], dtype=float)
    form = draw(rng, np.array(forms["entry"]) * (length + mean), size)
    running = rng.random(size) < (mean / (length + mean))[form]
    days = _days(rng, form, long_ones=running)
    start = np.where(running, begin - rng.random(size) * days, begin + rng.random(size) * length).astype(np.int32)
    clients["birth"] = start - people.draw_age(rng, form >= 4, clients["target"])
    start = np.maximum(start, max(day(shares["care"]["earliest_start"]), 0)).astype(np.int32)
    near = np.where(start - year_start(start) > 180, year_start(start, 1), year_start(start))
    peak = (np.abs(start - near) <= 20) & (rng.random(size) < shares["care"]["january_peak"]) & (near >= clients["birth"])
    start = np.where(peak, near, start).astype(np.int32)
    client = np.arange(size, dtype=np.int32)
    provider = draw_by_row(rng, market.weights, clients["home"].astype(np.int64) * 8 + form)
    return _complete(rng, {"client": client, "form": form, "provider": provider, "start": start, "end": start + days}, clients, market)


def _follow(rng: np.random.Generator, before: Table, clients: Table, market: Market) -> Table:
    """What comes next to or after a trajectory: other forms, adjoining and overlapping ones, returns to care."""
    care = settings("shares")["care"]
    size = len(before["client"])
    back = np.where(np.isin(before["reason"], (3, 4)), care["return_after_one_sided"], care["return"])
    chance = np.array([care["concurrent"], care["next_form"], care["adjoining"], care["overlapping"]])
    limits = np.concatenate([np.tile(np.cumsum(chance), (size, 1)), (chance.sum() + back)[:, None]], axis=1)
    what = (rng.random(size)[:, None] >= limits).sum(axis=1)
    keep = what < 5
    what, before = what[keep], take(before, keep)
    size = len(what)
    days = before["end"] - before["start"] + 1
    late = rng.random(size)
    start = np.select(
        [what == 0, what <= 2, what == 3],
        [before["start"] + late * days, before["end"] + 1, np.maximum(before["start"] + 1, before["end"] - late * 60)],
        before["end"] + 2 + rng.exponential(care["return_mean_days"], size),
    ).astype(np.int32)
    same_form = (what == 2) | (what == 3) | ((what == 4) & (rng.random(size) < 0.6))
    other = draw_by_row(rng, settings("shares")["forms"]["second_choice"], before["form"].astype(np.int64))
    form = np.where(same_form, before["form"], other).astype(np.int16)
    stays = (what == 2) | (what == 3) | ((what != 0) & (rng.random(size) < care["same_provider"]))
    stays &= market.offers[before["provider"], form]
    drawn = draw_by_row(rng, market.weights, clients["home"][before["client"]].astype(np.int64) * 8 + form)
    provider = np.where(stays, before["provider"], drawn).astype(np.int16)
    end = start + _days(rng, form)
    return _complete(rng, {"client": before["client"], "form": form, "provider": provider, "start": start, "end": end}, clients, market)


def _days(rng: np.random.Generator, form: Array, long_ones: Array | None = None) -> Array:
    """Length in days, lognormal per form; where ``long_ones`` holds, as found when one looks at a given day (length-biased)."""
    forms = settings("shares")["forms"]
    spread = np.array(forms["spread"])[form]
    centre = np.log(np.array(forms["mean_days"], dtype=float))[form] - spread**2 / 2
    if long_ones is not None:
        centre = centre + np.where(long_ones, spread**2, 0.0)
    return np.clip(rng.lognormal(centre, spread), 3, 6500).astype(np.int32)


def _complete(rng: np.random.Generator, care: Table, clients: Table, market: Market) -> Table:
    """Fill in what belongs to a trajectory, end it at adulthood, and drop what would start after that."""
    client, size = care["client"], len(care["client"])
    birth, prolonged = clients["birth"][client], clients["prolonged"][client]
    adult_at_start = care["start"] - birth >= 18 * people.YEAR
    limit = np.where(prolonged | adult_at_start, 22.9, 18.0) * people.YEAR
    last = (birth + limit).astype(np.int32)
    allowed = (care["start"] < last) & (~adult_at_start | prolonged | (rng.random(size) < 0.5))
    grown_up = care["end"] >= last
    care["end"] = np.minimum(care["end"], last).astype(np.int32)
    care["end"] = _december(rng, care["end"])
    forms, referrers = settings("shares")["forms"], settings("shares")["referrers"]
    care["referrer"] = draw_by_row(rng, referrers["by_form"], care["form"].astype(np.int64))
    care["crisis"] = rng.random(size) < np.array(forms["crisis"])[care["form"]]
    score = clients["severity"][client] + np.array(forms["severity"])[care["form"]] + market.severity[care["provider"]]
    care["severity"] = np.digitize(score + rng.normal(0, 0.4, size), [-0.4, 1.0]).astype(np.int8)
    care["target"] = clients["target"][client]
    care["team"] = (rng.random(size) * np.array([len(p.teams) for p in market.providers])[care["provider"]]).astype(np.int8)
    # Providers differ in which of the two interventions of a target group they mostly use.
    usual = (care["provider"] + care["target"]) % 2
    care["intervention"] = np.where(rng.random(size) < 0.8, usual, 1 - usual).astype(np.int8)
    care["reason"] = draw_reasons(rng, care, market, grown_up)
    return take(care, allowed)


def _december(rng: np.random.Generator, end: Array) -> Array:
    """Some ends around the turn of the year become 31 December of the year that ends."""
    last = year_start(end, 1) - 1
    peak = (last - end <= 25) & (rng.random(len(end)) < settings("shares")["care"]["december_peak"])
    return np.where(peak, last, end).astype(np.int32)
