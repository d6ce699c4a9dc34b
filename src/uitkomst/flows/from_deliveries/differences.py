"""Rows of a delivery beside the register: what it fills in, what it says otherwise, and help that the register does not have. Pure.

What a person typed is never proposed to be changed: it stands there with what the delivery says, and somebody may choose so. The end of
what was closed here is not changed at all.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as made_with
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from uitkomst.care.from_deliveries import Known
from uitkomst.care.types import Trajectory

CLIENT_FIELDS = {"birth": "born", "sex": "sex", "postcode": "postcode", "municipality": "municipality"}
TRAJECTORY_FIELDS = {
    "referrer": "referrer", "crisis": "crisis", "end_date": "end_date", "end_reason": "end_reason", "intervention": "intervention",
    "target_group": "target_group", "team": "team_id",
}  # fmt: skip
_END = ("end_date", "end_reason")
_UNKNOWN = frozenset({"", "00000000"})


class Kind(StrEnum):
    """fill: the register has nothing. newer: a file said otherwise before. differs: a person typed otherwise. closed: settled here.

    trajectory: help that the register does not have.
    """

    FILL = "fill"
    NEWER = "newer"
    DIFFERS = "differs"
    CLOSED = "closed"
    TRAJECTORY = "trajectory"


PROPOSED = (Kind.FILL, Kind.NEWER)
"""Ticked from the start."""
CAN_BE_TAKEN = (*PROPOSED, Kind.DIFFERS, Kind.TRAJECTORY)


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that a delivery says and the register does not. record: the number of the trajectory, or of the client for its own fields.

    told: of help that the register does not have, all its fields. values are as the register writes them.
    """

    kind: Kind
    client: UUID
    number: str
    form: str
    start: date | None
    record: UUID | None
    field: str
    old: str
    new: str
    told: Mapping[str, Any] = made_with(default_factory=dict, hash=False)

    @property
    def key(self) -> str:
        """What a form calls this line: another one when anything of it is different meanwhile."""
        said = "|".join(str(part) for part in (self.client, self.record, self.form, self.start, self.field, self.old, self.new))
        return hashlib.sha256(said.encode()).hexdigest()[:20]


def differences(rows: Iterable[Mapping[str, Any]], known: Mapping[str, Known], teams: Mapping[str, int]) -> list[Line]:
    """All lines, by client number. rows: of one delivery, the last of each trajectory; teams: number by its words in small letters."""
    found: dict[Line, None] = {}
    for row in rows:
        if held := known.get(row["client"]):
            for line in (*_of_client(row, held), *_of_trajectory(row, held, teams)):
                found.setdefault(line)
    return sorted(found, key=lambda line: (line.number, line.start or date.min, line.form, line.field))


def _of_client(row: Mapping[str, Any], held: Known) -> Iterator[Line]:
    for column, name in CLIENT_FIELDS.items():
        new, old = row[column] or "", getattr(held.client, name)
        if new not in _UNKNOWN and new != old:
            kind = _kind(held, str(held.client.pk), name, old)
            yield Line(kind, held.client.pk, held.client.number, "", None, held.client.pk, name, old, new)


def _of_trajectory(row: Mapping[str, Any], held: Known, teams: Mapping[str, int]) -> Iterator[Line]:
    same = next((one for one in held.trajectories if (one.form_of_help, one.start_date) == (row["form"], row["start_date"])), None)
    client = held.client
    if same is None:
        told = {name: value for column, name in TRAJECTORY_FIELDS.items() if (value := _value(row, column, teams)) not in (None, "")}
        if held.trajectories:
            yield Line(Kind.TRAJECTORY, client.pk, client.number, row["form"], row["start_date"], None, "", "", "", told)
        return
    for column, name in TRAJECTORY_FIELDS.items():
        old, new = getattr(same, name), _value(row, column, teams)
        if new not in (None, "") and new != old:
            kind = Kind.CLOSED if name in _END and same.closed_at else _kind(held, str(same.pk), name, old)
            if kind is not Kind.FILL or _may_fill(same, name, row):
                yield Line(kind, client.pk, client.number, row["form"], row["start_date"], same.pk, name, _text(old), _text(new))


def _may_fill(same: Trajectory, name: str, row: Mapping[str, Any]) -> bool:
    """A reason for the end is filled in together with the end, or where there is one."""
    return name != "end_reason" or bool(same.end_date or row["end_date"])


def _kind(held: Known, record: str, name: str, old: object) -> Kind:
    if old in (None, ""):
        return Kind.FILL
    return Kind.NEWER if (record, name) in held.from_file else Kind.DIFFERS


def _value(row: Mapping[str, Any], column: str, teams: Mapping[str, int]) -> Any:
    found = row[column]
    if column == "crisis":
        return None if found is None else "01" if found else "02"
    return teams.get((found or "").strip().lower()) if column == "team" else found


def _text(value: object) -> str:
    return "" if value is None else str(value)
