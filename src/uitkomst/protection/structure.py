"""Structure: which rows speak about the same units, and which classes a numerator is the sum of.

This is public knowledge: it comes from the definitions of the indicators and from known.toml, never from the counts.
Source: definitions 4 (variants), 6 ("populations shared between indicators, nested variants").
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from uitkomst.measures.definitions import Definition, load_definitions

Kind = Literal["ratio", "scale", "count"]

CLASS = "class:"
REST = "rest"


@dataclass(frozen=True, slots=True, order=True)
class FamilyKey:
    """Rows on one denominator: an indicator (or one variant of it with a denominator of its own) and an informant."""

    indicator: str
    own: str
    informant: str


@dataclass(frozen=True)
class Partition:
    """One way of cutting the denominator into atoms; each variant's met units are the union of some atoms."""

    atoms: tuple[str, ...]
    variants: dict[str, frozenset[str]]


@dataclass(frozen=True)
class Family:
    """What is known beforehand about the rows on one denominator.

    classes: ids of the distribution's classes in the order shown. scale: lowest and highest possible value (highest None: open).
    bands: class id -> lowest and highest value in it (a scale with bands).
    """

    key: FamilyKey
    kind: Kind
    population: str
    never_excluded: bool
    never_unknown: bool
    partitions: tuple[Partition, ...]
    classes: tuple[str, ...]
    scale: tuple[int, int | None] | None
    bands: dict[str, tuple[int, int]]

    @property
    def is_population(self) -> bool:
        """Whether the denominator is the whole population."""
        return self.never_excluded and self.never_unknown

    def met(self, variant: str) -> tuple[int, frozenset[str]]:
        """Number of the partition that a variant belongs to, and its atoms. Raises KeyError."""
        for number, partition in enumerate(self.partitions):
            if variant in partition.variants:
                return number, partition.variants[variant]
        raise KeyError(variant)


@cache
def known() -> dict[str, Any]:
    """The contents of known.toml."""
    return tomllib.loads((files("uitkomst.protection") / "known.toml").read_text(encoding="utf-8"))


@cache
def family_key(indicator: str, variant: str, informant: str) -> FamilyKey:
    """The family that a row belongs to."""
    own = variant if variant in known()["own_denominator"].get(indicator, ()) else ""
    return FamilyKey(indicator, own, informant)


def population_of(key: FamilyKey) -> str:
    """The name of the population that a family counts; families of one name share their population figures."""
    mine = f"{key.indicator}:{key.own}" if key.own else key.indicator
    for name, members in known()["populations"].items():
        if mine in members:
            return str(name)
    return mine


def describe(key: FamilyKey, variants: Iterable[str], *, scale: bool, count: bool) -> Family:
    """The family of these rows. variants: those that occur; scale, count: what the rows look like where no definition exists."""
    definition = load_definitions().get(key.indicator)
    kind: Kind = definition.kind if definition else "scale" if scale else "count" if count else "ratio"
    names = sorted(set(variants))
    facts = known()
    classes = _classes(names, definition)
    return Family(
        key=key,
        kind=kind,
        population=population_of(key),
        never_excluded=key.indicator in facts["never_excluded"] or _excludes_nothing(key, definition),
        never_unknown=key.indicator in facts["never_unknown"],
        partitions=_partitions(key, names, kind, definition, classes),
        classes=classes,
        scale=_scale(kind, definition),
        bands=_bands(classes) if kind == "scale" else {},
    )


def _excludes_nothing(key: FamilyKey, definition: Definition | None) -> bool:
    return definition is not None and any(v.id == key.own and not v.excludes for v in definition.variants)


def _classes(variants: list[str], definition: Definition | None) -> tuple[str, ...]:
    seen = [name.removeprefix(CLASS) for name in variants if name.startswith(CLASS)]
    if definition:
        order = [c.id for c in definition.classes]
        seen.sort(key=lambda c: (order.index(c) if c in order else len(order), c))
    return tuple(seen)


def _partitions(
    key: FamilyKey, variants: list[str], kind: Kind, definition: Definition | None, classes: tuple[str, ...]
) -> tuple[Partition, ...]:
    """Cut the denominator as coarsely as the rows allow: classes with the same memberships are one atom."""
    plain = [v for v in variants if not v.startswith(CLASS)]
    sets: list[dict[str, frozenset[str]]] = []
    by_class = _sets_of_classes(key, plain, definition) if definition else {}
    by_class |= {CLASS + c: frozenset((c,)) for c in classes}
    if by_class:
        sets.append(by_class)
    if kind == "ratio":
        loose = [v for v in plain if v not in by_class]
        chains = _chains(loose, definition)
        sets.extend(chains)
    universe = tuple(c.id for c in definition.classes) if definition and definition.classes else classes
    partitions = tuple(_atoms(s, universe) for s in sets)
    return partitions or (Partition((REST,), {}),)


def _sets_of_classes(key: FamilyKey, variants: list[str], definition: Definition) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    same_as = known()["same_as"].get(key.indicator, {})
    declared = {v.id: v.classes for v in definition.variants}
    for variant in variants:
        classes = declared.get(same_as.get(variant, variant), ())
        if classes:
            found[variant] = frozenset(classes)
    return found


def _chains(variants: list[str], definition: Definition | None) -> list[dict[str, frozenset[str]]]:
    """Variants without classes: nested ones are steps of one chain, the others cut the denominator each in their own way."""
    wider = {v.id: v.nested_in for v in definition.variants} if definition else {}
    chains: list[list[str]] = []
    for variant in variants:
        home = next((c for c in chains if wider.get(variant) in c or any(wider.get(other) == variant for other in c)), None)
        if home is None:
            chains.append([variant])
        else:
            home.append(variant)
    found = []
    for chain in chains:
        ordered = sorted(chain, key=lambda v: _depth(v, wider))
        found.append({v: frozenset(f"step{n}" for n in range(i, len(ordered))) for i, v in enumerate(ordered)})
    return found


def _depth(variant: str, wider: dict[str, str | None]) -> int:
    depth, at = 0, wider.get(variant)
    while at is not None and depth < 10:
        depth, at = depth + 1, wider.get(at)
    return depth


def _atoms(variants: dict[str, frozenset[str]], universe: tuple[str, ...]) -> Partition:
    members = set(universe) if universe else set()
    for classes in variants.values():
        members |= classes
    signatures: dict[tuple[str, ...], str] = {}
    home: dict[str, str] = {}
    for name in sorted(members):
        signature = tuple(sorted(v for v, classes in variants.items() if name in classes))
        home[name] = signatures.setdefault(signature, name)
    atoms = list(signatures.values())
    if not any(not signature for signature in signatures) and not _covers(variants):
        atoms.append(REST)
    return Partition(tuple(atoms), {v: frozenset(home[c] for c in classes) for v, classes in variants.items()})


def _covers(variants: dict[str, frozenset[str]]) -> bool:
    """Whether the classes of a whole distribution are there, which together are the denominator."""
    return any(v.startswith(CLASS) for v in variants)


def _scale(kind: Kind, definition: Definition | None) -> tuple[int, int | None] | None:
    if kind != "scale":
        return None
    return (definition.scale.min, definition.scale.max) if definition and definition.scale else (0, None)


def _bands(classes: tuple[str, ...]) -> dict[str, tuple[int, int]]:
    bands = {}
    for name in classes:
        low, _, high = name.partition("-")
        if low.isdigit() and high.isdigit():
            bands[name] = (int(low), int(high))
    return bands
