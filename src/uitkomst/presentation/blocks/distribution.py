"""The whole distribution: every class in the order of its list, as bars and as a table."""

from __future__ import annotations

from ...measures.definitions import Definition
from ...protection.figure import Figure
from ..charts.distribution import ClassBars, distribution_picture
from ..document import Block, Row, Table
from ..release_view import Band, bands
from ..sentences import hidden_short
from .setting import Setting, caption, hidden_notes, informants, nothing_shown

Bands = dict[tuple[str, ...], Figure | None]


def distribution_block(setting: Setting, definition: Definition) -> Block | None:
    """None when the indicator has no classes, or the release none of them."""
    mirror, words = setting.mirror, setting.words
    found = {who: bands(setting.view, definition, who, mirror.period, mirror.opening_group) for who in informants(definition)}
    found = {who: list_ for who, list_ in found.items() if list_}
    if not found:
        return None
    if _already_told(definition, found):
        return None
    by_who = {who: {tuple(c.id for c in band.classes): band.figure for band in list_} for who, list_ in found.items()}
    order = _rows(definition, by_who)
    rows = tuple(_row(setting, definition, ids, by_who) for ids in order)
    bars = [_bars(setting, definition, ids, by_who) for ids in order]
    figures = [figure for bands_ in by_who.values() for figure in bands_.values()]
    if nothing_shown(figures):
        return None
    title = words.of(definition.title)
    picture = distribution_picture(
        f"{definition.id}-distribution", words("chart.distribution_title", title=title), words("chart.distribution_desc"), bars
    )
    notes = hidden_notes(setting, figures)
    if any(len(ids) > 1 for ids in order):
        notes = (words("merged.note"), *notes)
    table = Table(caption(setting, definition, "distribution"), _columns(setting, definition, list(by_who)), rows)
    return Block("distribution", words("block.distribution"), pictures=(picture,), table=table, notes=notes)


def _already_told(definition: Definition, found: dict[str, list[Band]]) -> bool:
    """Whether every class stands by itself among the figures already (as better, no change, worse do)."""
    told = {
        c for v in definition.headline for c in ([v.removeprefix("class:")] if v.startswith("class:") else definition.variant(v).classes)
    }
    singles = all(len(definition.variant(v).classes) == 1 for v in definition.headline if not v.startswith("class:"))
    alone = all(len(band.classes) == 1 for list_ in found.values() for band in list_)
    return singles and alone and told == {c.id for c in definition.classes}


def _columns(setting: Setting, definition: Definition, whos: list[str]) -> tuple[str, ...]:
    words = setting.words
    first = words("column.class_dropout" if definition.id == "dropout" else "column.class")
    if whos == [""]:
        return (first, words("column.per_hundred"), words("column.number"))
    return (first, *(words.who_title(who) for who in whos), *(words("column.n_of_informant", who=words.who_title(who)) for who in whos))


def _rows(definition: Definition, by_who: dict[str, Bands]) -> list[tuple[str, ...]]:
    """Bands in class order; informants may have taken different classes together."""
    position = {c.id: i for i, c in enumerate(definition.classes)}
    keys = {ids for bands_ in by_who.values() for ids in bands_}
    return sorted(keys, key=lambda ids: (position[ids[0]], len(ids)))


def band_label(setting: Setting, definition: Definition, ids: tuple[str, ...]) -> str:
    """The label of a class, or of several taken together."""
    words = setting.words
    labels = [words.of(c.label) for c in definition.classes if c.id in ids]
    if len(labels) == 1:
        return labels[0]
    return words("merged.label", labels=words("merged.join").join(labels))


def _row(setting: Setting, definition: Definition, ids: tuple[str, ...], by_who: dict[str, Bands]) -> Row:
    words = setting.words
    shares, numbers = [], []
    for bands_ in by_who.values():
        figure = bands_.get(ids)
        shares.append(_share(setting, figure))
        numbers.append("–" if figure is None or figure.numerator is None else words.number(figure.numerator))
    hidden = tuple(i + 1 for i, bands_ in enumerate(by_who.values()) if (f := bands_.get(ids)) and f.value is None)
    return Row((band_label(setting, definition, ids), *shares, *numbers), hidden=hidden)


def _share(setting: Setting, figure: Figure | None) -> str:
    if figure is None:
        return "–"
    return hidden_short(setting.words, figure) if figure.value is None else setting.words.share(figure.value)


def _bars(setting: Setting, definition: Definition, ids: tuple[str, ...], by_who: dict[str, Bands]) -> ClassBars:
    bars = []
    for who, bands_ in by_who.items():
        if ids not in bands_:
            continue
        figure = bands_[ids]
        value = None if figure is None or figure.value is None else figure.value * 100
        bars.append((f"{_share(setting, figure)} {setting.words.who(who)}".strip(), value))
    return ClassBars(band_label(setting, definition, ids), tuple(bars))
