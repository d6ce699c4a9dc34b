"""Clients of one practitioner: half-way, to be closed, without goals, at a standstill, closed; one link waits to be answered."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from datetime import date, datetime, timedelta
from importlib.resources import files
from typing import Any

from django.utils import timezone

from uitkomst.care import queries as care
from uitkomst.care.operations import informants
from uitkomst.care.rules import add_months
from uitkomst.care.types import Informant, Trajectory
from uitkomst.flows.care.add_client import add_client
from uitkomst.flows.care.closing import close_trajectory
from uitkomst.flows.care.fill_in import fill_in
from uitkomst.flows.care.goals import add_goal, sides_of, view_goals
from uitkomst.flows.care.invite_client import ask, invite_client
from uitkomst.flows.care.show_client import show_client
from uitkomst.organisations import queries as who
from uitkomst.organisations import team_members
from uitkomst.organisations.actor import Actor

ORDER = 20


def prepare(now: datetime, on_progress: Callable[[str, int, int], None]) -> None:
    """Put in every client of ``clients.toml``, as things would have gone."""
    person = next((one for one in who.demo_people() if one.email.startswith("sanne")), None)
    if person is None:
        return
    actor = who.actor_for(person, second_factor=True)
    found = tomllib.loads((files("uitkomst.flows.demo") / "clients.toml").read_text(encoding="utf-8"))["client"]
    for at, described in enumerate(found):
        on_progress("clients", at, len(found))
        _client(actor, described, now)


def _client(actor: Actor, described: dict[str, Any], now: datetime) -> None:
    start = add_months(timezone.localdate(now), -described["months_ago"])
    moment = _at(start)
    typed = {**described["typed"], "start_date": start.isoformat(), "born": _born(start, described["age"]).isoformat()}
    if "ends_in_days" in described:
        typed["expected_end"] = (timezone.localdate(now) + timedelta(days=described["ends_in_days"])).isoformat()
    if "team" in described and (own := team_members.teams_worked_in(actor, timezone.localdate(now))):
        typed["team"] = str(own[0].pk)
    made = add_client(actor=actor, now=moment, typed=typed)
    for goal in described.get("goals", ()):
        add_goal(actor=actor, now=moment, trajectory_id=made.pk, typed=goal)
    for view in described.get("views", ()):
        _views(actor, made, view, _at(add_months(start, view["after_months"])))
    for answered in described.get("answers", ()):
        _answers(actor, _fresh(actor, made), answered, _at(add_months(start, answered["after_months"]), 18))
    if "asked" in described:
        _ask(actor, _fresh(actor, made), described["asked"], now)
    if "closed" in described:
        closed = _at(add_months(start, described["closed"]["after_months"]))
        typed = {**described["closed"]["typed"], "end_date": closed.date().isoformat()}
        close_trajectory(actor=actor, now=closed, trajectory_id=made.pk, typed=typed)
        show_client(actor=actor, now=closed + timedelta(days=1), trajectory_id=made.pk, reads=True)


def _views(actor: Actor, made: Trajectory, view: dict[str, Any], moment: datetime) -> None:
    """``scores``: per side (young_person, parent, practitioner) a score for each goal."""
    whole = _fresh(actor, made)
    sides = {side.value: name for name, (side, _) in sides_of(whole).items()}
    typed = {
        f"{goal.pk}:{sides[side]}": str(score)
        for side, scores in view["scores"].items()
        for goal, score in zip(whole.goals.all(), scores, strict=True)
    }
    view_goals(actor=actor, now=moment, trajectory_id=made.pk, typed=typed)


def _answers(actor: Actor, made: Trajectory, answered: dict[str, Any], moment: datetime) -> None:
    invitation = ask(made, _informant(made, answered["who"]), answered["moment"], answered["how"], now=moment, by=None)
    fill_in(invitation, answered["given"], prefix="", now=moment, by=None, present=answered["how"] == "tablet")
    if answered.get("wants_news"):
        informants.set_wants_news(invitation.informant, True)


def _ask(actor: Actor, made: Trajectory, asked: dict[str, Any], now: datetime) -> None:
    invite_client(
        actor=actor, now=now, trajectory_id=made.pk, informant_id=_informant(made, asked["who"]).pk,
        moment=asked["moment"], channel=asked["how"],
    )  # fmt: skip


def _informant(made: Trajectory, kind: str) -> Informant:
    return next(one for one in made.client.informants.all() if one.kind == kind)


def _fresh(actor: Actor, made: Trajectory) -> Trajectory:
    found = care.trajectory(actor, made.pk)
    assert found is not None
    return found


def _born(start: date, age: int) -> date:
    return date(start.year - age, 3, 15)


def _at(day: date, hour: int = 11) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day, hour))
