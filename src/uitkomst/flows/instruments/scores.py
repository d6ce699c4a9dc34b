"""Scores of instruments: by hand at a client, and from a file for many. The items are filled in elsewhere; here comes the score alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.utils import timezone

from uitkomst.care import scores as care
from uitkomst.care.named import clients_with_numbers, informant_named
from uitkomst.care.operations import scores as operations
from uitkomst.care.rules import age_on
from uitkomst.care.types import Client, Informant, Trajectory
from uitkomst.flows.care import typed as read
from uitkomst.flows.care.act import client_id, trajectory_act
from uitkomst.flows.instruments.change import ScaleShown, scales
from uitkomst.flows.instruments.table import received_table, unread
from uitkomst.flows.one_act import one_act
from uitkomst.flows.refusals import NotFound, Refused
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.rights import Right
from uitkomst.questionnaires.norms import Norm, norm_for

COLUMNS = ("client_number", "instrument", "scale", "informant", "date", "score")
PARENT = "parent_name"
"""A column that may be there: which parent, when a client has more than one."""
_SCORE = re.compile(r"-?\d{1,5}(?:[.,]\d)?")


@dataclass(frozen=True, slots=True)
class ScoresShown:
    """The page of scores of one trajectory. choices: instrument and scale that can be entered for each kind of informant."""

    trajectory: Trajectory
    scales: tuple[ScaleShown, ...]
    choices: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ScoreFault:
    """What is wrong with a line of a score file. line 0: the file."""

    line: int
    code: str
    column: str = ""


class ScoresRefused(Refused):
    """The file is not right: no score of it was kept. faults: by line."""

    def __init__(self, faults: Sequence[ScoreFault]) -> None:
        super().__init__("scores_faulty", number=len(faults))
        self.faults = tuple(faults)


def show_scores(*, actor: Actor, now: datetime, trajectory_id: UUID | str) -> ScoresShown:
    """All scores of a trajectory with what changed. Raises MayNot, NotFound."""
    with trajectory_act(actor, now, trajectory_id, action="R", event="scores.shown") as (_, trajectory):
        norms = care.norms(trajectory.client.provider_id)
        found = scales(trajectory.client, care.scores_of(trajectory), norms)
        return ScoresShown(trajectory, tuple(found), tuple(sorted({norm.key for norm in norms})))


def on_time_line(trajectory: Trajectory) -> list[ScaleShown]:
    """The same for the page of a trajectory, inside its own act."""
    found = care.scores_of(trajectory)
    return scales(trajectory.client, found, care.norms(trajectory.client.provider_id)) if found else []


def enter_score(*, actor: Actor, now: datetime, trajectory_id: UUID | str, typed: Mapping[str, str]) -> Trajectory:
    """One score: fields ``what`` (number of the choice), ``who``, ``taken_on``, ``score``. Raises MayNot, NotFound, Refused."""
    with trajectory_act(actor, now, trajectory_id, action="C", event="score.entered") as (act, trajectory):
        norms = care.norms(trajectory.client.provider_id)
        keys = {"|".join(key): key for key in {norm.key for norm in norms}}
        key = keys[read.chosen(typed, "what", keys)]
        people = {str(one.pk): one for one in trajectory.client.informants.all()}
        informant = people[read.chosen(typed, "who", people)]
        day = read.needed_day(typed, "taken_on")
        if day > timezone.localdate(now) or day < trajectory.start_date or (trajectory.end_date and day > trajectory.end_date):
            raise Refused("score_day", field="taken_on")
        value = _value(read.needed(typed, "score", 10))
        norm = _norm(norms, key, trajectory.client, informant, day)
        if norm is None:
            raise Refused("score_no_norm", field="what")
        if value is None or not norm.lowest <= value <= norm.highest:
            raise Refused("score_outside", field="score", lowest=_plain(norm.lowest), highest=_plain(norm.highest))
        act.detail = " ".join(key)
        act.unlogged = not operations.put_scores([(trajectory, informant, key, day, value)], by=actor.person_id, now=now)
        return trajectory


def drop_score(*, actor: Actor, now: datetime, trajectory_id: UUID | str, score_id: str) -> None:
    """It was a mistake. Raises MayNot, NotFound."""
    with trajectory_act(actor, now, trajectory_id, action="D", event="score.dropped") as (_, trajectory):
        if not score_id.isdigit() or not operations.drop_score(trajectory, int(score_id), by=actor.person_id, now=now):
            raise NotFound


def import_scores(*, actor: Actor, now: datetime, name: str, chunks: Iterable[bytes]) -> tuple[int, int]:
    """Scores of many clients from a file, whole or not at all; the same file again changes nothing. Returns (new or changed, lines).

    Raises MayNot, ScoresRefused, Refused.
    """
    with one_act(actor, Right.KEEP_REGISTER, now=now, action="C", event="scores.imported", about="register") as act:
        table = received_table(name, chunks)
        headings = [heading.strip().lower() for heading in table.headings]
        if missing := [ScoreFault(0, "column_missing", column) for column in COLUMNS if column not in headings]:
            raise ScoresRefused(missing)
        rows = [(row.line, dict(zip(headings, (cell.strip() for cell in row.cells), strict=False))) for row in table.rows]
        clients = clients_with_numbers(actor.organisation_id, (row["client_number"] for _, row in rows))
        norms, today = care.norms(actor.organisation_id), timezone.localdate(now)
        read_ = [_read(line, row, clients, norms, today) for line, row in rows]
        faults = [ScoreFault(*one) for one in unread(table)] + [one for one in read_ if isinstance(one, ScoreFault)]
        if faults or not rows:
            raise ScoresRefused(sorted(faults, key=lambda one: one.line) or [ScoreFault(0, "no_lines")])
        lines = [one for one in read_ if not isinstance(one, ScoreFault)]
        changed = operations.put_scores(lines, by=actor.person_id, now=now, source="file")
        act.clients = sorted({client_id(one[0].client) for one in lines})
        act.detail = f"{changed} of {len(lines)}"
        return changed, len(lines)


def _read(
    line: int, row: Mapping[str, str], clients: Mapping[str, Client], norms: Sequence[Norm], today: date
) -> operations.ScoreLine | ScoreFault:
    client = clients.get(row["client_number"])
    if client is None:
        return ScoreFault(line, "client_unknown", "client_number")
    try:
        day = read.day(row, "date")
    except Refused:
        day = None
    if day is None or day > today:
        return ScoreFault(line, "no_day", "date")
    trajectory = care.running_on(client, day)
    if trajectory is None:
        return ScoreFault(line, "no_help_then", "date")
    informant = informant_named(client, row["informant"], row.get(PARENT, ""))
    if informant is None:
        return ScoreFault(line, "informant_unknown", "informant")
    key, value = (row["instrument"], row["scale"]), _value(row["score"])
    norm = _norm(norms, key, client, informant, day)
    if norm is None:
        return ScoreFault(line, "no_norm", "instrument")
    if value is None or not norm.lowest <= value <= norm.highest:
        return ScoreFault(line, "outside", "score")
    return trajectory, informant, key, day, value


def _norm(norms: Sequence[Norm], key: tuple[str, str], client: Client, informant: Informant, day: date) -> Norm | None:
    return norm_for(norms, *key, informant.kind, client.sex, age_on(client.born, day))


def _value(text: str) -> Decimal | None:
    return Decimal(text.replace(",", ".")) if _SCORE.fullmatch(text.strip()) else None


def _plain(number: float) -> str:
    return f"{number:g}"
