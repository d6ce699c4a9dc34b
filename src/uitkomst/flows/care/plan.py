"""Each day: make the invitations whose moment has come. Running it twice makes nothing twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from uitkomst.care import queries
from uitkomst.care.operations import asking as operations
from uitkomst.care.rules import CHILD_ANSWERS_FROM, LATE_DAYS, Ask, add_months, age_on, plan
from uitkomst.care.states import Channel, InformantKind, Moment
from uitkomst.care.stops import why_not
from uitkomst.care.types import Informant, Trajectory
from uitkomst.questionnaires import current_for
from uitkomst.records import audit

_AHEAD_MONTHS = 12


def run_plan(*, now: datetime) -> int:
    """Note what expired and make what is due; returns how many invitations are new. Each trajectory is a transaction of its own."""
    today, made = timezone.localdate(now), 0
    operations.stop_expired(now)
    for trajectory in queries.running(today):
        new = [(informant, ask) for informant, ask in wanted(trajectory, today) if not _asked_before(trajectory, informant, ask)]
        if new:
            with transaction.atomic():
                made += sum(_make(trajectory, informant, ask, now) for informant, ask in new)
    if made:
        audit.record(None, now=now, action="C", event="plan.run", object_type="invitation", detail=str(made))
    return made


def wanted(trajectory: Trajectory, today: date) -> Iterator[tuple[Informant, Ask]]:
    """Who is to be asked what, as far as the plan goes; what was asked already is among it."""
    asks = plan(
        trajectory.start_date, trajectory.expected_end, trajectory.end_date, trajectory.every_months, trajectory.follow_up_months, today
    )
    newest = {ask.moment: ask for ask in asks if (today - ask.on).days <= LATE_DAYS}
    for informant in trajectory.client.informants.all():
        if _by_itself(informant, today):
            yield from ((informant, ask) for ask in newest.values())


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
                if ask.on > today:
                    following.setdefault(ask.moment, ask)
            found += [(informant, ask) for ask in following.values() if not _asked_before(trajectory, informant, ask)]
    return sorted(found, key=lambda pair: pair[1].on)


def _by_itself(informant: Informant, today: date) -> bool:
    """A young child is not asked unless the practitioner does so; nor is who has no channel."""
    if informant.channel == Channel.NONE or why_not(informant, Channel(informant.channel)):
        return False
    age = age_on(informant.client.born, today)
    return informant.kind != InformantKind.YOUNG_PERSON or (age is not None and age >= CHILD_ANSWERS_FROM)


def _make(trajectory: Trajectory, informant: Informant, ask: Ask, now: datetime) -> bool:
    questionnaire = current_for(ask.moment, informant.kind)[0]
    channel = Channel(informant.channel) if informant.channel != Channel.EMAIL or informant.email else Channel.TABLET
    _, made = operations.add_invitation(
        trajectory, informant, questionnaire=questionnaire.id, moment=ask.moment, channel=channel, on=ask.on, now=now, by=None
    )
    return made


def _asked_before(trajectory: Trajectory, informant: Informant, ask: Ask) -> bool:
    """Whether this person was asked at this moment, by the plan or by hand: at the start and the end only once, whatever the dates
    become; in between once a day planned."""
    others = [one for one in trajectory.invitations.all() if one.informant_id == informant.pk and one.moment == ask.moment]
    if ask.moment is Moment.PROGRESS:
        return any(abs(one.due_on - ask.on) < timedelta(days=21) for one in others)
    return bool(others)
