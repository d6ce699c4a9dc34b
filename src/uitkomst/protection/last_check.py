"""Last check: the attacker tries the release as it will be published, alone and together with what the audience got before.

Source: definitions 6 ("if that cannot be reached the release is refused with the reason"; "everything released to that audience
before").
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from uitkomst.measures.counts import CellKey
from uitkomst.protection.audit import Exposure, Published, audit
from uitkomst.protection.figure import Figure
from uitkomst.protection.lines import Place, time_of
from uitkomst.protection.secondary import hide_neighbour
from uitkomst.protection.state import State
from uitkomst.protection.structure import FamilyKey, family_key
from uitkomst.protection.system import Need, Target


@dataclass(frozen=True)
class Checked:
    """What the attacker found. attacked: how many hidden numbers it tried; exposed: by family, the numbers it got too close to."""

    attacked: int
    exposed: Mapping[FamilyKey, Sequence[Exposure]]


def check(
    made: Published,
    earlier: Sequence[Published],
    before: Mapping[CellKey, Figure],
    states: Mapping[FamilyKey, State],
    not_additive: frozenset[str],
) -> Checked:
    """Attack a release. What an earlier release told cannot be taken back, so that is not counted against this one."""
    found = audit([made], not_additive=not_additive)
    exposed = list(found.exposed)
    if not exposed and earlier:
        numbered = [replace(e, name=f"earlier {n}") for n, e in enumerate(earlier)]
        together = audit([*numbered, made], not_additive=not_additive)
        fits = [e for e in together.exposed if len(e.figure.group) == len(made.dims)]
        exposed = [] if together.apart else [e for e in fits if not _told(e.figure, before)]
    by_family: dict[FamilyKey, list[Exposure]] = {}
    for exposure in exposed:
        figure = exposure.figure
        key = family_key(figure.indicator, figure.variant, figure.informant)
        if key in states:
            by_family.setdefault(key, []).append(exposure)
    return Checked(found.hidden, by_family)


def _told(figure: Figure, before: Mapping[CellKey, Figure]) -> bool:
    earlier = before.get(CellKey(figure.indicator, figure.variant, figure.informant, figure.period, figure.group))
    return earlier is not None and earlier.denominator is not None


def answer(state: State, exposed: Sequence[Exposure]) -> int:
    """Hide more, or say less about why something is hidden; returns how much was changed."""
    return _say_less(state) or sum(_hide_more(state, exposure) for exposure in exposed)


def _say_less(state: State) -> int:
    """Few clients with many rows are "too small", which sounds like few rows: a wrong bet that makes other numbers look known."""
    thresholds = state.policy.thresholds
    misleading = [c for c, reason in state.group.items() if reason == "too_small" and state.denominator(c) >= thresholds.group]
    return sum(state.hide(("reason", cell, ""), "secondary") for cell in misleading)


def _hide_more(state: State, exposure: Exposure) -> bool:
    figure = exposure.figure
    number = state.table.places.get(Place(time_of(figure.period), figure.group))
    return number is not None and hide_neighbour(state, Target(exposure.what, number, figure.variant, (), Need()))
