"""Actions that were agreed, as marks on the course of an indicator: a number in the chart, who does what since when below it. Pure.

A mark says when something was agreed, and nothing about what came of it: no line, no judgement (product.md, "Agreeing").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from ..measures.definitions import load_definitions
from ..vocabulary.periods import HalfYear
from .blocks.course import course_block
from .blocks.setting import Setting
from .charts.course import CourseMark
from .document import Document, Section
from .mirror import Mirror
from .release_view import ReleaseView
from .words import Words


@dataclass(frozen=True, slots=True)
class Agreed:
    """One action. on: the day on which all confirmed the minutes in which it stands; party: whose it is."""

    on: date
    who: str
    what: str
    party: str


@dataclass(frozen=True, slots=True)
class Marks:
    """The actions as the course shows them. rows: for the table, half-year -> numbers; listed: under the chart, a line for each."""

    drawn: tuple[CourseMark, ...]
    rows: dict[str, str]
    listed: tuple[str, ...]


def with_agreed(document: Document, mirror: Mirror, indicator: str, agreed: Sequence[Agreed]) -> Document:
    """The document with these actions on the course of one indicator; the same document when it has no course or there are none."""
    section = next((one for one in document.sections if one.id == indicator), None)
    if section is None or not agreed:
        return document
    changed = _section(section, mirror, document.language, sorted(agreed, key=lambda one: one.on))
    return replace(document, sections=tuple(changed if one is section else one for one in document.sections))


def _section(section: Section, mirror: Mirror, language: str, agreed: Sequence[Agreed]) -> Section:
    setting = Setting(mirror, ReleaseView(mirror.figures), Words(language))
    halves = setting.view.half_years(section.id, mirror.opening_group)
    course = course_block(setting, load_definitions()[section.id], marks_of(setting.words, halves, agreed))
    blocks = tuple(course if course and block.key == "course" else block for block in section.blocks)
    return replace(section, blocks=blocks)


def marks_of(words: Words, halves: Sequence[str], agreed: Sequence[Agreed]) -> Marks:
    """The marks of actions in the order of their days; what lies outside the half-years of the chart is listed and not drawn."""
    drawn: dict[float, list[int]] = {}
    rows: dict[str, list[int]] = {}
    listed = []
    for number, one in enumerate(agreed, 1):
        at = place_of(halves, one.on)
        line = "course.agreed_line" if one.who.casefold().strip() == one.party.casefold() else "course.agreed_line_of"
        told = words(line, day=words.day(one.on), who=one.who, what=one.what.strip().rstrip("."), party=one.party)
        listed.append(told if at is not None else f"{told} {words('course.agreed_outside')}")
        if at is not None:
            drawn.setdefault(at, []).append(number)
            rows.setdefault(halves[min(int(at), len(halves) - 1)], []).append(number)
    return Marks(
        tuple(CourseMark(at, _numbers(found)) for at, found in sorted(drawn.items())),
        {half: _numbers(found) for half, found in rows.items()},
        tuple(listed),
    )


def place_of(halves: Sequence[str], day: date) -> float | None:
    """Where a day lies on the axis: 0 is the beginning of the first half-year, 1 of the second; None before the first and after the last.

    Between half-years that are not beside each other it lies on their boundary.
    """
    for index, half in enumerate(halves):
        begin = HalfYear.parse(half).first_day
        end = HalfYear.from_index(HalfYear.parse(half).index + 1).first_day
        if day < begin:
            return float(index) if index else None
        if day < end:
            return index + (day - begin).days / (end - begin).days
    return None


def _numbers(found: Sequence[int]) -> str:
    """'1', '1–3' for numbers that follow each other, else '1, 3'."""
    if len(found) > 1 and found[-1] - found[0] == len(found) - 1:
        return f"{found[0]}–{found[-1]}"
    return ", ".join(map(str, found))
