"""A practitioner brings cases; the team sees what that practitioner opens, under another name; explanations and one change are noted.

Answers to questionnaires are never opened here: above each stands who reads it, and the team is not among them. What was opened closes
OPEN_DAYS after the talk; explanations and the change stay. Source: product (team, perverse incentives), issue "team talk".
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from uitkomst.care import queries, team_talks
from uitkomst.care.states import CaseKind
from uitkomst.care.types import BroughtCase, TeamTalk, Trajectory
from uitkomst.flows.care.act import client_id
from uitkomst.flows.one_act import one_act
from uitkomst.flows.refusals import NotFound, Refused
from uitkomst.intake.caseload.values import read_day
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.rights import Right
from uitkomst.organisations.team_members import teams_worked_in
from uitkomst.organisations.types import Organisation
from uitkomst.vocabulary.typed import clean

OPEN_DAYS = 30
AHEAD_DAYS = 60
"""How far ahead a talk can be planned; what is opened in it is open until OPEN_DAYS after it."""
LONGEST = 600
PARTS = ("about", "request", "goals", "ending")
"""What can be opened: kind of help and how long it runs; what was asked for; goals with their scores; how and why it ended."""
CALLED = (
    "Beuk", "Berk", "Eik", "Els", "Es", "Iep", "Linde", "Den", "Spar", "Wilg", "Hulst", "Hazelaar", "Kastanje", "Esdoorn", "Vlier",
    "Meidoorn", "Lijsterbes", "Populier", "Taxus", "Lariks",
)  # fmt: skip
"""Names for cases: trees, in the order in which they are brought."""


@dataclass(frozen=True, slots=True)
class CaseShown:
    """A case as this reader sees it. own: the reader is directly involved, and so gets the way to the client's page."""

    case: BroughtCase
    own: bool
    parts: tuple[str, ...]
    goals: tuple[tuple[str, str, tuple[tuple[str, int, int], ...]], ...]
    months: int
    request: str = ""
    what_next: str = ""


@dataclass(frozen=True, slots=True)
class TalkShown:
    """The page of a talk. mine: the reader's own clients that can still be brought. before: the talk before this one."""

    talk: TeamTalk
    cases: tuple[CaseShown, ...]
    mine: tuple[Trajectory, ...]
    before: TeamTalk | None
    is_open: bool


def list_talks(*, actor: Actor, now: datetime) -> tuple[list[TeamTalk], list[Organisation]]:
    """The talks and the teams of this person; holds no client."""
    today = timezone.localdate(now)
    return list(team_talks.talks(actor, today)[:30]), teams_worked_in(actor, today)


def start_talk(*, actor: Actor, now: datetime, team_id: int | str, held_on: str) -> TeamTalk:
    """A talk of one of the own teams on a day. Raises MayNot, NotFound, Refused (talk_no_day, talk_day_far)."""
    with one_act(actor, Right.CARE, now=now, action="C", event="talk.started", about="team_talk") as act:
        own = {str(team.pk): team.pk for team in teams_worked_in(actor, timezone.localdate(now))}
        if str(team_id) not in own:
            raise NotFound
        day = read_day(held_on)[0]
        if day is None:
            raise Refused("talk_no_day", field="held_on")
        if not _is_near(day, timezone.localdate(now)):
            raise Refused("talk_day_far", field="held_on", ahead=AHEAD_DAYS, back=OPEN_DAYS)
        made = team_talks.start(own[str(team_id)], day, by=actor.person_id, now=now)
        act.object_id = str(made.pk)
        return made


def show_talk(*, actor: Actor, now: datetime, talk_id: UUID | str) -> TalkShown:
    """One talk: cases under another name, with what was opened. Raises MayNot, NotFound."""
    with one_act(actor, Right.CARE, now=now, action="R", event="talk.shown", about="team_talk", object_id=talk_id) as act:
        talk, today = _talk(actor, talk_id, now), timezone.localdate(now)
        is_open = _is_near(talk.held_on, today)
        reached = set(queries.trajectories(actor).values_list("pk", flat=True))
        cases = tuple(_shown(one, one.trajectory_id in reached, is_open, today) for one in talk.cases.all())
        act.clients = sorted({client_id(one.case.trajectory.client) for one in cases if one.parts})
        brought = {one.case.trajectory_id for one in cases}
        mine = list(queries.trajectories(actor).filter(practitioner_id=actor.person_id).exclude(pk__in=brought))
        mine.sort(key=lambda one: (one.client.name.lower(), one.start_date))
        return TalkShown(talk, cases, tuple(mine), team_talks.before(talk), is_open)


def bring_case(
    *, actor: Actor, now: datetime, talk_id: UUID | str, trajectory_id: str, kind: str, why: str, parts: Sequence[str]
) -> BroughtCase:
    """Bring an own client under another name; again: open other parts. Raises MayNot, NotFound, Refused (talk_…)."""
    with one_act(actor, Right.CARE, now=now, action="U", event="talk.case_brought", about="team_talk", object_id=talk_id) as act:
        talk = _talk(actor, talk_id, now)
        trajectory = queries.trajectory(actor, trajectory_id) if trajectory_id else None
        if trajectory is None or trajectory.practitioner_id != actor.person_id:
            raise Refused("talk_not_chosen", field="trajectory")
        if kind not in tuple(CaseKind):
            raise Refused("talk_not_chosen", field="kind")
        act.clients, opened = [client_id(trajectory.client)], [part for part in PARTS if part in parts]
        act.detail = ", ".join(opened)
        text = _text(why, "why")
        _names_nobody(text, trajectory, "why")
        taken = {one.called for one in talk.cases.all()}
        called = next((name for name in CALLED if name not in taken), f"{CALLED[0]} {len(taken) + 1}")
        brought = team_talks.bring(talk, trajectory, CaseKind(kind), called=called, why=text, opened=opened, by=actor.person_id, now=now)
        if brought is None:
            raise Refused("talk_again")
        return brought


