"""Withdraw figures that were published: who made them says why, and from that moment on nobody can open them, wherever they were used.

Source: product.md (principle 9: what went wrong is told); issue of the quality conversation ("a release is withdrawn").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from uitkomst.flows.one_act import one_act
from uitkomst.flows.refusals import NotFound, Refused
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.rights import Right, ground
from uitkomst.records import audit, withdrawal
from uitkomst.records.types import ReleaseRecord
from uitkomst.vocabulary.typed import one_line

SHORTEST_WHY = 10


@dataclass(frozen=True, slots=True)
class Made:
    """What is known of a release without its figures. for_talk: made for the parties of one conversation; readers: who can open it."""

    id: UUID
    subject_name: str
    subject_kind: str
    audience: str
    opening_period: str
    for_talk: bool
    published_at: datetime
    readers: tuple[str, ...]
    withdrawn_at: datetime | None
    withdrawn_why: str


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """The page of withdrawing one release. with_it: how many mirrors and conversations fall with it; whole: with all of its snapshot."""

    made: Made
    mirrors: int
    talks: int
    whole_mirrors: int
    whole_talks: int


def show_made(*, actor: Actor, now: datetime) -> list[Made]:
    """Everything that was made of the own snapshots, the newest first. Holds no figure. Raises MayNot."""
    with one_act(actor, Right.FREEZE, now=now, action="R", event="release.made_shown", about="release"):
        return [_made(record) for record in withdrawal.made_by(actor)]


def show_withdrawal(*, actor: Actor, now: datetime, release_id: UUID | str) -> Withdrawal:
    """What falls with it. Raises MayNot, NotFound (made by somebody else)."""
    with one_act(actor, Right.FREEZE, now=now, action="R", event="release.withdrawal_shown", about="release", object_id=release_id):
        record = _mine(actor, release_id)
        mirrors, talks = _count(withdrawal.same_figures(record))
        whole_mirrors, whole_talks = _count(withdrawal.same_figures(record, whole=True))
        return Withdrawal(_made(record), mirrors, talks, whole_mirrors, whole_talks)


def withdraw_release(*, actor: Actor, now: datetime, release_id: UUID | str, why: str, whole: bool = False) -> int:
    """Withdraw it with all that holds the same figures: of its subject, or of its whole snapshot. How many; a second time none.

    Raises MayNot, NotFound, Refused (withdraw_why_missing, withdraw_why_long).
    """
    with one_act(actor, Right.FREEZE, now=now, action="U", event="release.withdrawn", about="release", object_id=release_id) as act:
        record = _mine(actor, release_id)
        reason = _why(why)
        found = withdrawal.same_figures(record, whole=whole)
        act.detail = f"{record.scope} {record.audience} {record.opening_period}"
        act.unlogged = all(one.pk != record.pk for one in found)
        for one in found:
            if one.pk != record.pk:
                audit.record(
                    actor, now=now, action="U", event="release.withdrawn", object_type="release", object_id=str(one.pk),
                    detail=f"{one.scope} {one.audience} {one.opening_period}", ground=ground(actor, Right.FREEZE),
                )  # fmt: skip
        return withdrawal.withdraw(found, why=reason, now=now)


def _mine(actor: Actor, release_id: UUID | str) -> ReleaseRecord:
    record = withdrawal.one_made_by(actor, release_id)
    if record is None:
        raise NotFound
    return record


def _why(text: str) -> str:
    """One line: every reader gets to see it."""
    said = one_line(text)
    if len(said) < SHORTEST_WHY:
        raise Refused("withdraw_why_missing")
    if len(said) > withdrawal.LONGEST_WHY:
        raise Refused("withdraw_why_long", most=withdrawal.LONGEST_WHY)
    return said


def _count(found: Sequence[ReleaseRecord]) -> tuple[int, int]:
    """(mirrors, conversations)."""
    return sum(not one.made_for for one in found), len({one.made_for for one in found if one.made_for})


def _made(record: ReleaseRecord) -> Made:
    return Made(
        id=record.pk,
        subject_name=record.subject.name,
        subject_kind=record.subject.kind,
        audience=record.audience,
        opening_period=record.opening_period,
        for_talk=bool(record.made_for),
        published_at=record.published_at,
        readers=tuple(sorted(opening.party.name for opening in record.openings.all())),
        withdrawn_at=record.withdrawn_at,
        withdrawn_why=record.withdrawn_why,
    )
