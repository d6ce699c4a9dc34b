"""May this person, and may this now: two questions, answered apart. Pure rules on what the tables say; fails closed.

May this person: ``standing`` finds the party for which somebody speaks (a right is asked by ``organisations.rights``).
May this now: which phase (``states``), and what all parties have done. Source: product.md principle 3 and "The conversation".
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from uitkomst.conversation.states import MOVES, Act, Phase, fits
from uitkomst.records.seals import Rule


@dataclass(frozen=True, slots=True)
class Standing:
    """How far one party is. agreed: with the preparation as it is now; confirmed: the newest minutes."""

    party: int
    agreed: bool = False
    locked_at: datetime | None = None
    confirmed: bool = False


def sees_expectation(parties: Sequence[Standing], viewer: int, owner: int, until: datetime | None, now: datetime) -> bool:
    """Whether a party may read what another expects: its own is locked, and all are, or the agreed date has passed."""
    if viewer == owner:
        return True
    mine = _of(parties, viewer)
    if mine is None or mine.locked_at is None or _of(parties, owner) is None:
        return False
    return _all_in(parties) or _passed(until, now)


def sees_answers(parties: Sequence[Standing], viewer: int, phase: Phase) -> bool:
    """Whether a party may read what others say of the figures, agree on and write down: only after its own expectation.

    What was said before a conversation was stopped stays readable for who could read it.
    """
    mine = _of(parties, viewer)
    if mine is None or mine.locked_at is None:
        return False
    return phase is Phase.STOPPED or (fits(Act.SEE_FIGURES, phase) and phase is not Phase.EXPECTING)


def rules(locked: Mapping[int, datetime | None], subject: int | None, *, days_alone: int, until: datetime | None) -> tuple[Rule, ...]:
    """By which rule a release of a conversation opens to each party. locked: when each locked its own expectation.

    The own expectation always. The provider whom it is about (subject) then reads first and waits for nobody; the others wait for that
    provider. With more than two parties, or when it is about none of them (a region), everybody waits for everybody else.
    """
    several = len(locked) > 2 or subject not in locked
    return tuple(
        Rule(
            party=party,
            own_expectation=True,
            first=several or party == subject,
            waits_for_first=party != subject,
            days_alone=days_alone,
            agreed_at=until,
            locked_at=moment,
        )
        for party, moment in locked.items()
    )


_BEFORE_THE_FIGURES = frozenset({Act.PREPARE, Act.AGREE})


def may_do(act: Act, phase: Phase, mine: Standing | None) -> bool:
    """Whether a party may do something now. Nobody answers, agrees on or confirms what it has not been able to see."""
    if mine is None or not fits(act, phase):
        return False
    if act is Act.EXPECT:
        return mine.locked_at is None
    return act in _BEFORE_THE_FIGURES or mine.locked_at is not None


def why_not(phase: Phase, to: Phase, parties: Sequence[Standing], until: datetime | None, now: datetime) -> str:
    """What still stands in the way of a move; "" when nothing does. Codes: wrong_move, not_agreed, not_in, not_confirmed."""
    if to not in MOVES[phase] or not parties:
        return "wrong_move"
    if to is Phase.EXPECTING and not all(party.agreed for party in parties):
        return "not_agreed"
    if (phase, to) == (Phase.EXPECTING, Phase.LOOKING) and not (_all_in(parties) or (_passed(until, now) and _some_in(parties))):
        return "not_in"
    if to is Phase.CLOSED and not all(party.confirmed for party in parties):
        return "not_confirmed"
    return ""


def waits_for(act: Act, parties: Collection[Standing]) -> list[int]:
    """The parties that have not done this yet: agree, expect or confirm."""
    return [party.party for party in parties if not _done(act, party)]


def _done(act: Act, party: Standing) -> bool:
    if act is Act.AGREE:
        return party.agreed
    return party.locked_at is not None if act is Act.EXPECT else party.confirmed


def _of(parties: Sequence[Standing], party: int) -> Standing | None:
    return next((one for one in parties if one.party == party), None)


def _all_in(parties: Sequence[Standing]) -> bool:
    return bool(parties) and all(party.locked_at is not None for party in parties)


def _some_in(parties: Sequence[Standing]) -> bool:
    return any(party.locked_at is not None for party in parties)


def _passed(until: datetime | None, now: datetime) -> bool:
    return until is not None and now >= until
