"""The catalogue of indicators in one language: what each is, who counts, what is unknown, how to read it, where it comes from.

Source: definitions 3 and 4, told by the definition.toml of each indicator.
"""

from __future__ import annotations

from dataclasses import dataclass

from uitkomst.measures import Definition, load_definitions
from uitkomst.measures.definitions import ReadingAid


@dataclass(frozen=True)
class CatalogueEntry:
    """One indicator in words. variants: (id, title); classes: (id, label) of its distribution; context: stands beside the others."""

    id: str
    kind: str
    context: bool
    own_definition: bool
    informants: tuple[str, ...]
    title: str
    question: str
    definition: str
    population: str
    unknown: str
    excluded: str
    variants: tuple[tuple[str, str], ...]
    classes: tuple[tuple[str, str], ...]
    higher_can_mean: tuple[str, ...]
    can_also_mean: tuple[str, ...]
    may_not_conclude: tuple[str, ...]
    sources: tuple[str, ...]


def list_indicators(language: str = "nl") -> list[CatalogueEntry]:
    """Every indicator, in the set's order."""
    return [_entry(definition, language) for definition in load_definitions().values()]


def _entry(d: Definition, language: str) -> CatalogueEntry:
    aid = d.reading_aid or ReadingAid({}, {}, {})
    return CatalogueEntry(
        id=d.id,
        kind=d.kind,
        context=d.context,
        own_definition=d.own_definition,
        informants=d.informants,
        title=d.title[language],
        question=d.question.get(language, ""),
        definition=d.definition[language],
        population=d.population[language],
        unknown=d.unknown.get(language, ""),
        excluded=d.excluded.get(language, ""),
        variants=tuple((variant.id, variant.title[language]) for variant in d.variants),
        classes=tuple((c.id, c.label.get(language, "")) for c in d.classes),
        higher_can_mean=aid.higher_can_mean.get(language, ()),
        can_also_mean=aid.can_also_mean.get(language, ()),
        may_not_conclude=aid.may_not_conclude.get(language, ()),
        sources=d.sources.get(language, ()),
    )
