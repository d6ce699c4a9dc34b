"""The figure: every variant beside each other, as strips and as a table with n, margin and coverage."""

from __future__ import annotations

from ...measures.definitions import Definition
from ...protection.figure import Figure
from ..charts.strip import StripRow, scale_picture, strip_picture
from ..document import Block, Picture, Row, Table
from ..sentences import hidden_short, margin_pair, value_words
from .setting import Series, Setting, caption, hidden_notes, known_cell, nothing_shown, scaled, series, visible_class


def figure_block(setting: Setting, definition: Definition) -> Block | None:
    """None when the release has no figure of this indicator for the opening group and period."""
    lines = series(setting, definition, dict.fromkeys([*definition.headline, *(v.id for v in definition.variants)]))
    figures = [_figure(setting, definition, line) for line in lines]
    if not any(figures):
        return None
    words = setting.words
    if nothing_shown(figures):
        return Block("figure", words("block.figure"), (words("nothing.figure"),), notes=hidden_notes(setting, figures))
    columns = (
        ("what", "mean", "between", "known", "coverage")
        if definition.kind == "scale"
        else ("what", "per_hundred", "between", "number", "coverage")
    )
    rows = tuple(_row(setting, definition, line, figure) for line, figure in zip(lines, figures, strict=True) if figure)
    table = Table(caption(setting, definition, "figure"), tuple(words(f"column.{c}") for c in columns), rows)
    notes = hidden_notes(setting, figures)
    if setting.mirror.audience == "open":
        notes = (*notes, words("sentence.rounded"))
    return Block("figure", words("block.figure"), pictures=(_picture(setting, definition, lines, figures),), table=table, notes=notes)


def _figure(setting: Setting, definition: Definition, line: Series) -> Figure | None:
    return visible_class(setting, definition, line.variant, line.informant, setting.mirror.opening_group, setting.mirror.period)


def _row(setting: Setting, definition: Definition, line: Series, figure: Figure) -> Row:
    words = setting.words
    pair = margin_pair(words, definition, figure)
    between = words("number.between", lower=pair[0], upper=pair[1]) if pair else "–"
    coverage = "–" if figure.coverage is None else words.share(figure.coverage)
    number = known_cell(setting, figure)
    if figure.numerator is not None:
        number = words("number.of", n=words.number(figure.numerator), all=number)
    cells = (line.name, value_words(words, definition, figure), between, number, coverage)
    hidden = (*((1,) if figure.value is None else ()), *((3,) if figure.denominator is None else ()))
    return Row(cells, strong=line.variant in definition.headline and len(definition.variants) > 1, hidden=hidden)


def _picture(setting: Setting, definition: Definition, lines: list[Series], figures: list[Figure | None]) -> Picture:
    words = setting.words
    rows = []
    for line, figure in zip(lines, figures, strict=True):
        if figure:
            number = value_words(words, definition, figure) if figure.value is not None else ""
            label = line.name if figure.value is not None else f"{line.name}: {hidden_short(words, figure)}"
            rows.append(StripRow(number, label, *scaled(definition, figure)))
    title = words.of(definition.title)
    key = f"{definition.id}-figure"
    if definition.kind == "scale" and definition.scale and definition.scale.max:
        low, high = definition.scale.min, definition.scale.max
        return scale_picture(key, words("chart.scale_title", title=title), words("chart.scale_desc", min=low, max=high), rows, low, high)
    return strip_picture(key, words("chart.strip_title", title=title), words("chart.strip_desc"), rows)
