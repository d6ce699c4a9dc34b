"""Reads and writes of the team talk, cut down to the teams in which somebody works."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Prefetch, QuerySet

from uitkomst.care.models import BroughtCase, Explanation, Goal, TeamTalk, Trajectory
from uitkomst.care.states import CaseKind
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.team_members import teams_worked_in


def talks(actor: Actor, on: date) -> QuerySet[TeamTalk]:
    """The talks of the teams in which this person works, the newest first."""
    return TeamTalk.objects.filter(team__in=teams_worked_in(actor, on)).select_related("team")


def unfinished(actor: Actor, on: date, *, first: date, last: date) -> list[TeamTalk]:
    """The talks on these days in which no change is noted yet, the newest first."""
    return list(talks(actor, on).filter(held_on__gte=first, held_on__lte=last, change=""))


def talk(actor: Actor, talk_id: UUID | str, on: date) -> TeamTalk | None:
    """One talk with its cases, or None when it is not there or not for this person."""
    goals = Goal.objects.prefetch_related("views")
    cases = BroughtCase.objects.select_related("trajectory__client").prefetch_related(
        "explanations", "trajectory__client__informants", Prefetch("trajectory__goals", goals)
    )
    try:
        return talks(actor, on).filter(pk=talk_id).prefetch_related(Prefetch("cases", cases)).first()
    except (ValidationError, ValueError):
        return None


def before(found: TeamTalk) -> TeamTalk | None:
    """The talk of this team before this one."""
    return TeamTalk.objects.filter(team_id=found.team_id, held_on__lt=found.held_on).first()


def case(actor: Actor, case_id: UUID | str, on: date) -> BroughtCase | None:
    """One case in a talk of this person's teams."""
    try:
        return BroughtCase.objects.filter(pk=case_id, talk__in=talks(actor, on)).select_related("talk", "trajectory__client").first()
    except (ValidationError, ValueError):
        return None


def start(team_id: int, held_on: date, *, by: int, now: datetime) -> TeamTalk:
    """A talk on this day, or the one that is there."""
    return TeamTalk.objects.get_or_create(team_id=team_id, held_on=held_on, defaults={"made_by_id": by, "made_at": now})[0]


def bring(
    found: TeamTalk, trajectory: Trajectory, kind: CaseKind, *, called: str, why: str, opened: list[str], by: int, now: datetime
) -> BroughtCase | None:
    """Bring a case; again changes what is opened. None when the name was taken by another in between."""
    told = {"kind": kind, "why": why, "opened": opened}
    try:
        with transaction.atomic():
            return BroughtCase.objects.update_or_create(
                talk=found, trajectory=trajectory, defaults=told,
                create_defaults={**told, "called": called, "brought_by_id": by, "brought_at": now},
            )[0]  # fmt: skip
    except IntegrityError:
        return None


def take_back(found: BroughtCase) -> None:
    """The case is not in the talk any more, nor what was said about it."""
    found.delete()


def explain(found: BroughtCase, text: str, *, now: datetime) -> None:
    """Write down a possible explanation; the same words again are the same."""
    Explanation.objects.get_or_create(case=found, text=text, defaults={"written_at": now})


def note_change(found: TeamTalk, change: str, notice_by: str) -> None:
    """What the team will do differently."""
    TeamTalk.objects.filter(pk=found.pk).update(change=change, notice_by=notice_by)
