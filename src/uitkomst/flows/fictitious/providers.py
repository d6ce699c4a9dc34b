"""The fictitious providers: numbers, names, what they offer and how they differ a little."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from uitkomst.flows.fictitious.arrays import Array
from uitkomst.flows.fictitious.settings import settings

_FIRST_KVK = 90_000_006  # a stretch in which the Chamber's own test data lie


@dataclass(frozen=True, slots=True)
class Provider:
    """One provider: KvK number of 8 digits, name, kind and the names of its teams."""

    kvk: str
    name: str
    kind: str
    teams: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Market:
    """Who works where: weights by [municipality, form] and provider, and what differs per provider."""

    providers: tuple[Provider, ...]
    weights: Array  # municipality * 8 + form, provider
    offers: Array  # provider, form: offered at all
    severity: Array  # provider: shift
    one_sided: Array  # provider: log odds
    grade: Array  # provider: points
    response: Array  # provider: share of parents that answers
    older_scale: Array  # provider: used the older scale as long as it could


def draw_market(rng: np.random.Generator, count: int, municipalities: int, first: int = 0, reach: int | None = None) -> Market:
    """Draw the providers, numbered from ``first``; every form of help is offered by at least one of them.

    reach: in how many municipalities a provider works; None = in all of them.
    """
    names, shares = settings("names"), settings("shares")
    kinds = names["kinds"]
    chosen = [kinds[i % len(kinds)] for i in range(count)]
    providers = tuple(_provider(rng, first + i, kind, len(kinds)) for i, kind in enumerate(chosen))
    forms = np.array([kind["forms"] for kind in chosen], dtype=float)
    forms[0, forms.sum(axis=0) == 0] = 1.0
    size = np.array([kind["size"] for kind in chosen]) * rng.lognormal(0, 0.35, count)
    local = rng.lognormal(0, 0.6, (municipalities, 1, count))
    local *= _working_areas(count, municipalities, reach)
    weights = (local * (forms * size[:, None]).T[None]).reshape(-1, count)
    # Where nobody offers a form, those who work there do, and where nobody works, all do.
    for fallback in (np.repeat(local[:, 0], 8, axis=0), np.ones_like(weights)):
        weights = np.where(weights.sum(axis=1, keepdims=True) > 0, weights, fallback)
    answers, reasons = shares["answers"], shares["reasons"]
    return Market(
        providers,
        weights,
        forms > 0,
        np.array([kind["severity"] for kind in chosen]),
        rng.normal(0, reasons["provider_spread"], count),
        rng.normal(0, answers["grade_provider_spread"], count),
        rng.uniform(answers["parent_low"], answers["parent_high"], count),
        rng.permutation(count) < round(count * answers["older_scale_providers"]),
    )


def _working_areas(count: int, municipalities: int, reach: int | None) -> Array:
    """Where each provider works, shape (municipalities, 1, providers): neighbours in the list, evenly spread."""
    if reach is None or reach >= municipalities:
        return np.ones((municipalities, 1, count))
    begin = np.arange(count) * municipalities // count
    distance = (np.arange(municipalities)[:, None] - begin[None]) % municipalities
    return (distance < reach).astype(float)[:, None]


def _provider(rng: np.random.Generator, number: int, kind: dict[str, list[str]], kinds: int) -> Provider:
    turn, again = divmod(number // kinds, len(kind["names"]))
    name = kind["names"][again] + (f" {turn + 1}" if turn else "")
    teams = settings("names")["teams"]
    count = int(rng.integers(2, len(teams["names"]) + 1))
    chosen = sorted(rng.permutation(len(teams["names"]))[:count])
    kvk = f"{_FIRST_KVK + number * 11:08d}"
    return Provider(kvk, name, str(kind["id"]), tuple(teams["prefix"] + teams["names"][i] for i in chosen))
