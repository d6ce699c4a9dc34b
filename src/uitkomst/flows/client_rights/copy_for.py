"""A copy of what is kept about a client, for one person: never what another informant said, and never who else is asked.

Who makes it hands over what that person may see: other help of the same client is copied by who gives it. Where the client lives stands
in the copy for the young person alone, and not even there when somebody else's address may not be known. What is left out is named.

Source: Jeugdwet 7.3.10 (see and get a copy, as far as another's private life is not harmed); product, principle 8.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from uitkomst.care import rights
from uitkomst.care.messages import has_messages
from uitkomst.care.states import InformantKind
from uitkomst.care.types import Change, Client, Informant, Trajectory
from uitkomst.flows.care.act import client_id as in_log
from uitkomst.flows.client_rights.copied import AnswerCopied, Copy, GoalCopied, RequestCopied, TrajectoryCopied
from uitkomst.flows.one_act import one_act
from uitkomst.flows.refusals import NotFound
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.rights import Right
from uitkomst.records.looks import looks_at


def copy_for(*, actor: Actor, now: datetime, client_id: UUID | str, informant_id: int | str) -> Copy:
    """The copy that a practitioner hands over. Answers that count in the total alone are named, not told: the practitioner may not read
    them. Raises MayNot, NotFound."""
    with one_act(actor, Right.CARE, now=now, action="R", event="client.copied", about="client", object_id=client_id) as act:
        client = rights.whole_client(actor, client_id)
        informant = next((one for one in client.informants.all() if str(one.pk) == str(informant_id)), None) if client else None
        if client is None or informant is None:
            raise NotFound
        act.clients, act.detail = [in_log(client)], informant.kind
        return _copy(actor, client, informant, now)


_OF_CLIENT = ("number", "first_name", "born", "sex", "language", "died_on", "postcode", "municipality", "no_contact", "withdrawn_at")
_PLACE = ("postcode", "municipality")
_OF_YOUNG_PERSON = (*_PLACE, "no_contact", "withdrawn_at")
_OWN = ("name", "email", "phone", "channel", "no_contact", "unsafe_address", "unsubscribed_at", "wants_news")


def _copy(actor: Actor, client: Client, informant: Informant, now: datetime) -> Copy:
    hidden, requests = _hidden(client, informant), rights.requests_of(client)
    # By who was chosen, never by a name that was typed: two people can have one name, and a name can change.
    mine = [one for one in requests if one.informant_id == informant.pk]
    own = _OWN if informant.kind == InformantKind.YOUNG_PERSON else (*_OWN, "custody")
    others = _others(client, informant)
    looks = ((timezone.localtime(when), who, what) for when, who, what in looks_at(str(client.pk)) if who not in others)
    return Copy(
        made_on=_plain(timezone.localdate(now)),
        for_whom=informant.kind,
        client={name: _plain(getattr(client, name)) for name in _OF_CLIENT if name not in hidden}
        | {"has_bsn": "yes" if client.pseudonym else "no"},
        own={name: _plain(getattr(informant, name)) for name in own},
        trajectories=tuple(_trajectory(one, informant) for one in rights.trajectories_for(actor, client, informant)),
        requests=tuple(RequestCopied(_plain(one.asked_on), one.kind, one.said, one.state, one.answer) for one in mine),
        history=tuple(_history(rights.history_for(actor, client), informant, hidden)),
        left_out=(*hidden, *(["requests"] if len(mine) < len(requests) else []), *(["messages"] if has_messages(client) else [])),
        looks=tuple((f"{when:%Y-%m-%d %H:%M}", who, what) for when, who, what in looks),
    )


def _others(client: Client, informant: Informant) -> set[str]:
    """How the log calls those who were asked and are not surely this person: when they answered is theirs."""
    kinds = [one.kind for one in client.informants.all()]
    return {kind.value for kind in InformantKind if kind != informant.kind or kinds.count(kind) > 1}


def _hidden(client: Client, informant: Informant) -> tuple[str, ...]:
    """The client's fields that are not for this person."""
    if informant.kind != InformantKind.YOUNG_PERSON:
        return _OF_YOUNG_PERSON
    others = (one for one in client.informants.all() if one.pk != informant.pk)
    return _PLACE if any(one.unsafe_address for one in others) else ()


