"""Why help ended, and what makes a difference in it: severity, form, provider, target group and intervention.

Codes: informatieprotocol 3.7 (1 according to plan, 2 agreed, 3 client, 4 provider, 5 external; 0 here: left empty).
"""

from __future__ import annotations

import numpy as np

from uitkomst.flows.fictitious.arrays import Array, Table
from uitkomst.flows.fictitious.providers import Market
from uitkomst.flows.fictitious.settings import settings


def effect(care: Table, name: str) -> Array:
    """The sum of the built-in differences of this name (``one_sided``, ``grade``, ``change``, ``goals``, ``going_on``)."""
    names = settings("names")
    groups = [group["name"] for group in names["target_groups"]]
    total = np.zeros(len(care["target"]))
    for difference in names["differences"]:
        here = np.ones(len(total), dtype=bool)
        if "target_group" in difference:
            here &= care["target"] == groups.index(difference["target_group"])
        if "intervention" in difference:
            used = np.array([[name == difference["intervention"] for name in group["interventions"]] for group in names["target_groups"]])
            here &= used[care["target"], care["intervention"]]
        total += np.where(here, difference.get(name, 0.0), 0.0)
    return total


def draw_reasons(rng: np.random.Generator, care: Table, market: Market, grown_up: Array) -> Array:
    """Draw the reason of ending for every trajectory, also when it ends only after the last period."""
    shares, forms = settings("shares")["reasons"], settings("shares")["forms"]
    log_odds = shares["severity"] * (care["severity"] - 1) + market.one_sided[care["provider"]] + effect(care, "one_sided")
    factor = np.exp(log_odds) * np.array(forms["one_sided"])[care["form"]]
    client, provider = shares["client"] * factor, shares["provider"] * factor * np.exp(0.3 * (care["severity"] - 1))
    fixed = np.ones(len(factor))
    chances = np.stack([client, provider, shares["in_agreement"] * fixed, shares["external"] * fixed, shares["empty"] * fixed], axis=1)
    found = (rng.random(len(factor))[:, None] >= np.cumsum(chances, axis=1)).sum(axis=1)
    reason = np.array([3, 4, 2, 5, 0, 1])[found]
    return np.where(grown_up, 1, reason).astype(np.int8)