def take_back(*, actor: Actor, now: datetime, case_id: UUID | str) -> TeamTalk:
    """Take an own case out of the talk. Raises MayNot, NotFound."""
    with one_act(actor, Right.CARE, now=now, action="U", event="talk.case_taken_back", about="team_talk") as act:
        case = _case(actor, case_id, now)
        if case.brought_by_id != actor.person_id:
            raise NotFound
        act.object_id, act.clients = str(case.talk_id), [client_id(case.trajectory.client)]
        team_talks.take_back(case)
        return case.talk


def explain(*, actor: Actor, now: datetime, case_id: UUID | str, text: str) -> TeamTalk:
    """Write down what may explain a case. Raises MayNot, NotFound, Refused (talk_…)."""
    with one_act(actor, Right.CARE, now=now, action="U", event="talk.explained", about="team_talk") as act:
        case = _case(actor, case_id, now)
        act.object_id = str(case.talk_id)
        said = _text(text, f"text-{case.pk}")
        _names_nobody(said, case.trajectory, f"text-{case.pk}")
        team_talks.explain(case, said, now=now)
        return case.talk


def talk_of(*, actor: Actor, now: datetime, case_id: UUID | str) -> UUID:
    """The talk that a case is in; tells nothing of the case. Raises NotFound."""
    return _case(actor, case_id, now).talk_id  # type: ignore[no-any-return]


def note_change(*, actor: Actor, now: datetime, talk_id: UUID | str, typed: Mapping[str, str]) -> TeamTalk:
    """The one thing that the team will do differently. Raises MayNot, NotFound, Refused (talk_…)."""
    with one_act(actor, Right.CARE, now=now, action="U", event="talk.change_noted", about="team_talk", object_id=talk_id):
        talk = _talk(actor, talk_id, now)
        change, notice_by = _text(typed.get("change", ""), "change", 400), _text(typed.get("notice_by", ""), "notice_by", 400, needed=False)
        for case in talk.cases.all():
            _names_nobody(change, case.trajectory, "change")
            _names_nobody(notice_by, case.trajectory, "notice_by")
        team_talks.note_change(talk, change, notice_by)
        return talk


def _talk(actor: Actor, talk_id: UUID | str, now: datetime) -> TeamTalk:
    talk = team_talks.talk(actor, talk_id, timezone.localdate(now))
    if talk is None:
        raise NotFound
    return talk


def _case(actor: Actor, case_id: UUID | str, now: datetime) -> BroughtCase:
    case = team_talks.case(actor, case_id, timezone.localdate(now))
    if case is None:
        raise NotFound
    return case


def _is_near(day: date, today: date) -> bool:
    """Whether a talk on this day is one that something can be opened in."""
    return -OPEN_DAYS <= (day - today).days <= AHEAD_DAYS


def _shown(case: BroughtCase, own: bool, is_open: bool, today: date) -> CaseShown:
    """What was opened, and only while the talk is open."""
    parts = tuple(part for part in PARTS if is_open and part in case.opened)
    one = case.trajectory
    end = one.end_date or today
    months = max(0, (end.year - one.start_date.year) * 12 + end.month - one.start_date.month)
    return CaseShown(
        case,
        own,
        parts,
        tuple(_goals(one)) if "goals" in parts else (),
        months,
        _without_names(one.request_for_help, one) if "request" in parts else "",
        _without_names(one.what_next, one) if "ending" in parts else "",
    )


def _goals(one: Trajectory) -> list[tuple[str, str, tuple[tuple[str, int, int], ...]]]:
    """Each goal with the first and last score of each who scored it: two parents are two. Notes are not told."""
    found = []
    for goal in one.goals.all():
        sides: dict[tuple[str, int | None], list[int]] = {}
        for view in goal.views.all():
            sides.setdefault((view.side, view.informant_id), []).append(view.score)
        courses = tuple((side, scores[0], scores[-1]) for (side, _), scores in sides.items())
        found.append((_without_names(goal.text, one), goal.scale, courses))
    return found


def _text(text: str, field: str, most: int = LONGEST, *, needed: bool = True) -> str:
    found = clean(text)
    if needed and not found:
        raise Refused("talk_needed", field=field)
    if len(found) > most:
        raise Refused("talk_too_long", field=field, most=most)
    return found


def _names_nobody(text: str, trajectory: Trajectory, field: str) -> None:
    """No name or number of the client, nor of the parents."""
    if _without_names(text, trajectory) != text:
        raise Refused("talk_names", field=field)


def _without_names(text: str, trajectory: Trajectory) -> str:
    """The same text with "…" where it names the client or a parent."""
    client = trajectory.client
    names = {client.first_name, client.number, *(one.name for one in client.informants.all())}
    words = sorted({word for name in names for word in (name, *name.split()) if len(word) >= 3}, key=len, reverse=True)
    return re.sub(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)", "…", text, flags=re.IGNORECASE) if words else text
