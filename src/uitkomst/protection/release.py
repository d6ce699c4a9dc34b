"""Release: counts become figures that are safe for one audience, or are refused.

Stages: primary rules, remainders of every line, populations shared between indicators, attack, repair; until the attacker finds
nothing. Source: definitions 6; methods 2.3.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from uitkomst.measures.counts import Cell, CellKey, Counts
from uitkomst.protection.answers import hide_in_holder, most_answers
from uitkomst.protection.audit import NOT_ADDITIVE, Published
from uitkomst.protection.earlier import by_key, hide_as_before, keep
from uitkomst.protection.figure import Figure
from uitkomst.protection.last_check import answer, check
from uitkomst.protection.lines import Place
from uitkomst.protection.own_part import hide_for_owner
from uitkomst.protection.policies import POLICIES, Policy
from uitkomst.protection.primary import hide_primary
from uitkomst.protection.protect import protect
from uitkomst.protection.show import shown_count
from uitkomst.protection.state import State
from uitkomst.protection.statements import Elsewhere, around
from uitkomst.protection.structure import FamilyKey, describe, family_key, known, population_of
from uitkomst.protection.system import Contradiction
from uitkomst.protection.table import Table

_CHECKS = 12


class CannotProtect(ValueError):
    """The figures asked for cannot be given to this audience together. indicators: those of which a hidden number could be computed."""

    def __init__(self, why: str, indicators: Sequence[str] = ()) -> None:
        self.indicators = tuple(sorted(set(indicators)))
        super().__init__(why)


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
        _protect_all(states, list(states.values()), on_progress)
        for _ in range(_CHECKS):
            made = Release(audience, counts.dims, counts.snapshot, _in_order(counts, states, before))
            checked = check(made.published(), earlier, before, states, _not_additive(counts))
            if not checked.exposed:
                return replace(made, attacked=checked.attacked)
            changed = [states[key] for key, exposed in checked.exposed.items() if answer(states[key], exposed)]
            if not changed:
                break
            _protect_all(states, changed, on_progress)
    except Contradiction as error:
        raise CannotProtect(f"these figures cannot be protected together: {error}", error.about) from error
    left = {key.indicator for key in checked.exposed}
    raise CannotProtect(f"hidden numbers can still be computed in: {', '.join(sorted(left))}", tuple(left))


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


def _protect_all(states: Mapping[FamilyKey, State], waiting: list[State], on_progress: Callable[[str], None]) -> None:
    """Protect family by family, and again those that must hide what another hides: a population, who answered, a near variant."""
    for state in states.values():
        hide_in_holder(states, state)
    waiting = sorted(waiting, key=lambda state: (not state.family.is_population, state.family.key))
    while waiting:
        state = waiting.pop(0)
        on_progress(state.family.key.indicator)
        less = _protect(states, state)
        waiting += [other for other in dict.fromkeys([*less, state]) if less and other not in waiting]
        if state.family.is_population:
            changed = [other for other in _same_population(states, state) if _follow(state, other)]
            waiting += [other for other in changed if other not in waiting]
        if not waiting:
            waiting = _alike(states)


def _protect(states: Mapping[FamilyKey, State], state: State) -> list[State]:
    """Protect one family beside what the others show; when that cannot be, they show less. Returns those. Raises Contradiction."""
    silenced: list[State] = []
    while True:
        try:
            protect(state, lambda: Elsewhere(_shown_populations(states, state), most_answers(states, state)))
        except Contradiction:
            less = _show_less(states, state)
            if not less:
                raise
            silenced += less
        else:
            holder = hide_in_holder(states, state)
            return [*silenced, holder] if holder else silenced


def _show_less(states: Mapping[FamilyKey, State], state: State) -> list[State]:
    """Hide in other families what stands in the way of this one: the same population, and who answered. Returns those that changed."""
    changed = [other for other in _same_population(states, state) if _follow(state, other)] if state.family.is_population else []
    holder = hide_in_holder(states, state, everywhere=True)
    return [*changed, holder] if holder else changed


def _alike(states: Mapping[FamilyKey, State]) -> list[State]:
    """Where two families differ by little that is known, hide in each what the other hides (D37). Returns those to look at again."""
    changed: list[State] = []
    for indicator, variants in known()["hidden_alike"].items():
        for variant in variants:
            base, other = states.get(FamilyKey(indicator, "", "")), states.get(FamilyKey(indicator, variant, ""))
            if base and other and _hide_alike(base, "", other, variant) | _hide_alike(other, variant, base, ""):
                changed += [base, other]
    return changed


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
        protect(population, Elsewhere)
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
                thresholds = state.policy.thresholds
                shown = shown_count(state.count(cell, state.columns.population(cell)), thresholds)
                if shown is not None:
                    found[mine.table.places[place]] = around(shown, thresholds)
    return found


def _in_order(counts: Counts, states: Mapping[FamilyKey, State], before: Mapping[CellKey, Figure]) -> tuple[Figure, ...]:
    figures = {}
    for state in states.values():
        for (_, cell), (_, figure) in zip(state.rows, state.figures(), strict=True):
            figures[cell.key] = keep(figure, before.get(cell.key), state.policy.thresholds)
    return tuple(figures[cell.key] for cell in counts.cells)
