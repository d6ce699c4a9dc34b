"""Norms of licensed instruments (SDQ, CBCL, OBVL …), from a file that the provider has. Items and norms are never shipped.

A norm belongs to one scale of one instrument, one informant, and an age and sex. Whatever is missing refuses the whole file: a change
computed with half a norm says nothing. Source: reference domain 1.5; Jacobson & Truax (1991).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, TypeVar

COLUMNS = (
    "instrument", "scale", "informant", "sex", "age_from", "age_to", "lowest", "highest", "direction", "mean", "sd", "reliability",
    "cut_offs", "source", "version",
)  # fmt: skip
"""All needed. cut_offs: ``60=borderline, 64=clinical``, or ``none`` when the manual has none."""
DELIVERED_AS = "delivered_as"
"""May be there and be empty: the name under which this scale goes into deliveries, as the norm table of the figures has it."""
INFORMANTS = ("young_person", "parent")
DIRECTIONS = ("higher_is_more_problems", "higher_is_fewer_problems")
NO_CUT_OFFS = "none"
LONGEST = {DELIVERED_AS: 40, "instrument": 40, "scale": 40, "source": 300, "version": 40}
_Key = TypeVar("_Key")
_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")
_CUT_OFF = re.compile(r"\s*(-?\d+(?:[.,]\d+)?)\s*=\s*([^=,;]{1,40}?)\s*")


@dataclass(frozen=True, slots=True)
class Norm:
    """One line of a norm file. cut_offs: (score, what the manual calls what begins there), from low to high.

    delivered_as: the name of the scale in deliveries; "" when it does not go into them.
    """

    instrument: str
    scale: str
    informant: str
    sex: str
    age_from: int
    age_to: int
    lowest: float
    highest: float
    direction: str
    mean: float
    sd: float
    reliability: float
    cut_offs: tuple[tuple[float, str], ...]
    source: str
    version: str
    delivered_as: str = ""

    def as_stored(self) -> dict[str, Any]:
        """Plain data for a column."""
        return asdict(self)

    @property
    def key(self) -> tuple[str, str]:
        """Instrument and scale."""
        return self.instrument, self.scale


@dataclass(frozen=True, slots=True)
class NormFault:
    """What is wrong with a norm file. line 0: the file. code: column_missing, empty, no_number, not_in_list, order, outside, twice …"""

    line: int
    code: str
    column: str = ""
    value: str = ""


def from_stored(kept: Mapping[str, Any]) -> Norm:
    """A norm from what was kept of it."""
    return Norm(**{**kept, "cut_offs": tuple((float(score), str(name)) for score, name in kept["cut_offs"])})


def read_norms(headings: Sequence[str], rows: Iterable[tuple[int, Sequence[str]]]) -> tuple[list[Norm], list[NormFault]]:
    """The norms in a table: (norms, faults). With any fault there are no norms."""
    names = [heading.strip().lower() for heading in headings]
    faults = [NormFault(0, "column_missing", column) for column in COLUMNS if column not in names]
    if faults:
        return [], faults
    norms: list[Norm] = []
    for line, cells in rows:
        row = {column: _cell(names, cells, column) for column in (*COLUMNS, DELIVERED_AS)}
        wrong = list(_faults(line, row))
        faults += wrong
        if not wrong:
            norms.append(_norm(row))
    faults += _together(norms)
    if not norms and not faults:
        faults = [NormFault(0, "no_lines")]
    return ([], faults) if faults else (norms, [])


def _cell(names: Sequence[str], cells: Sequence[str], column: str) -> str:
    return cells[names.index(column)].strip() if column in names and names.index(column) < len(cells) else ""


def _faults(line: int, row: Mapping[str, str]) -> Iterator[NormFault]:
    for column in (*COLUMNS, DELIVERED_AS):
        if not row[column] and column != DELIVERED_AS:
            yield NormFault(line, "empty", column)
        elif len(row[column]) > LONGEST.get(column, 300):
            yield NormFault(line, "too_long", column)
    lists = {"informant": INFORMANTS, "sex": ("V", "M", "O", "*"), "direction": DIRECTIONS}
    for column, among in lists.items():
        if row[column] and row[column] not in among:
            yield NormFault(line, "not_in_list", column, ", ".join(among))
    wrong = [name for name in ("age_from", "age_to") if row[name] and not re.fullmatch(r"\d{1,2}", row[name])]
    wrong += [name for name in ("lowest", "highest", "mean", "sd", "reliability") if row[name] and not _NUMBER.fullmatch(row[name])]
    yield from (NormFault(line, "no_number", column, row[column][:40]) for column in wrong)
    if row["cut_offs"] not in ("", NO_CUT_OFFS) and _cut_offs(row["cut_offs"]) is None:
        yield NormFault(line, "no_cut_offs", "cut_offs", row["cut_offs"][:40])
    elif not wrong and all(row[column] for column in COLUMNS):
        yield from _ranges(line, row)


def _ranges(line: int, row: Mapping[str, str]) -> Iterator[NormFault]:
    """Numbers that cannot be together."""
    lowest, highest, mean = _value(row["lowest"]), _value(row["highest"]), _value(row["mean"])
    if int(row["age_from"]) > int(row["age_to"]):
        yield NormFault(line, "order", "age_to")
    if lowest >= highest:
        yield NormFault(line, "order", "highest")
    elif not lowest <= mean <= highest:
        yield NormFault(line, "outside", "mean", row["mean"])
    if _value(row["sd"]) <= 0:
        yield NormFault(line, "not_above_zero", "sd", row["sd"])
    if not 0 < _value(row["reliability"]) < 1:
        yield NormFault(line, "no_share", "reliability", row["reliability"])
    scores = [score for score, _ in _cut_offs(row["cut_offs"]) or ()]
    if any(not lowest <= score <= highest for score in scores) or len(set(scores)) < len(scores):
        yield NormFault(line, "outside", "cut_offs", row["cut_offs"][:40])


def _together(norms: Sequence[Norm]) -> Iterator[NormFault]:
    """Lines that say different things about the same: no one knows which holds."""
    for key, of in _grouped(norms, lambda one: one.key).items():
        if len({(one.direction, one.lowest, one.highest) for one in of}) > 1:
            yield NormFault(0, "differs", "direction", " ".join(key))
        if len({one.delivered_as for one in of}) > 1:
            yield NormFault(0, "differs", DELIVERED_AS, " ".join(key))
    # A name in deliveries is of one scale, or nobody knows what the figures are about.
    for name, of in _grouped((one for one in norms if one.delivered_as), lambda one: one.delivered_as).items():
        if len({one.key for one in of}) > 1:
            yield NormFault(0, "differs", DELIVERED_AS, name)
    for who, of in _grouped(norms, lambda one: (*one.key, one.informant, one.sex)).items():
        yield from (NormFault(0, "twice", "age_from", f"{' '.join(who)} {one.age_from}") for one in _overlapping(of))
    for instrument, of in _grouped(norms, lambda one: one.instrument).items():
        if len({(one.source, one.version) for one in of}) > 1:
            yield NormFault(0, "differs", "version", instrument)


def _grouped(norms: Iterable[Norm], by: Callable[[Norm], _Key]) -> dict[_Key, list[Norm]]:
    found: dict[_Key, list[Norm]] = {}
    for one in norms:
        found.setdefault(by(one), []).append(one)
    return found


def _overlapping(norms: Iterable[Norm]) -> Iterator[Norm]:
    """Those that begin at an age of which another one tells already."""
    told = -1
    for one in sorted(norms, key=lambda one: one.age_from):
        if one.age_from <= told:
            yield one
        told = max(told, one.age_to)


def _norm(row: Mapping[str, str]) -> Norm:
    numbers = {name: _value(row[name]) for name in ("lowest", "highest", "mean", "sd", "reliability")}
    words = {name: row[name] for name in ("instrument", "scale", "informant", "sex", "direction", "source", "version", DELIVERED_AS)}
    cut_offs = tuple(sorted(_cut_offs(row["cut_offs"]) or ()))
    return Norm(**words, **numbers, age_from=int(row["age_from"]), age_to=int(row["age_to"]), cut_offs=cut_offs)  # type: ignore[arg-type]


def _cut_offs(text: str) -> list[tuple[float, str]] | None:
    """The cut-offs in words of the file; empty for ``none``; None when it cannot be read."""
    if text == NO_CUT_OFFS:
        return []
    found = [_CUT_OFF.fullmatch(part) for part in re.split(r"[;]|,(?!\d)", text)]
    return [(_value(one[1]), one[2]) for one in found if one] if all(found) else None


def _value(text: str) -> float:
    return float(text.replace(",", "."))


def norm_for(norms: Iterable[Norm], instrument: str, scale: str, informant: str, sex: str, age: int | None) -> Norm | None:
    """The norm that holds for somebody: of the own sex before the one for all. None: there is none, and nothing is computed."""
    if age is None:
        return None
    fits = [one for one in norms if one.key == (instrument, scale) and one.informant == informant and one.age_from <= age <= one.age_to]
    return next((one for one in fits if one.sex == sex), next((one for one in fits if one.sex == "*"), None))


def area(norm: Norm, score: float) -> str:
    """What the manual calls the area in which a score lies; "" below the first cut-off (or above it, when lower is more problems)."""
    if norm.direction == "higher_is_more_problems":
        return next((name for limit, name in reversed(norm.cut_offs) if score >= limit), "")
    return next((name for limit, name in norm.cut_offs if score <= limit), "")
