"""What every block needs: the mirror, its figures by subject, and the words of its language; and what several blocks share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from ...measures.definitions import Definition, OutcomeClass, Variant
from ...protection.figure import Figure
from ..mirror import Mirror
from ..release_view import ReleaseView, bands
from ..sentences import hidden_note, hidden_short, is_share, lower_first, margin_pair, value_words
from ..words import Words


@dataclass(frozen=True)
class Setting:
    mirror: Mirror
    view: ReleaseView
    words: Words

    def figure(
        self, definition: Definition, variant: str, informant: str, group: tuple[str, ...] | None = None, period: str = ""
    ) -> Figure | None:
        """A figure of the opening group and period, unless others are named."""
        mirror = self.mirror
        return self.view.get(definition.id, variant, informant, period or mirror.period, group or mirror.opening_group)

    def scope(self, kind: str, name: str) -> str:
        return self.words.scope(kind, name)

    @property
    def whole_name(self) -> str:
        return self.scope(self.mirror.opening_kind, self.mirror.opening_name)

    def group_name(self, dimension: int, value: str) -> str:
        return self.mirror.group_names.get(self.mirror.dims[dimension], {}).get(value, value)


@dataclass(frozen=True)
class Series:
    """One of the lines that stand side by side: a variant (or class) of one informant."""

    told: Variant | OutcomeClass
    variant: str
    informant: str
    name: str


def informants(definition: Definition) -> tuple[str, ...]:
    return definition.informants or ("",)


def told(definition: Definition, variant: str) -> Variant | OutcomeClass:
    """The variant or class with this id; a class is named ``class:ID``."""
    if variant.startswith("class:"):
        return next(c for c in definition.classes if f"class:{c.id}" == variant)
    return definition.variant(variant)


def title_of(item: Variant | OutcomeClass) -> dict[str, str]:
    return dict(item.title if isinstance(item, Variant) else item.label)


def short_title(words: Words, item: Variant | OutcomeClass) -> str:
    """The short title, with a capital: head of a small chart."""
    title = (item.short or title_of(item))[words.language]
    return title[:1].upper() + title[1:]


def series(setting: Setting, definition: Definition, variants: Iterable[str], short: bool = False) -> list[Series]:
    """Every variant of every informant; named by what tells them apart. short: for heads of columns."""
    words, found = setting.words, []
    variants = tuple(variants)
    for variant in variants:
        item = told(definition, variant)
        for informant in informants(definition):
            title = (item.short if short and item.short else title_of(item))[words.language]
            who = words.who_title(informant)
            name = who if informant and len(variants) == 1 else f"{who}: {title[:1].lower()}{title[1:]}" if informant else title
            found.append(Series(item, variant, informant, name))
    return found


def caption(setting: Setting, definition: Definition, block: str, **values: object) -> str:
    """Name of a table, heard rather than seen: the indicator and what the table shows."""
    words = setting.words
    return f"{words.of(definition.title)}: {lower_first(words(f'block.{block}', **values))}"


def cell(setting: Setting, definition: Definition, figure: Figure | None) -> str:
    """A figure with its margin as a table cell: "31 (26–37)"."""
    words = setting.words
    if figure is None:
        return "–"
    if figure.value is None:
        return hidden_short(words, figure)
    pair = margin_pair(words, definition, figure)
    value = value_words(words, definition, figure)
    return value if pair is None else f"{value} ({words('number.range', lower=pair[0], upper=pair[1])})"


def known_cell(setting: Setting, figure: Figure | None) -> str:
    if figure is None:
        return "–"
    return setting.words("population.hidden") if figure.denominator is None else setting.words.number(figure.denominator)


def nothing_shown(figures: Iterable[Figure | None]) -> bool:
    """Whether not one value or number known of these may be shown: then a sentence says more than an empty picture."""
    return not any(f is not None and (f.value is not None or f.denominator is not None) for f in figures)


def hidden_cells(first: int, values: list[Figure | None], known: list[Figure | None]) -> tuple[int, ...]:
    """Indices of cells without a number, in a row with values from ``first`` on and then the numbers known."""
    start = first + len(values)
    return (
        *(first + i for i, f in enumerate(values) if f is None or f.value is None),
        *(start + i for i, f in enumerate(known) if f is None or f.denominator is None),
    )


def hidden_notes(setting: Setting, figures: Iterable[Figure | None]) -> tuple[str, ...]:
    """One note for each reason among these figures, in the order of appearance."""
    reasons = dict.fromkeys(f.reason for f in figures if f is not None and f.value is None)
    return tuple(dict.fromkeys(hidden_note(setting.words, reason, setting.mirror.audience) for reason in reasons))


def scaled(definition: Definition, figure: Figure | None) -> tuple[float | None, float | None, float | None]:
    """Value and margin in the unit of the axis: of 100, or of the scale."""
    if figure is None or figure.value is None:
        return None, None, None
    factor = 100 if is_share(definition, figure) else 1
    return tuple(None if v is None else v * factor for v in (figure.value, figure.lower, figure.upper))  # type: ignore[return-value]


def visible_class(
    setting: Setting, definition: Definition, variant: str, informant: str, group: tuple[str, ...], period: str
) -> Figure | None:
    """The figure of a variant; of a class that was taken together with another only that it was, not the figure of both."""
    if not variant.startswith("class:"):
        return setting.view.get(definition.id, variant, informant, period, group)
    for band in bands(setting.view, definition, informant, period, group):
        names = [f"class:{c.id}" for c in band.classes]
        if names == [variant]:
            return band.figure
        if variant in names and band.figure:
            return replace(
                band.figure, variant=variant, numerator=None, value=None, lower=None, upper=None, status="hidden", reason="merged"
            )
    return None
