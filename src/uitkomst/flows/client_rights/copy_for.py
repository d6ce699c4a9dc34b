"""A copy of what is kept about a client, for one person: never what another informant said, and never who else is asked.

Source: Jeugdwet 7.3.10 (see and get a copy, as far as another's private life is not harmed); product, principle 8.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from uitkomst.care import rights
from uitkomst.care.types import Client, Informant, Trajectory
from uitkomst.flows.care.act import client_id as in_log
from uitkomst.flows.one_act import one_act
from uitkomst.flows.refusals import NotFound
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.rights import Right
from uitkomst.records.looks import looks_at


@dataclass(frozen=True, slots=True)
class GoalCopied:
    """A goal with the own views and those of the practitioner: (day, whose, score, note)."""

    text: str
    scale: str
    views: tuple[tuple[str, str, int, str], ...]


@dataclass(frozen=True, slots=True)
class AnswerCopied:
    """An answer as it was given."""

    day: str
    question: str
    said: str


@dataclass(frozen=True, slots=True)
class TrajectoryCopied:
    """One trajectory of help. some_hidden: there are answers that count in the total alone; not how many or to what."""

    form_of_help: str
    start_date: str
    end_date: str
    end_reason: str
    request_for_help: str
    practitioner: str
    goals: tuple[GoalCopied, ...]
    answers: tuple[AnswerCopied, ...]
    some_hidden: bool
    asked: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Copy:
    """The copy for one person. looks: who looked at (R) or changed it, and when, from the log."""

    made_on: str
    for_whom: str
    client: dict[str, str]
    own: dict[str, str]
    trajectories: tuple[TrajectoryCopied, ...]
    history: tuple[tuple[str, str, str, str], ...]
    looks: tuple[tuple[str, str, str], ...] = field(default=())

    def as_data(self) -> dict[str, Any]:
        """Plain data, to take along."""
        return asdict(self)


def copy_for(*, actor: Actor, now: datetime, client_id: UUID | str, informant_id: int | str) -> Copy:
    """The copy that a practitioner hands over. Answers that count in the total alone are not in it, nor to which questions: the
    practitioner may not read them. Raises MayNot, NotFound."""
    with one_act(actor, Right.CARE, now=now, action="R", event="client.copied", about="client", object_id=client_id) as act:
        client = rights.whole_client(actor, client_id)
        informant = next((one for one in client.informants.all() if str(one.pk) == str(informant_id)), None) if client else None
        if client is None or informant is None:
            raise NotFound
        act.clients, act.detail = [in_log(client)], informant.kind
        return make_copy(client, informant, now=now)


def make_copy(client: Client, informant: Informant, *, now: datetime) -> Copy:
    """The copy itself."""
    fields = ("number", "first_name", "born", "sex", "postcode", "municipality", "language")
    own = ("name", "email", "phone", "channel")
    return Copy(
        made_on=timezone.localdate(now).isoformat(),
        for_whom=informant.kind,
        client={name: str(getattr(client, name)) for name in fields} | {"has_bsn": "yes" if client.pseudonym else "no"},
        own={name: str(getattr(informant, name)) for name in own},
        trajectories=tuple(_trajectory(one, informant) for one in rights.trajectories_for(client, informant)),
        history=tuple(_history(client, informant)),
        looks=tuple((f"{when:%Y-%m-%d %H:%M}", who, what) for when, who, what in looks_at(str(client.pk))),
    )


def _history(client: Client, informant: Informant) -> list[tuple[str, str, str, str]]:
    """Changes of the client's own fields and this person's; those of others are theirs."""
    mine = [one for one in client.changes.all() if one.about != "informant" or one.about_id == str(informant.pk)]
    return [(_day(one.changed_at), one.field, one.old, one.new) for one in mine]


def _trajectory(one: Trajectory, informant: Informant) -> TrajectoryCopied:
    # What was not sent is nobody's to read but the client's, on the screen where it was begun.
    responses = [asked.response for asked in one.own_invitations if hasattr(asked, "response") and asked.response.sent_at]
    given = [answer for response in responses for answer in response.answers.all()]
    answers = [
        AnswerCopied(_day(answer.saved_at), answer.shown.get("text", ""), _said(answer)) for answer in given if not answer.only_total
    ]
    return TrajectoryCopied(
        form_of_help=one.form_of_help,
        start_date=_day(one.start_date),
        end_date=_day(one.end_date),
        end_reason=one.end_reason,
        request_for_help=one.request_for_help,
        practitioner=one.practitioner.name,
        goals=tuple(_goal(goal, informant) for goal in one.goals.all()),
        answers=tuple(answers),
        some_hidden=any(answer.only_total for answer in given),
        asked=tuple((_day(asked.due_on), asked.moment, asked.channel) for asked in one.own_invitations),
    )


def _goal(goal: Any, informant: Informant) -> GoalCopied:
    """Views of this person and of the practitioner; another informant's view is not told."""
    seen = [view for view in goal.views.all() if view.side == "practitioner" or view.informant_id == informant.pk]
    return GoalCopied(goal.text, goal.scale, tuple((_day(view.seen_on), view.side, view.score, view.note) for view in seen))


def _said(answer: Any) -> str:
    value, absent = answer.said.get("value"), answer.said.get("absent", "")
    return str(answer.shown.get("options", {}).get(value, value)) if value is not None else absent


def _day(value: date | datetime | None) -> str:
    if isinstance(value, datetime):
        return timezone.localtime(value).date().isoformat()
    return value.isoformat() if value else ""
