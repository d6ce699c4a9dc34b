"""Show a conversation to one of its parties: what all have, and of what is hidden only the own. Holds no figure.

What another party expects or answers is in here only when ``permissions`` lets it: a page cannot show by mistake what it was not given.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from uitkomst.conversation import queries
from uitkomst.conversation.kinds import CLOSING, PREPARATION, Part, Question, Template
from uitkomst.conversation.permissions import may_do, sees_answers, waits_for
from uitkomst.conversation.states import AFTER, Act, Phase, may_follow
from uitkomst.conversation.types import Answer, Conversation, ImprovementAction, Minutes, Participant
from uitkomst.flows.conversation.inside import Inside, alone_until, look_inside, what_stands_in_the_way
from uitkomst.flows.conversation.naming import party_name
from uitkomst.flows.conversation.withdrawn import Withdrawn, withdrawn_of
from uitkomst.measures.definitions import load_definitions
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.rights import Right, may


@dataclass(frozen=True, slots=True)
class PartyShown:
    """One party. name: what it is called; organisation: of whom it is. mine: of the reader.

    answers: its newest texts about the whole talk, as far as the reader may read them.
    """

    id: int
    name: str
    organisation: str
    part: Part
    mine: bool
    agreed: bool
    locked_at: datetime | None
    confirmed: bool
    participants: tuple[Participant, ...]
    answers: dict[Question, Answer]


@dataclass(frozen=True, slots=True)
class Subject:
    """An indicator that is talked about."""

    id: str
    title: str
    question: str


@dataclass(frozen=True, slots=True)
class ConversationShown:
    """A conversation as one party has it. may: what the reader can do now. waits: parties that have yet to do the step's act.

    outdated: something was written since the newest minutes.
    behind: the others went on, and the reader still owes an expectation; what was agreed and written down is not in here until then.
    stopped_by, stopped_why, stopped_at: when it was ended without minutes that all confirmed.
    reads_figures: the reader has the right to figures, and so to part B of the minutes.
    """

    id: UUID
    template: Template
    about: str
    about_kind: str
    period: str
    purpose: str
    goals: str
    phase: Phase
    preparation: int
    days_alone: int
    expect_until: datetime | None
    talk_at: datetime | None
    alone_until: datetime | None
    figures: str
    figures_reason: str
    earlier: UUID | None
    poster: tuple[tuple[str, str], ...]
    closed_at: datetime | None
    withdrawn: tuple[Withdrawn, ...]
    subjects: tuple[Subject, ...]
    parties: tuple[PartyShown, ...]
    may: frozenset[Act]
    may_write: bool
    waits: tuple[PartyShown, ...]
    minutes: Minutes | None
    actions: tuple[ImprovementAction, ...]
    may_open: bool
    stands_in_the_way: str
    outdated: bool
    behind: bool
    stopped_by: str
    stopped_why: str
    stopped_at: datetime | None
    reads_figures: bool

    @property
    def mine(self) -> PartyShown:
        """The party of the reader."""
        return next(party for party in self.parties if party.mine)

    @property
    def may_stop(self) -> bool:
        """Whether the reader can end it without minutes that all confirmed."""
        return self.may_write and may_follow(self.phase, Phase.STOPPED)

    @property
    def others(self) -> tuple[PartyShown, ...]:
        return tuple(party for party in self.parties if not party.mine)

    @property
    def names(self) -> str:
        """Het Anker, Gemeente Woerden: each organisation once."""
        return ", ".join(dict.fromkeys(party.organisation for party in self.parties))


@dataclass(frozen=True, slots=True)
class ConversationListed:
    """A line of the list. waits_for_me: the reader's party has something to do in this phase.

    behind: the others went on, and the reader's party still owes its expectation.
    """

    id: UUID
    template: Template
    about: str
    period: str
    phase: Phase
    names: tuple[str, ...]
    waits_for_me: bool
    closed_at: datetime | None
    until: datetime | None = None
    behind: bool = False


_STEP = {Phase.PREPARING: Act.AGREE, Phase.EXPECTING: Act.EXPECT}


def conversations(*, actor: Actor, now: datetime) -> list[ConversationListed]:
    """The conversations of the own organisation, the newest first. Holds no figure and no text."""
    found = []
    for record in queries.conversations(actor):
        party = queries.party_of(actor, record)
        assert party is not None
        phase = Phase(record.phase)
        waiting = waits_for(_waited(record, phase), queries.standings(record)) if _waited_for(record, phase) else []
        behind = phase in AFTER and party.locked_at is None
        found.append(
            ConversationListed(
                id=record.pk,
                template=Template(record.template),
                about=record.about.name,
                period=record.period,
                phase=phase,
                names=tuple(dict.fromkeys(one.organisation.name for one in record.parties.all())),
                waits_for_me=(behind or party.pk in waiting) and may(actor, Right.CONVERSE),
                behind=behind,
                closed_at=record.closed_at,
                until=record.expect_until if phase is Phase.EXPECTING else None,
            )
        )
    return found


def show_conversation(*, actor: Actor, now: datetime, conversation_id: UUID | str, language: str = "") -> ConversationShown:
    """A conversation as the reader's party has it. Raises NotFound, MayNot."""
    with look_inside(actor, conversation_id, now=now, event="shown") as inside:
        return shown(inside, actor, now, language or actor.language)


