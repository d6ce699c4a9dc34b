"""Protect one family: hide, search for proof, repair what cannot be proven, until everything hidden is proven.

Source: definitions 6; methods 2.3 (primary, secondary, audit, and again).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from uitkomst.protection.proof import Proof, find_tables
from uitkomst.protection.remainder import hide_remainders
from uitkomst.protection.secondary import Repair, believed, hide_neighbour
from uitkomst.protection.state import State
from uitkomst.protection.statements import Elsewhere, build, read
from uitkomst.protection.structure import CLASS
from uitkomst.protection.system import Contradiction, Target

_ROUNDS = 60
_BATCH = 200


def protect(state: State, elsewhere: Callable[[], Elsewhere]) -> None:
    """Hide in one family until nobody learns more than allowed. elsewhere: what other families show now.

    Denominators come first, then numerators and sums, then the classes of distributions: the first solve much of the others.
    Raises Contradiction when it cannot be reached.
    """
    providers = sorted(set(state.table.provider) - {""}) if state.owners_know else []
    proof = Proof(state, providers)
    for level in (0, 1, 2):
        for _ in range(_ROUNDS):
            known = elsewhere()
            hide_remainders(state)
            if not _one_round(state, proof, known, level):
                break
        else:
            raise Contradiction("there is no end to what must be hidden", (state.family.key.indicator,))


def _one_round(state: State, proof: Proof, elsewhere: Elsewhere, level: int) -> bool:
    """Attack and repair once; returns whether anything was hidden."""
    reading = read(state.figures(), state.columns, state.family, state.policy.thresholds)
    proof.ask([replace(t, need=state.need_of(t)) for t in reading.targets if _level(t) <= level])
    if not proof.open().any():
        return False
    system = build(state.table, state.columns, believed(state, reading), elsewhere, float(state.truth.max()))
    find_tables(proof, system)
    still_open = proof.open()
    if still_open[0].any():
        still_open[1:] = False
    open_pairs = np.argwhere(still_open)[:_BATCH]
    if not len(open_pairs):
        return False
    repair = Repair(state, proof, reading, elsewhere)
    hidden = 0
    for attacker, number in open_pairs:
        if proof.open()[attacker, number]:
            hidden += max(0, repair.protect(int(attacker), int(number)))
    left = [number for attacker, number in open_pairs if proof.open()[attacker, number]]
    if left and not hidden and not hide_neighbour(state, proof.targets[left[0]]):
        raise Contradiction("nothing is left to hide", (state.family.key.indicator,))
    return True


def _level(target: Target) -> int:
    return 0 if target.kind == "denominator" else 2 if target.variant.startswith(CLASS) else 1
