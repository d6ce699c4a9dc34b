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
    holder = states.get(holder_of(mine.family.key) or mine.family.key)
    if holder is None or holder is mine:
        return {}
    most = most_by_place(_rows(holder))
    return {mine.table.places[place]: high for place, high in most.items() if place in mine.table.places}


def _rows(state: State) -> Iterable[tuple[Place, Figure, Thresholds]]:
    places: dict[int, list[Place]] = {}
    for place, number in state.table.places.items():
        places.setdefault(number, []).append(place)
    for number, figure in state.figures():
        for place in places.get(number, ()):
            yield place, figure, state.policy.thresholds


def hide_in_holder(states: Mapping[FamilyKey, State], mine: State, *, everywhere: bool = False) -> State | None:
    """Hide in the holder what tells too much of the hidden denominators of a family; returns the holder when that hid anything.

    A holder may stay shown where it leaves the hidden denominator room for a whole too small group; everywhere: not even there.
    """
    holder = states.get(holder_of(mine.family.key) or mine.family.key)
    if holder is None or holder is mine:
        return None
    most, changed = most_answers(states, mine), False
    room = float("inf") if everywhere else mine.policy.thresholds.group - 1
    for place, number in mine.table.places.items():
        if number in mine.group and number in most and most[number] < mine.denominator(number) + room:
            changed |= holder.hide(("numerator", holder.table.places[place], ""), "secondary")
    return holder if changed else None