def shown(inside: Inside, actor: Actor, now: datetime, language: str) -> ConversationShown:
    """What ``look_inside`` found, for a page."""
    record, phase, standings, mine = inside.record, inside.phase, inside.standings, inside.mine
    reads = sees_answers(standings, inside.party.pk, phase)
    minutes = queries.newest_minutes(record) if reads else None
    said = queries.answers(record, (*PREPARATION, *CLOSING), "")
    told = [one for one in said if reads or one.party_id == mine.party or one.question in PREPARATION]
    parties = tuple(
        PartyShown(
            id=party.pk,
            name=party_name(party, language),
            organisation=party.organisation.name,
            part=Part(party.part),
            mine=party.pk == inside.party.pk,
            agreed=standing.agreed,
            locked_at=party.locked_at,
            confirmed=standing.confirmed,
            participants=tuple(party.participants.all()),
            answers={Question(one.question): one for one in told if one.party_id == party.pk},
        )
        for party, standing in zip(record.parties.all(), standings, strict=True)
    )
    waiting = waits_for(_waited(record, phase), standings) if _waited_for(record, phase) else []
    stop = what_stands_in_the_way(record, Phase.LOOKING, now) if phase is Phase.EXPECTING else None
    return ConversationShown(
        id=record.pk,
        template=Template(record.template),
        about=record.about.name,
        about_kind=record.about.kind,
        period=record.period,
        purpose=record.purpose,
        goals=record.goals,
        phase=phase,
        preparation=record.preparation,
        days_alone=record.days_alone,
        expect_until=record.expect_until,
        talk_at=record.talk_at,
        alone_until=alone_until(record),
        figures=record.figures,
        figures_reason=record.figures_reason,
        earlier=record.earlier_id,
        poster=tuple((said, done) for said, done in record.poster) if reads else (),
        closed_at=record.closed_at,
        withdrawn=withdrawn_of(record.pk),
        subjects=subjects(record.indicators, language),
        parties=parties,
        may=frozenset(act for act in Act if may_do(act, phase, mine) and _has_the_right(actor, act)),
        may_write=may(actor, Right.CONVERSE),
        waits=tuple(party for party in parties if party.id in waiting),
        minutes=minutes,
        outdated=minutes is not None and phase is Phase.AGREEING and queries.is_outdated(record, minutes),
        actions=tuple(queries.actions(record)) if reads else (),
        may_open=phase is Phase.EXPECTING and stop is None,
        stands_in_the_way=stop.text(language) if stop else "",
        stopped_by=next((party.name for party in parties if party.id == record.stopped_by_id), ""),
        stopped_why=record.stopped_why,
        stopped_at=record.moved_at if phase is Phase.STOPPED else None,
        behind=mine.locked_at is None and phase in AFTER,
        reads_figures=may(actor, Right.SEE_FIGURES),
    )


def _has_the_right(actor: Actor, act: Act) -> bool:
    """Reading figures and writing in a conversation are two rights; the minutes ask for both, because part B holds figures."""
    if act in (Act.SEE_FIGURES, Act.WRITE_MINUTES) and not may(actor, Right.SEE_FIGURES):
        return False
    return act is Act.SEE_FIGURES or may(actor, Right.CONVERSE)


def subjects(indicators: Sequence[str], language: str) -> tuple[Subject, ...]:
    """Indicators in words, in the order of the set."""
    found = [d for d in load_definitions().values() if d.id in indicators and not d.context]
    return tuple(Subject(d.id, d.title[language], d.question[language]) for d in found)


def all_subjects(language: str) -> tuple[Subject, ...]:
    """Every indicator that can be talked about."""
    return subjects([d.id for d in load_definitions().values()], language)


def _waited_for(record: Conversation, phase: Phase) -> bool:
    return phase in _STEP or (phase is Phase.AGREEING and queries.newest_minutes(record) is not None)


def _waited(record: Conversation, phase: Phase) -> Act:
    return _STEP.get(phase, Act.CONFIRM)
