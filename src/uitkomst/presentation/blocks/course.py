"""The course over half-years: a chart per thing told, all informants in it, and one table below."""

from __future__ import annotations

from typing import Protocol

from ...measures.definitions import Definition
from ...protection.figure import Figure
from ...vocabulary.periods import HalfYear
from ..charts.canvas import HALF, THIRD
from ..charts.course import Axis, CourseLine, CourseMark, CoursePoint, course_picture, scale_axis, share_axis
from ..document import Block, Picture, Row, Table, TextList
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


class Marks(Protocol):
    """Actions that were agreed (``agreed.Marks``)."""

    @property
    def drawn(self) -> tuple[CourseMark, ...]: ...
    @property
    def rows(self) -> dict[str, str]: ...
    @property
    def listed(self) -> tuple[str, ...]: ...


def course_block(setting: Setting, definition: Definition, agreed: Marks | None = None) -> Block | None:
    """None when there is at most one half-year to show. agreed: actions to mark; the figures stay the same."""
    halves = setting.view.half_years(definition.id, setting.mirror.opening_group)
    lines = series(setting, definition, definition.headline, short=True)
    figures = {(line.variant, line.informant, half): _figure(setting, definition, line, half) for line in lines for half in halves}
    if len(halves) < 2 or not any(figures.values()):
        return None
    words = setting.words
    if nothing_shown(figures.values()):
        notes = hidden_notes(setting, figures.values())
        return Block("course", words("block.course"), (words("nothing.course"),), notes=notes)
    provisional = [half for half in halves if any(f and "provisional" in f.marks for (_, _, at), f in figures.items() if at == half)]
    notes = tuple(words("course.provisional", period=words.period(half).capitalize()) for half in provisional)
    return Block(
        "course",
        words("block.course"),
        intro=(words("course.intro"),),
        pictures=_pictures(setting, definition, halves, lines, figures, agreed),
        table=_table(setting, definition, halves, lines, figures, agreed),
        notes=notes + hidden_notes(setting, figures.values()),
        listed=TextList(words("course.agreed"), agreed.listed) if agreed else None,
        after=words("course.agreed_caution") if agreed else "",
    )


Figures = dict[tuple[str, str, str], Figure | None]


def _figure(setting: Setting, definition: Definition, line: Series, half: str) -> Figure | None:
    return visible_class(setting, definition, line.variant, line.informant, setting.mirror.opening_group, half)


def _pictures(
    setting: Setting, definition: Definition, halves: list[str], lines: list[Series], figures: Figures, agreed: Marks | None
) -> tuple[Picture, ...]:
    words, several = setting.words, len(definition.headline) > 1
    described = words("chart.course_desc") + (f" {words('chart.course_agreed', told=' '.join(agreed.listed))}" if agreed else "")
    axis = axis_of(setting, definition, list(figures.values()))
    moments = [(HalfYear.parse(half).year, HalfYear.parse(half).half) for half in halves]
    found = []
    for number, variant in enumerate(definition.headline):
        drawn = []
        for line in lines:
            if line.variant == variant:
                points = tuple(_point(definition, figures[variant, line.informant, half]) for half in halves)
                drawn.append(CourseLine(words.who_title(line.informant), points))
        heading = short_title(words, next(line.told for line in lines if line.variant == variant)) if several else ""
        title = words("chart.course_title", title=heading or words.of(definition.title))
        found.append(
            course_picture(
                f"{definition.id}-course-{number}",
                title,
                described,
                moments,
                drawn,
                axis,
                heading,
                THIRD if len(definition.headline) > 2 else HALF,
                agreed.drawn if agreed else (),
            )
        )
    return tuple(found)


def axis_of(setting: Setting, definition: Definition, figures: list[Figure | None]) -> Axis:
    """One axis for all charts of an indicator, so that they can be laid side by side."""
    scale = definition.scale
    drawn = [number for figure in figures for number in scaled(definition, figure) if number is not None]
    if scale and scale.max:
        return scale_axis(min(drawn, default=scale.min), max(drawn, default=scale.max), scale.min, scale.max)
    return share_axis(max(drawn, default=100), setting.words("number.per_hundred"))


def _point(definition: Definition, figure: Figure | None) -> CoursePoint:
    return CoursePoint(*scaled(definition, figure), figure is not None and "provisional" in figure.marks)


def _table(
    setting: Setting, definition: Definition, halves: list[str], lines: list[Series], figures: Figures, agreed: Marks | None
) -> Table:
    words = setting.words
    counted = [line for line in lines if line.variant == lines[0].variant]
    shown = agreed if agreed and agreed.rows else None
    columns = (words("column.period"), *value_columns(setting, lines), *known_columns(setting, counted))
    columns = (*columns, words("column.agreed")) if shown else columns
    rows = []
    for half in halves:
        at = [figures[line.variant, line.informant, half] for line in lines]
        known = [figures[line.variant, line.informant, half] for line in counted]
        cells = (words.short_half(half), *(cell(setting, definition, f) for f in at), *(known_cell(setting, f) for f in known))
        cells = (*cells, shown.rows.get(half, "")) if shown else cells
        rows.append(Row(cells, hidden=hidden_cells(1, at, known)))
    return Table(caption(setting, definition, "course"), columns, tuple(rows))


def value_columns(setting: Setting, lines: list[Series]) -> tuple[str, ...]:
    return (setting.words("column.value"),) if len(lines) == 1 else tuple(line.name for line in lines)


def known_columns(setting: Setting, counted: list[Series]) -> tuple[str, ...]:
    words = setting.words
    if len(counted) == 1:
        return (words("column.n_of"),)
    return tuple(words("column.n_of_informant", who=words.who_title(line.informant)) for line in counted)
