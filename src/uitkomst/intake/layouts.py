"""Layouts: which field stands where in a fixed-width file, or under which heading in a spreadsheet. Data files, one per layout.

A layout is a TOML file: ``kind`` (fixed or sheet), ``protocol``, ``official``, ``source``, optionally ``first_period``,
``last_period`` and ``[informants]``, and a ``[[field]]`` per field with ``column``, ``width`` (fixed) or
``heading`` (sheet), optionally ``optional`` and ``measurement``. A column is one of ours; or ``nut``, ``zonder_hulp`` or
``informant`` with the number of the measurement, when the informant is a field of its own; or '' for what is not read.
Ours are in library/layouts/; one of the same name in ``layouts/`` of the user's own tables comes in its place.
Source: protocol version 7, chapters 2 to 4 (at most two measurements, each with its informant, 4.5).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from uitkomst.intake.reader import BLANK, Early, Inspection, Line, column_name
from uitkomst.vocabulary.columns import COLUMNS, EXTENSION, RECORD
from uitkomst.vocabulary.periods import HalfYear
from uitkomst.vocabulary.problems import Problem
from uitkomst.vocabulary.tables import own_folder

LAYOUT_FAULTS = ("no_layout",)
"""Why a file is refused whole because of its layout."""
LAYOUT_SIGNALS = ("layout_not_official", "informant_unclear")

_ANSWERS = ("nut", "zonder_hulp")
_WHO = ("jeugdige", "ouder")
_REQUIRED = tuple(column for column in RECORD if not column.startswith(_ANSWERS))


@dataclass(frozen=True, slots=True)
class Field:
    """One field. width: in characters (fixed). heading: as written (sheet). measurement: 0 when the informant is in the column."""

    column: str
    width: int = 0
    heading: str = ""
    optional: bool = False
    measurement: int = 0


@dataclass(frozen=True, slots=True)
class Layout:
    """One layout. ``informants``: code -> jeugdige or ouder. first and last: the half-years it is for, None = any."""

    name: str
    kind: str
    protocol: str
    official: bool
    fields: tuple[Field, ...]
    informants: Mapping[str, str]
    first: HalfYear | None = None
    last: HalfYear | None = None

    @property
    def width(self) -> int:
        """The length of a whole record."""
        return sum(field.width for field in self.fields)

    @property
    def shortest(self) -> int:
        """How long a record is at least: up to the start of the help. Spaces at the end may have been cut off."""
        at = [field.column for field in self.fields].index("datum_aanvang")
        return sum(field.width for field in self.fields[: at + 1])

    def holds_for(self, period: HalfYear | None) -> bool:
        """Whether it is for this half-year."""
        return period is None or (self.first or period) <= period <= (self.last or period)

    def headings(self) -> dict[str, Field]:
        """The fields by heading, as headings are compared."""
        return {column_name(field.heading): field for field in self.fields}

    def cut(self, text: str) -> list[str]:
        """The values of one fixed-width record, in the order of the fields."""
        values, at = [], 0
        for field in self.fields:
            values.append(text[at : at + field.width].strip(BLANK))
            at += field.width
        return values


def read_layouts(folder: Path | None = None) -> tuple[Layout, ...]:
    """All layouts, the user's own first. Raises Problem for a faulty one."""
    own = own_folder(folder)
    mine = _in(own / "layouts") if own else {}
    ours = _in(files("uitkomst.intake") / "library" / "layouts")
    return tuple((mine | {name: layout for name, layout in ours.items() if name not in mine}).values())


def _in(folder: Traversable) -> dict[str, Layout]:
    if not folder.is_dir():
        return {}
    found = sorted((file for file in folder.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name)
    return {file.name.removesuffix(".toml"): _read(file) for file in found}


def _read(file: Traversable) -> Layout:
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8"))
        fields = tuple(Field(**field) for field in content["field"])
        layout = Layout(
            name=file.name.removesuffix(".toml"),
            kind=content["kind"],
            protocol=str(content["protocol"]),
            official=content["official"] is True,
            fields=fields,
            informants=content.get("informants", {}),
            first=_period(content.get("first_period")),
            last=_period(content.get("last_period")),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise Problem("layout_unreadable", file=file.name) from None
    if wrong := _fault(layout):
        raise Problem("layout_wrong", file=file.name, column=wrong)
    return layout


def _period(text: str | None) -> HalfYear | None:
    return HalfYear.parse(text) if text else None


def _fault(layout: Layout) -> str:
    """The column (or key) that is wrong in a layout, '' when none is."""
    if layout.kind not in ("fixed", "sheet"):
        return "kind"
    if not set(layout.informants.values()) <= set(_WHO):
        return "informants"
    places = [(field.column, field.measurement) for field in layout.fields if field.column]
    for field in layout.fields:
        known = (*_ANSWERS, "informant") if field.measurement else (*COLUMNS, "")
        placed = isinstance(field.width, int) and field.width > 0 if layout.kind == "fixed" else bool(column_name(field.heading))
        if field.column not in known or not placed or (field.column and places.count((field.column, field.measurement)) > 1):
            return field.column or "field"
        if field.measurement and ("informant", field.measurement) not in places:
            return "informant"
    headings = layout.headings()
    if layout.kind == "sheet" and len(headings) < len(layout.fields):
        return "heading"
    return next((column for column in _REQUIRED if (column, 0) not in places), "")


def plain_layout() -> Layout:
    """Our own plain format as a layout, for spreadsheets of an older kind."""
    fields = tuple(Field(column, heading=column, optional=column in EXTENSION) for column in COLUMNS)
    return Layout("", "sheet", "7", True, fields, {})


def read_with(seen: Inspection, layout: Layout) -> Inspection:
    """The file will be read with this layout; a signal when the layout is not official."""
    said = () if layout.official else (Early(0, "layout_not_official", "signal", "", layout.name[:40]),)
    return replace(seen, layout=layout, columns=COLUMNS, findings=(*seen.findings, *said))


def layout_of(inspection: Inspection) -> Layout:
    """The layout that a file is read with."""
    if not isinstance(inspection.layout, Layout):
        raise TypeError("this file has no layout")
    return inspection.layout


def to_line(layout: Layout, fields: Sequence[Field], number: int, values: Sequence[str], findings: Sequence[Early] = ()) -> Line:
    """The values of one record, in the order of ``fields``, as a line in the order of our columns."""
    filled = dict.fromkeys(COLUMNS, "")
    measured: dict[int, dict[str, str]] = {}
    for field, value in zip(fields, values, strict=True):
        if field.measurement:
            measured.setdefault(field.measurement, {})[field.column] = value
        elif field.column:
            filled[field.column] = value
    more = [*findings]
    for _, answers in sorted(measured.items()):
        more += _place(layout, answers, filled, number)
    return Line(number, list(filled.values()), tuple(more))


def _place(layout: Layout, answers: Mapping[str, str], filled: dict[str, str], number: int) -> list[Early]:
    """Put the answers of one measurement in the columns of who gave them; a signal when that is not clear."""
    given = {name: answers.get(name, "") for name in _ANSWERS if answers.get(name, "")}
    who = layout.informants.get(answers.get("informant", "").lstrip("0") or "-") or layout.informants.get(answers.get("informant", ""))
    if not given:
        return []
    if who is None or any(filled[f"{name}_{who}"] for name in _ANSWERS):
        return [Early(number, "informant_unclear", "signal", "", answers.get("informant", "")[:7])]
    filled.update({f"{name}_{who}": value for name, value in given.items()})
    return []
