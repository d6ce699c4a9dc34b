"""Release: counts become figures that are safe for one audience, or are refused.

Stages: primary rules, remainders of every line, populations shared between indicators, attack, repair; until the attacker finds
nothing. Source: definitions 6; methods 2.3.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from uitkomst.measures.counts import Cell, CellKey, Counts
from uitkomst.protection.audit import NOT_ADDITIVE, Published, audit
from uitkomst.protection.earlier import by_key, hide_as_before, keep
from uitkomst.protection.figure import Figure
from uitkomst.protection.lines import Place, time_of
from uitkomst.protection.own_part import hide_for_owner
from uitkomst.protection.policies import POLICIES, Policy
from uitkomst.protection.primary import hide_primary
from uitkomst.protection.protect import protect
from uitkomst.protection.secondary import hide_neighbour
from uitkomst.protection.state import State
from uitkomst.protection.structure import FamilyKey, describe, family_key, known, population_of
from uitkomst.protection.system import Contradiction, Need, Target
from uitkomst.protection.table import Table

_CHECKS = 3


class CannotProtect(ValueError):
    """The figures asked for cannot be given to this audience together; the message says why."""


@dataclass(frozen=True)
class Release:
    """Figures fit for one audience, in the order of the counts."""

    audience: str
    dims: tuple[str, ...]
    snapshot: str
    figures: tuple[Figure, ...]
    attacked: int = 0

    def published(self, name: str = "release") -> Published:
        """This release as the attacker gets it."""
        return Published(name, self.audience, self.dims, self.figures)


def release(
    counts: Counts,
    audience: str,
    *,
    earlier: Sequence[Published] = (),
    on_progress: Callable[[str], None] = lambda _: None,
) -> Release:
    """Protect counts for ``partner`` or ``open``. earlier: what this audience got before.

    Raises CannotProtect with the reason; ValueError when the counts do not add up.
    """
    policy = POLICIES[audience]
    states = _states(counts, policy)
    before = by_key(earlier, counts.dims)
    for state in states.values():
        hide_primary(state)
        hide_as_before(state, before)
    if policy.audience == "partner":
        _hide_for_owners(states, counts)
    try:
        _hide_populations(states, counts, policy)
        _protect_all(states, on_progress)
        for _ in range(_CHECKS):
            made = _checked(counts, audience, states, before)
            if not earlier or not _hide_against(states, made, earlier, before):
                return made
            _protect_all(states, on_progress)
    except Contradiction as error:
        raise CannotProtect(f"these figures cannot be protected together: {error}") from error
    raise CannotProtect("together with what this audience got before, hidden numbers can still be computed")


def _hide_against(states: Mapping[FamilyKey, State], made: Release, earlier: Sequence[Published], before: Mapping[CellKey, Figure]) -> int:
    """Hide more where this release gives away numbers together with earlier ones; returns how much was hidden."""
    dims = made.dims
    together = audit([*(replace(e, name=f"earlier {n}") for n, e in enumerate(earlier)), made.published()])
    hidden = 0
    for exposure in () if together.apart else together.exposed:
        figure = exposure.figure
        state = states.get(family_key(figure.indicator, figure.variant, figure.informant))
        key = CellKey(figure.indicator, figure.variant, figure.informant, figure.period, figure.group)
        shown = before.get(key)
        # What an earlier release told cannot be taken back.
        if state is None or len(figure.group) != len(dims) or (shown is not None and shown.denominator is not None):
            continue
        number = state.table.places.get(Place(time_of(figure.period), figure.group))
        if number is not None:
            hidden += hide_neighbour(state, Target(exposure.what, number, figure.variant, (), Need()))
    return hidden


def _hide_for_owners(states: Mapping[FamilyKey, State], counts: Counts) -> None:
    """What providers know of their own part: as rows of theirs where the release is grouped by provider, else as parts of rows."""
    known = {cell.key.indicator for cells in counts.own_cells.values() for cell in cells}
    if "provider" in counts.dims:
        for key, state in states.items():
            state.owners_know = not known or key.indicator in known
        return
    for cells in counts.own_cells.values():
        own: dict[FamilyKey, list[tuple[Place, Cell]]] = defaultdict(list)
        for cell in cells:
            own[family_key(cell.key.indicator, cell.key.variant, cell.key.informant)].append((_place(cell, counts), cell))
        for key, parts in own.items():
            if key in states:
                hide_for_owner(states[key], parts)


def _checked(counts: Counts, audience: str, states: Mapping[FamilyKey, State], before: Mapping[CellKey, Figure]) -> Release:
    """The release, after the attacker has tried it as it will be published."""
    for _ in range(_CHECKS):
        made = Release(audience, counts.dims, counts.snapshot, _in_order(counts, states, before))
        found = audit([made.published()], not_additive=_not_additive(counts))
        if not found.exposed:
            return replace(made, attacked=found.hidden)
        exposed = {family_key(e.figure.indicator, e.figure.variant, e.figure.informant) for e in found.exposed}
        if not sum(_silence(states[key]) for key in exposed):
            break
    first = found.exposed[0].figure
    raise CannotProtect(f"{len(found.exposed)} hidden numbers can still be computed, the first in {first.indicator} {first.period}")


def _silence(state: State) -> int:
    """Few clients with many rows are "too small", which sounds like few rows: a wrong bet that makes other numbers look known."""
    thresholds = state.policy.thresholds
    misleading = [c for c, reason in state.group.items() if reason == "too_small" and state.denominator(c) >= thresholds.group]
    return sum(state.hide(("reason", cell, ""), "secondary") for cell in misleading)


def _protect_all(states: Mapping[FamilyKey, State], on_progress: Callable[[str], None]) -> None:
    """Protect family by family. What hides a population hides it everywhere, after which those families are looked at again."""
    waiting = sorted(states.values(), key=lambda state: (not state.family.is_population, state.family.key))
    while waiting:
        state = waiting.pop(0)
        on_progress(state.family.key.indicator)
        protect(state, lambda state=state: _shown_populations(states, state))  # type: ignore[misc]
        if state.family.is_population:
            changed = [other for other in _same_population(states, state) if _follow(state, other)]
            waiting += [other for other in changed if other not in waiting]
    _protect_alike(states)


def _protect_alike(states: Mapping[FamilyKey, State]) -> None:
    """Where two families differ by little that is known, hide in each what the other hides, until both are protected (D37)."""
    for indicator, variants in known()["hidden_alike"].items():
        for variant in variants:
            base, other = states.get(FamilyKey(indicator, "", "")), states.get(FamilyKey(indicator, variant, ""))
            if base is None or other is None:
                continue
            while _hide_alike(base, "", other, variant) | _hide_alike(other, variant, base, ""):
                for state in (base, other):
                    protect(state, lambda state=state: _shown_populations(states, state))  # type: ignore[misc]


def _hide_alike(leader: State, variant: str, state: State, follower: str) -> bool:
    """Hide in one family the groups and numerators that another hides; returns whether anything changed."""
    changed = _follow(leader, state)
    for place, cell in leader.table.places.items():
        number = state.table.places.get(place)
        if (cell, variant) in leader.numerator and number is not None and not state.hides_numerator(number, follower):
            changed |= state.hide(("numerator", number, follower), "secondary")
    return changed


def _same_population(states: Mapping[FamilyKey, State], mine: State) -> list[State]:
    return [s for s in states.values() if s is not mine and s.family.population == mine.family.population]


def _follow(leader: State, state: State) -> bool:
    """Hide in one family the groups that another hides; returns whether anything changed."""
    changed = False
    for place, cell in leader.table.places.items():
        if cell in leader.group and place in state.table.places:
            changed |= state.hide(("group", state.table.places[place], ""), "secondary")
    return changed


def _not_additive(counts: Counts) -> frozenset[str]:
    return frozenset({cell.key.indicator for cell in counts.cells} - counts.additive) or NOT_ADDITIVE


def _place(cell: Cell, counts: Counts) -> Place:
    return Place(counts.periods[cell.key.period], cell.key.group)


def _states(counts: Counts, policy: Policy) -> dict[FamilyKey, State]:
    rows: dict[FamilyKey, list[tuple[Place, Cell]]] = defaultdict(list)
    for cell in counts.cells:
        rows[family_key(cell.key.indicator, cell.key.variant, cell.key.informant)].append((_place(cell, counts), cell))
    states = {}
    for key, cells in rows.items():
        plain = [cell for _, cell in cells if not cell.key.variant.startswith("class:")]
        family = describe(
            key,
            {cell.key.variant for _, cell in cells},
            scale=any(cell.total is not None for cell in plain),
            count=all(cell.total is None and cell.numerator is None for cell in plain),
        )
        table = Table(family, [place for place, _ in cells], counts.dims, {}, additive=key.indicator in counts.additive)
        states[key] = State(family, table, cells, policy)
    return states


def _hide_populations(states: Mapping[FamilyKey, State], counts: Counts, policy: Policy) -> None:
    """Where a population is itself too small, hide the same further cells in all indicators that share it."""
    groups: dict[str, list[State]] = defaultdict(list)
    for key, state in states.items():
        groups[population_of(key)].append(state)
    for name, members in groups.items():
        if len(members) < 2 or policy.thresholds.base > 1:
            continue
        population = _population_state(name, members, counts)
        protect(population, dict)
        for state in members:
            _follow(population, state)


def _population_state(name: str, members: list[State], counts: Counts) -> State:
    rows: dict[Place, Cell] = {}
    for state in members:
        for _, cell in state.rows:
            place = _place(cell, counts)
            before = rows.get(place)
            persons = max(cell.persons, before.persons if before else 0)
            rows[place] = Cell(cell.key, cell.population, 0, 0, cell.population, None, persons=persons)
    additive = all(state.family.key.indicator in counts.additive for state in members)
    family = replace(describe(FamilyKey(name, "", ""), [""], scale=False, count=True), never_excluded=True, never_unknown=True)
    renamed = [(place, replace(cell, key=replace(cell.key, indicator=name, variant="", informant=""))) for place, cell in rows.items()]
    table = Table(family, rows, counts.dims, {}, additive=additive)
    state = State(family, table, renamed, members[0].policy)
    # Only a row that shows the population as its denominator says, by its reason, how large the population can be.
    reason = "too_small" if any(member.family.is_population for member in members) else "population"
    thresholds = state.policy.thresholds
    for number, cell in state.rows:
        if cell.population < thresholds.group or cell.persons < thresholds.persons:
            state.hide(("group", number, ""), reason)
    return state


def _shown_populations(states: Mapping[FamilyKey, State], mine: State) -> dict[int, tuple[float, float]]:
    """Population figures that other indicators show now, by cell of this family."""
    found: dict[int, tuple[float, float]] = {}
    for state in _same_population(states, mine):
        for place, cell in state.table.places.items():
            if cell not in state.group and place in mine.table.places:
                truth = float(state.truth[list(state.columns.population(cell))].sum())
                slack = state.policy.thresholds.slack
                if truth >= state.policy.thresholds.group or slack == 0:
                    found[mine.table.places[place]] = (max(0.0, truth - 2 * slack), truth + 2 * slack)
    return found


def _in_order(counts: Counts, states: Mapping[FamilyKey, State], before: Mapping[CellKey, Figure]) -> tuple[Figure, ...]:
    figures = {}
    for state in states.values():
        for (_, cell), (_, figure) in zip(state.rows, state.figures(), strict=True):
            figures[cell.key] = keep(figure, before.get(cell.key), state.policy.thresholds)
    return tuple(figures[cell.key] for cell in counts.cells)