def _history(changes: list[Change], informant: Informant, hidden: tuple[str, ...]) -> Iterator[tuple[str, str, str, str]]:
    """Changes of the client's own fields and this person's; those of others are theirs."""
    for one in changes:
        theirs = one.about in ("informant", "score") and one.about_id != str(informant.pk)
        if not theirs and not (one.about == "client" and one.field in hidden):
            yield _plain(one.changed_at), one.field, one.old, one.new


_FACTS = (
    "referrer",
    "crisis",
    "target_group",
    "intervention",
    "expected_end",
    "every_months",
    "follow_up_months",
    "together_with",
    "outcome_asked_by",
)


def _trajectory(one: Trajectory, informant: Informant) -> TrajectoryCopied:
    # What was not sent is nobody's to read but the client's, on the screen where it was begun.
    responses = [asked.response for asked in one.own_invitations if hasattr(asked, "response") and asked.response.sent_at]
    given = [answer for response in responses for answer in response.answers.all()]
    answers = [
        AnswerCopied(_plain(answer.saved_at), answer.shown.get("text", ""), _said(answer), *_lent(answer))
        for answer in given
        if not answer.only_total
    ]
    return TrajectoryCopied(
        form_of_help=one.form_of_help,
        start_date=_plain(one.start_date),
        end_date=_plain(one.end_date),
        end_reason=one.end_reason,
        request_for_help=one.request_for_help,
        what_next=one.what_next,
        practitioner=one.practitioner.name,
        facts={name: _plain(getattr(one, name)) for name in _FACTS} | _who(one),
        goals=tuple(_goal(goal, informant) for goal in one.goals.all()),
        answers=tuple(answers),
        some_hidden=any(answer.only_total for answer in given),
        asked=tuple(
            (_plain(asked.due_on), asked.moment, asked.channel, _plain(asked.answered_at), asked.stop_reason)
            for asked in one.own_invitations
        ),
        scores=tuple((_plain(score.taken_on), score.instrument, score.scale, f"{float(score.value):g}") for score in one.own_scores),
    )


def _goal(goal: Any, informant: Informant) -> GoalCopied:
    """Views of this person and of the practitioner; another informant's view is not told."""
    seen = [view for view in goal.views.all() if view.side == "practitioner" or view.informant_id == informant.pk]
    return GoalCopied(
        text=goal.text,
        scale=goal.scale,
        begin=goal.begin,
        steps=goal.steps,
        levels=tuple(sorted(goal.levels.items(), key=lambda level: int(level[0]))),
        dropped_on=_plain(goal.dropped_at),
        dropped_why=goal.dropped_why,
        views=tuple((_plain(view.seen_on), view.side, view.score, view.note) for view in seen),
    )


def _said(answer: Any) -> str:
    value, absent = answer.said.get("value"), answer.said.get("absent", "")
    return str(answer.shown.get("options", {}).get(value, value)) if value is not None else absent


def _lent(answer: Any) -> tuple[str, str]:
    lent = getattr(answer, "quote_consent", None)
    return (_plain(lent.given_at), _plain(lent.withdrawn_at)) if lent else ("", "")


def _who(one: Trajectory) -> dict[str, str]:
    return {"stand_in": one.stand_in.name if one.stand_in else "", "team": one.team.name if one.team else ""}


def _plain(value: object) -> str:
    """A value as text: a day as yyyy-mm-dd, "" for nothing."""
    if isinstance(value, datetime):
        return timezone.localtime(value).date().isoformat()
    return value.isoformat() if isinstance(value, date) else "" if value is None else str(value)
