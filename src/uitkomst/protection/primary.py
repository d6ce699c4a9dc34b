"""Primary protection: what each row must hide for what it says itself, by the rules of the audience.

Source: definitions 6.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from types import ModuleType

from uitkomst.measures.counts import Cell
from uitkomst.protection.state import State
from uitkomst.protection.structure import CLASS


@cache
def load_rule(name: str) -> ModuleType:
    """The rule in ``library/<name>.py``."""
    return import_module(f"uitkomst.protection.library.{name}")


def hide_primary(state: State) -> None:
    """Hide in a family what the rules hide row by row."""
    for number in range(state.table.published):
        cells = state.cells[number]
        if not cells:
            continue
        if not _group(state, number, list(cells.values())):
            _numerators(state, number, cells)
            _classes(state, number, cells)


def _group(state: State, number: int, cells: list[Cell]) -> bool:
    thresholds = state.policy.thresholds
    for rule in map(load_rule, state.policy.rules):
        if hasattr(rule, "hides_group") and any(rule.hides_group(cell, thresholds) for cell in cells):
            return state.hide(("group", number, ""), rule.REASON)
    return False


def _numerators(state: State, number: int, cells: dict[str, Cell]) -> None:
    thresholds = state.policy.thresholds
    plain = {variant: cell for variant, cell in cells.items() if not variant.startswith(CLASS)}
    for rule in map(load_rule, state.policy.rules):
        if hasattr(rule, "hides_numerator"):
            for variant, cell in plain.items():
                if rule.hides_numerator(cell, thresholds):
                    state.hide(("numerator", number, variant), rule.REASON)
        if hasattr(rule, "hides_variants") and state.family.kind == "ratio":
            for at, partition in enumerate(state.family.partitions):
                counts = {
                    v: c.numerator
                    for v, c in plain.items()
                    if c.numerator is not None and not state.hides_numerator(number, v) and state.family.met(v)[0] == at
                }
                everything = next(iter(plain.values())).denominator
                for variant in rule.hides_variants(counts, partition.variants, everything, thresholds):
                    state.hide(("numerator", number, variant), rule.REASON)


def _classes(state: State, number: int, cells: dict[str, Cell]) -> None:
    classes = [cells[CLASS + name] for name in state.family.classes if CLASS + name in cells]
    if len(classes) < len(state.family.classes) or not classes:
        return
    runs = [[i] for i in range(len(classes))]
    for rule in map(load_rule, state.policy.rules):
        if hasattr(rule, "merge"):
            runs = rule.merge(classes, state.policy.thresholds)
    state.runs[number] = runs if len(runs) > 1 else None
