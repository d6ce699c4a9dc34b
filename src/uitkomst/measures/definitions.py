"""Definitions: what an indicator is and how it is told, read from ``library/<id>/definition.toml``.

Source: definitions 3 and 4. The logic of an indicator is its verdict.sql; nothing here counts.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal

LIBRARY = Path(__file__).parent / "library"


Texts = Mapping[str, str]
"""One text per language: ``nl`` and ``en``."""

TextLists = Mapping[str, tuple[str, ...]]

Kind = Literal["ratio", "scale", "count"]


@dataclass(frozen=True)
class Variant:
    """One way of counting. ``""`` is the indicator itself.

    classes: classes of the distribution that together are ``met``. nested_in: the wider variant that contains every met unit of
    this one (None: none). same_denominator: shares the denominator of ``""``. excludes: false where it
    excludes nothing, though ``""`` does. clustered: units lie in clients (goals), so that
    the interval needs a design effect (D21). short: for the head of a column, where the title is long.
    """

    id: str
    title: Texts
    sentence: Texts
    unit: str
    unit_name: Texts
    classes: tuple[str, ...] = ()
    nested_in: str | None = None
    same_denominator: bool = True
    excludes: bool = True
    clustered: bool = False
    short: Texts = field(default_factory=dict)


@dataclass(frozen=True)
class OutcomeClass:
    """One class of the distribution, in the order shown; released as variant ``class:ID``."""

    id: str
    label: Texts
    sentence: Texts = field(default_factory=dict)
    short: Texts = field(default_factory=dict)


@dataclass(frozen=True)
class Scale:
    """Bounds of a scale (max None: open), decimals shown, unit (``grade`` or ``days``), and the words at both ends."""

    min: int
    max: int | None
    decimals: int
    unit: str
    lowest: Texts
    highest: Texts


@dataclass(frozen=True)
class ReadingAid:
    """Stands where others put a direction: what a higher value can mean, what else, what one may not conclude."""

    higher_can_mean: TextLists
    can_also_mean: TextLists
    may_not_conclude: TextLists


@dataclass(frozen=True)
class Definition:
    """One indicator of the set ``jeugd``, or (context) one figure that stands beside it.

    headline: variants (or ``class:ID``) told in the sentence, side by side; none of them is the main one.
    lead_class: for a scale, the class that is told beside the mean. missing: said before anything found.
    Placeholders in sentences: {share} (of 100), {mean}, {count}, {who} (informants), {missing} (of 10 or of 100).
    """

    id: str
    order: int
    kind: Kind
    context: bool
    unit: str
    begun_or_ended: str
    informants: tuple[str, ...]
    own_definition: bool
    headline: tuple[str, ...]
    title: Texts
    question: Texts
    unit_name: Texts
    population: Texts
    missing: Texts
    unknown: Texts
    excluded: Texts
    definition: Texts
    variants: tuple[Variant, ...]
    classes: tuple[OutcomeClass, ...]
    sources: TextLists
    reading_aid: ReadingAid | None
    scale: Scale | None
    lead_class: OutcomeClass | None

    def variant(self, variant_id: str) -> Variant:
        """The variant with this id. Raises KeyError."""
        for variant in self.variants:
            if variant.id == variant_id:
                return variant
        raise KeyError(f"{self.id} has no variant '{variant_id}'")

    @property
    def is_clustered(self) -> bool:
        return any(variant.clustered for variant in self.variants)


@cache
def load_definitions() -> dict[str, Definition]:
    """All definitions found in the library, by id, in the set's order (never by value). Raises ValueError for a faulty file."""
    found = [_read(path) for path in sorted(LIBRARY.glob("*/definition.toml"))]
    return {definition.id: definition for definition in sorted(found, key=lambda d: (d.order, d.id))}


def _read(path: Path) -> Definition:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    try:
        definition = _definition(data)
    except KeyError as missing:
        raise ValueError(f"{path}: key {missing} is missing") from missing
    if definition.id != path.parent.name:
        raise ValueError(f"{path}: id '{definition.id}' differs from its folder")
    return definition


def _definition(data: dict[str, Any]) -> Definition:
    aid = data.get("reading_aid")
    return Definition(
        id=data["id"],
        order=data["order"],
        kind=data["kind"],
        context=data["context"],
        unit=data["unit"],
        begun_or_ended=data["begun_or_ended"],
        informants=tuple(data["informants"]),
        own_definition=data["own_definition"],
        headline=tuple(data["headline"]),
        title=data["title"],
        question=data.get("question", {}),
        unit_name=data["unit_name"],
        population=data["population"],
        missing=data.get("missing", {}),
        unknown=data.get("unknown", {}),
        excluded=data.get("excluded", {}),
        definition=data["definition"],
        variants=tuple(_variant(v, data) for v in data["variants"]),
        classes=tuple(_outcome_class(c) for c in data.get("classes", [])),
        sources=_lists(data["sources"]),
        reading_aid=_reading_aid(aid) if aid else None,
        scale=_scale(data["scale"]) if "scale" in data else None,
        lead_class=_outcome_class(data["lead_class"]) if "lead_class" in data else None,
    )


def _variant(data: dict[str, Any], whole: dict[str, Any]) -> Variant:
    return Variant(
        id=data["id"],
        title=data["title"],
        sentence=data["sentence"],
        unit=data.get("unit", whole["unit"]),
        unit_name=data.get("unit_name", whole["unit_name"]),
        classes=tuple(data.get("classes", ())),
        nested_in=data.get("nested_in"),
        same_denominator=data.get("same_denominator", True),
        excludes=data.get("excludes", True),
        clustered=data.get("clustered", False),
        short=data.get("short", {}),
    )


def _outcome_class(data: dict[str, Any]) -> OutcomeClass:
    return OutcomeClass(id=data["id"], label=data.get("label", {}), sentence=data.get("sentence", {}), short=data.get("short", {}))


def _scale(data: dict[str, Any]) -> Scale:
    return Scale(data["min"], data.get("max"), data["decimals"], data["unit"], data.get("lowest", {}), data.get("highest", {}))


def _reading_aid(data: dict[str, Any]) -> ReadingAid:
    return ReadingAid(_lists(data["higher_can_mean"]), _lists(data["can_also_mean"]), _lists(data["may_not_conclude"]))


def _lists(data: dict[str, list[str]]) -> TextLists:
    return {language: tuple(items) for language, items in data.items()}
