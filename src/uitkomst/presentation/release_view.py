"""Finding figures in a release, and the bands of a distribution."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..measures.definitions import Definition, OutcomeClass
from ..protection.figure import Figure
from .mirror import ALL


class ReleaseView:
    """Figures by what they are about."""

    def __init__(self, figures: Iterable[Figure]) -> None:
        self._figures = {(f.indicator, f.variant, f.informant, f.period, f.group): f for f in figures}

    def get(self, indicator: str, variant: str, informant: str, period: str, group: tuple[str, ...]) -> Figure | None:
        return self._figures.get((indicator, variant, informant, period, group))

    def has(self, indicator: str, period: str) -> bool:
        return any(key[0] == indicator and key[3] == period for key in self._figures)

    def half_years(self, indicator: str, group: tuple[str, ...]) -> list[str]:
        """Half-years for which the indicator has figures of this group, in time order."""
        return sorted({period for found, _, _, period, at in self._figures if found == indicator and at == group and "-" in period})

    def groups(self, indicator: str, period: str, dimension: int, opening: tuple[str, ...]) -> list[str]:
        """Values of one dimension that have figures, the other dimensions as in the opening group."""
        found = set()
        for of, _, _, at, group in self._figures:
            if of == indicator and at == period and group[dimension] != ALL:
                others = tuple(opening[i] if i == dimension else value for i, value in enumerate(group))
                if others == opening:
                    found.add(group[dimension])
        return sorted(found)


MERGED_MARK = "merged:"


@dataclass(frozen=True)
class Band:
    """One or more classes shown together, with their figure (None: the release has none)."""

    classes: tuple[OutcomeClass, ...]
    figure: Figure | None


def bands(view: ReleaseView, definition: Definition, informant: str, period: str, group: tuple[str, ...]) -> list[Band]:
    """The distribution in the order of its classes; classes that were taken together are one band."""
    by_id = {c.id: c for c in definition.classes}
    taken: set[str] = set()
    found: list[Band] = []
    figures = {c.id: view.get(definition.id, f"class:{c.id}", informant, period, group) for c in definition.classes}
    for outcome in definition.classes:
        if outcome.id in taken:
            continue
        together = _together(outcome.id, figures, by_id)
        shown = next((figures[c] for c in together if (f := figures[c]) and f.numerator is not None), figures[outcome.id])
        taken |= set(together)
        found.append(Band(tuple(by_id[c] for c in together), shown))
    return found if any(band.figure for band in found) else []


def merged_classes(figure: Figure) -> tuple[str, ...]:
    """Classes that a figure of a class was taken together with; a release read from a table says so in its marks."""
    from_marks = [name for mark in figure.marks if mark.startswith(MERGED_MARK) for name in mark.removeprefix(MERGED_MARK).split("+")]
    return tuple(name.removeprefix("class:") for name in (*figure.merged, *from_marks))


def _together(class_id: str, figures: dict[str, Figure | None], by_id: dict[str, OutcomeClass]) -> list[str]:
    """The classes shown with this one, whichever of them says so."""
    for outcome, figure in figures.items():
        names = merged_classes(figure) if figure else ()
        if names:
            members = {outcome, *names}
            if class_id in members:
                return [c for c in by_id if c in members]
    return [class_id]
