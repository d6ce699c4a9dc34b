"""Own part: a provider knows what it contributed, so what the others contributed is a remainder that must pass the rules.

For releases that are not grouped by provider; where they are, the attacker holds the provider's own rows. Source: definitions 6
("for each provider in the release, its own cells"); methods 2.3 (dominance).
"""

from __future__ import annotations

from collections.abc import Iterable

from uitkomst.measures.counts import Cell
from uitkomst.protection.lines import Place
from uitkomst.protection.policies import Thresholds
from uitkomst.protection.state import State
from uitkomst.protection.structure import CLASS


def hide_for_owner(state: State, own: Iterable[tuple[Place, Cell]]) -> None:
    """Hide cells of which one provider could compute too small a remainder. own: this provider's part of each cell."""
    thresholds = state.policy.thresholds
    for place, part in own:
        number = state.table.places.get(place)
        whole = None if number is None else state.cells[number].get(part.key.variant)
        if number is None or whole is None or number in state.group:
            continue
        rows = whole.denominator - part.denominator
        if rows <= 0:
            continue
        if rows < thresholds.group or whole.persons - part.persons < thresholds.persons:
            state.hide(("group", number, ""), "secondary")
        elif not part.key.variant.startswith(CLASS) and _tells(whole, part, thresholds):
            state.hide(("numerator", number, part.key.variant), "secondary")


def _tells(whole: Cell, part: Cell, thresholds: Thresholds) -> bool:
    """Whether numerator or mean, minus the own part, tells what nearly all others did or said."""
    if whole.numerator is not None and part.numerator is not None:
        met = whole.numerator - part.numerator
        return min(met, whole.denominator - part.denominator - met) < thresholds.few
    values = min(whole.off_lowest - part.off_lowest, whole.off_highest - part.off_highest)
    return whole.total is not None and values < thresholds.few_values
