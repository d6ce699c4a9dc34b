"""Answers: who answered at all (a response) holds every known unit of each outcome question, so it bounds those denominators.

Source: known.toml [answers]; definitions 6 (threat model: whoever knows the definitions); decision D39.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from uitkomst.protection.figure import Figure
from uitkomst.protection.lines import Place
from uitkomst.protection.policies import Thresholds
from uitkomst.protection.state import State
from uitkomst.protection.statements import KEPT, around
from uitkomst.protection.structure import FamilyKey, known


def holder_of(key: FamilyKey) -> FamilyKey | None:
    """The family whose met units hold every known unit of this one, if there is one."""
    for holder, held in known()["answers"].items():
        if key.indicator in held and not key.own:
            return FamilyKey(holder, "", key.informant)
    return None


def most_by_place(rows: Iterable[tuple[Place, Figure, Thresholds]]) -> dict[Place, float]:
    """How many answered at most, by the rows of a holder."""
    found: dict[Place, float] = {}
    for place, figure, thresholds in rows:
        if figure.numerator is not None and not figure.variant:
            high = around(figure.numerator, thresholds, kept=KEPT in figure.marks)[1]
            found[place] = min(high, found.get(place, high))
    return found


def most_answers(states: Mapping[FamilyKey, State], mine: State) -> dict[int, float]:
    """How large the denominators of a family can be by what its holder shows now, by cell."""
    holder = _holder(states, mine)
    return {number: high for _, number, high in _most(holder, mine)} if holder else {}


def hide_in_holder(states: Mapping[FamilyKey, State], mine: State, *, everywhere: bool = False) -> State | None:
    """Hide in the holder what tells too much of the hidden denominators of a family; returns the holder when that hid anything.

    A holder may stay shown where it leaves the hidden denominator room for a whole too small group; everywhere: not even there.
    """
    holder = _holder(states, mine)
    if holder is None:
        return None
    changed, room = False, float("inf") if everywhere else mine.policy.thresholds.group - 1
    for theirs, number, high in _most(holder, mine):
        if number in mine.group and high < mine.denominator(number) + room:
            changed |= holder.hide(("numerator", theirs, ""), "secondary")
    return holder if changed else None


def _holder(states: Mapping[FamilyKey, State], mine: State) -> State | None:
    key = holder_of(mine.family.key)
    return states.get(key) if key else None


def _most(holder: State, mine: State) -> list[tuple[int, int, float]]:
    """(cell of the holder, cell of the family, how many answered at most) of every cell that both have."""
    shown: dict[int, float] = {}
    for number, figure in holder.figures():
        if figure.numerator is not None and not figure.variant:
            shown[number] = around(figure.numerator, holder.policy.thresholds)[1]
    pairs = {(theirs, mine.table.places[place]) for place, theirs in holder.table.places.items() if place in mine.table.places}
    return [(theirs, number, shown[theirs]) for theirs, number in sorted(pairs) if theirs in shown]
