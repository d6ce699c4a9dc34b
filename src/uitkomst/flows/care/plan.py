"""Each day: make the invitations whose moment has come. Running it twice makes nothing twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from uitkomst.care import queries
from uitkomst.care.operations import asking as operations
from uitkomst.care.rules import CHILD_ANSWERS_FROM, LATE_DAYS, Ask, add_months, age_on, is_late, plan
from uitkomst.care.states import Channel, InformantKind, Moment
from uitkomst.care.stops import why_not
from uitkomst.care.types import Informant, Trajectory
from uitkomst.flows.care.together import asked_elsewhere
from uitkomst.flows.care.ways import channel_of
from uitkomst.questionnaires import current_for
from uitkomst.records import audit
from uitkomst.vocabulary.channels import way

_AHEAD_MONTHS = 12
AT_ONCE = 1000
"""Trajectories that are looked at in one go."""


def run_plan(*, now: datetime) -> int:
    """Note what expired and make what is due; returns how many invitations are new. So many trajectories at once are a transaction."""
    today, made = timezone.localdate(now), 0
    operations.stop_expired(now)
    for some in queries.running(today, AT_ONCE):
        new = [_make(one, informant, ask) for one in some for informant, ask in _not_asked(one, today)]
        if new:
            with transaction.atomic():
                made += len(operations.add_invitations(new, now=now))
    if made:
        audit.record(None, now=now, action="C", event="plan.run", object_type="invitation", detail=str(made))
    return made


def _not_asked(trajectory: Trajectory, today: date) -> Iterator[tuple[Informant, Ask]]:
    yield from ((informant, ask) for informant, ask in wanted(trajectory, today) if not _asked_before(trajectory, informant, ask))


def wanted(trajectory: Trajectory, today: date) -> Iterator[tuple[Informant, Ask]]:
    """Who is to be asked what, as far as the plan goes; what was asked already is among it."""
    asks = plan(
        trajectory.start_date, trajectory.expected_end, trajectory.end_date, trajectory.every_months, trajectory.follow_up_months, today
    )
    closed_on = timezone.localdate(trajectory.closed_at) if trajectory.closed_at else None
    newest = {ask.moment: ask for ask in asks if not is_late(ask, closed_on, today)}
    for informant in trajectory.client.informants.all():
        if _by_itself(informant, today):
            yield from ((informant, ask) for ask in newest.values() if not asked_elsewhere(trajectory, ask.moment))


def coming(trajectory: Trajectory, today: date) -> list[tuple[Informant, Ask]]:
    """What the plan will ask next: for each person who is asked by itself the first moment after today of each kind."""
    found: list[tuple[Informant, Ask]] = []
    asks = plan(
        trajectory.start_date, trajectory.expected_end, trajectory.end_date, trajectory.every_months, trajectory.follow_up_months,
        add_months(today, _AHEAD_MONTHS),
    )  # fmt: skip
    for informant in trajectory.client.informants.all():
        if _by_itself(informant, today):
            following: dict[Moment, Ask] = {}
            for ask in asks:
                if ask.on > today and not asked_elsewhere(trajectory, ask.moment):
                    following.setdefault(ask.moment, ask)
            found += [(informant, ask) for ask in following.values() if not _asked_before(trajectory, informant, ask)]
    return sorted(found, key=lambda pair: pair[1].on)


def _by_itself(informant: Informant, today: date) -> bool:
    """A young child is not asked unless the practitioner does so; nor is who has no channel."""
    if not way(informant.channel).asks or why_not(informant, Channel(informant.channel)):
        return False
    age = age_on(informant.client.born, today)
    return informant.kind != InformantKind.YOUNG_PERSON or (age is not None and age >= CHILD_ANSWERS_FROM)


def _make(trajectory: Trajectory, informant: Informant, ask: Ask) -> operations.Wanted:
    questionnaire = current_for(ask.moment, informant.kind)[0]
    return operations.Wanted(trajectory, informant, questionnaire.id, ask.moment, channel_of(informant), ask.on)


def _asked_before(trajectory: Trajectory, informant: Informant, ask: Ask) -> bool:
    """Whether this person was asked at this moment, by the plan or by hand: at the start only once, whatever the dates become; in
    between once a day planned; at the end once, and again when the end turns out to be much later."""
    others = [one for one in trajectory.invitations.all() if one.informant_id == informant.pk and one.moment == ask.moment]
    if ask.moment is Moment.PROGRESS:
        return any(abs(one.due_on - ask.on) < timedelta(days=21) for one in others)
    if ask.moment is Moment.END:
        return any(one.due_on >= ask.on - timedelta(days=LATE_DAYS) for one in others)
    return bool(others)
