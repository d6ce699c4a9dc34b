"""Breakdowns that protection allows: one block per dimension, groups in order of name or code, never by value."""

from __future__ import annotations

import re

from ...measures.definitions import Definition
from ...protection.figure import Figure
from ..charts.canvas import HALF, THIRD
from ..charts.ranges import Range, RangeRow, range_picture
from ..document import Block, Picture, Row, Table
from ..mirror import ALL
from ..sentences import hidden_short
from ..words import Words
from .course import axis_of, known_columns, value_columns
from .setting import (
    Series,
    Setting,
    caption,
    cell,
    hidden_cells,
    hidden_notes,
    known_cell,
    nothing_shown,
    scaled,
    series,
    short_title,
    visible_class,
)

Groups = list[tuple[str, bool, list[Figure | None]]]
"""Label, strong or not, and a figure per line; the last one is the whole."""

_BY_NAME = ("municipality", "youth_region", "province", "provider", "team", "intervention", "target_group")


def breakdown_blocks(setting: Setting, definition: Definition) -> tuple[Block, ...]:
    """A block for each dimension with more than one group, and for each that was left out."""
    mirror = setting.mirror
    blocks = (_block(setting, definition, i) for i in range(len(mirror.dims)) if mirror.opening_group[i] == ALL)
    return (*(block for block in blocks if block), *(_left_out(setting, name) for name in mirror.left_out))


def place_of(value: str, said: str) -> tuple[int, int, str, str]:
    """Where a group stands: numbers by their size (4-11 before 12-17), before birth first, unknown and taken together last."""
    last = ("unknown", "small_teams")
    number = re.match(r"\d+", said)
    rank = 2 if value.rpartition("/")[2] in last else 0 if value == "unborn" else 1
    return rank, int(number[0]) if number else 0, said, value


def _left_out(setting: Setting, name: str) -> Block:
    words = setting.words
    shown = words(f"dimension.{name}")
    return Block(f"by-{name}", words("block.breakdown", dimension=shown), (words("nothing.left_out", dimension=shown),))


def _block(setting: Setting, definition: Definition, dimension: int) -> Block | None:
    mirror, words = setting.mirror, setting.words
    values = setting.view.groups(definition.id, mirror.period, dimension, mirror.opening_group)
    if len(values) < 2:
        return None
    name = mirror.dims[dimension]
    values.sort(key=lambda value: place_of(value, setting.group_name(dimension, value) if name in _BY_NAME else value))
    lines = series(setting, definition, definition.headline, short=True)
    table: Groups = []
    for value in (*values, ALL):
        group = tuple(value if i == dimension else at for i, at in enumerate(mirror.opening_group))
        label = words("breakdown.whole", name=setting.whole_name) if value == ALL else setting.group_name(dimension, value)
        strong = value == ALL or group == mirror.focus_group
        table.append((label, strong, [_figure(setting, definition, line, group) for line in lines]))
    every = [figure for _, _, figures in table for figure in figures]
    shown = words(f"dimension.{name}")
    heading = words("block.breakdown", dimension=shown)
    if nothing_shown(every):
        return Block(f"by-{name}", heading, (words("nothing.breakdown"),), notes=hidden_notes(setting, every))
    return Block(
        f"by-{name}",
        heading,
        intro=(f"{words('breakdown.by_name' if name in _BY_NAME else 'breakdown.by_code')} {words('breakdown.intro')}",),
        pictures=_pictures(setting, definition, name, lines, table),
        table=_table(setting, definition, shown, lines, table),
        notes=hidden_notes(setting, every),
    )


def _figure(setting: Setting, definition: Definition, line: Series, group: tuple[str, ...]) -> Figure | None:
    return visible_class(setting, definition, line.variant, line.informant, group, setting.mirror.period)


def _pictures(setting: Setting, definition: Definition, name: str, lines: list[Series], table: Groups) -> tuple[Picture, ...]:
    """One picture for each thing told, all informants in it, on one axis."""
    words = setting.words
    *groups, (_, _, whole) = table
    axis = axis_of(setting, definition, [figure for _, _, figures in table for figure in figures])
    dimension, headline = words(f"dimension.{name}"), definition.headline
    found = []
    for number, variant in enumerate(headline):
        at = [i for i, line in enumerate(lines) if line.variant == variant]
        rows = [_range_row(words, definition, label, strong, [figures[i] for i in at]) for label, strong, figures in groups]
        band = tuple(Range(*scaled(definition, whole[i])) for i in at)
        heading = short_title(words, lines[at[0]].told) if len(headline) > 1 else ""
        title = words("chart.range_title", title=heading or words.of(definition.title), dimension=dimension)
        names = [words.who_title(lines[i].informant) for i in at]
        unit = "" if definition.kind == "scale" else words("number.per_hundred")
        key = f"{definition.id}-by-{name}-{number}"
        width = THIRD if len(headline) > 2 else HALF
        found.append(
            range_picture(key, title, words("chart.range_desc", dimension=dimension), heading, unit, names, rows, band, axis, width)
        )
    return tuple(found)


def _range_row(words: Words, definition: Definition, label: str, strong: bool, figures: list[Figure | None]) -> RangeRow:
    ranges = tuple(Range(*scaled(definition, figure)) for figure in figures)
    return RangeRow(label, strong, ranges, tuple(hidden_short(words, figure) if figure else "–" for figure in figures))


def _table(
    setting: Setting, definition: Definition, dimension: str, lines: list[Series], table: list[tuple[str, bool, list[Figure | None]]]
) -> Table:
    counted = [i for i, line in enumerate(lines) if line.variant == lines[0].variant]
    columns = (dimension.capitalize(), *value_columns(setting, lines), *known_columns(setting, [lines[i] for i in counted]))
    rows = []
    for label, strong, figures in table:
        known = [figures[i] for i in counted]
        cells = (label, *(cell(setting, definition, f) for f in figures), *(known_cell(setting, f) for f in known))
        rows.append(Row(cells, strong=strong, hidden=hidden_cells(1, figures, known)))
    return Table(caption(setting, definition, "breakdown", dimension=dimension), columns, tuple(rows))
