"""The phases of a conversation as data: what may follow on what, and what may be done in which phase. Words and rules, no database.

The diagram in docs/naslag/gesprek.md is made of this. Source: product.md ("The conversation").
"""

from __future__ import annotations

from enum import StrEnum


class Phase(StrEnum):
    """Where a conversation is. ``stopped``: ended without minutes that all confirmed; nothing is lost, nothing can be added."""

    PREPARING = "preparing"
    EXPECTING = "expecting"
    LOOKING = "looking"
    INTERPRETING = "interpreting"
    AGREEING = "agreeing"
    CLOSED = "closed"
    LOOKING_BACK = "looking_back"
    STOPPED = "stopped"


_P = Phase
MOVES: dict[Phase, frozenset[Phase]] = {
    _P.PREPARING: frozenset({_P.EXPECTING, _P.STOPPED}),
    _P.EXPECTING: frozenset({_P.LOOKING, _P.STOPPED}),
    _P.LOOKING: frozenset({_P.INTERPRETING, _P.STOPPED}),
    _P.INTERPRETING: frozenset({_P.LOOKING, _P.AGREEING, _P.STOPPED}),
    _P.AGREEING: frozenset({_P.INTERPRETING, _P.CLOSED, _P.STOPPED}),
    _P.CLOSED: frozenset({_P.LOOKING_BACK}),
    _P.LOOKING_BACK: frozenset(),
    _P.STOPPED: frozenset(),
}
"""What may follow on what. Back from expecting is not there: who has written an expectation keeps the questions it was written for."""

PATH = (_P.PREPARING, _P.EXPECTING, _P.LOOKING, _P.INTERPRETING, _P.AGREEING, _P.CLOSED)
"""The phases in the order of the page."""

BY_ITSELF = frozenset({(_P.PREPARING, _P.EXPECTING), (_P.AGREEING, _P.CLOSED), (_P.CLOSED, _P.LOOKING_BACK)})
"""Moves that nobody makes by hand: all have agreed; all have confirmed the minutes; the next conversation has begun to look."""


class Act(StrEnum):
    """What somebody may do in a conversation."""

    PREPARE = "prepare"
    AGREE = "agree"
    EXPECT = "expect"
    SEE_FIGURES = "see_figures"
    LEAD = "lead"
    ANSWER = "answer"
    PROPOSE = "propose"
    FOLLOW = "follow"
    WRITE_MINUTES = "write_minutes"
    CONFIRM = "confirm"
    RENEW = "renew"


AFTER = frozenset({_P.LOOKING, _P.INTERPRETING, _P.AGREEING})
"""The phases in which the figures are talked about."""
TOGETHER = frozenset({_P.LOOKING, _P.INTERPRETING})
"""The phases in which the parties look at the same thing at the same time."""
ENDED = frozenset({_P.CLOSED, _P.LOOKING_BACK})
"""The minutes were confirmed by all."""
ALLOWED: dict[Act, frozenset[Phase]] = {
    Act.PREPARE: frozenset({_P.PREPARING}),
    Act.AGREE: frozenset({_P.PREPARING}),
    # Who is late still writes its own expectation before it sees anything.
    Act.EXPECT: frozenset({_P.EXPECTING}) | AFTER,
    Act.SEE_FIGURES: frozenset({_P.EXPECTING}) | AFTER | ENDED,
    # One person points, everybody else sees the same on the own device.
    Act.LEAD: TOGETHER,
    Act.ANSWER: frozenset({_P.INTERPRETING, _P.AGREEING}),
    Act.PROPOSE: frozenset({_P.INTERPRETING, _P.AGREEING}),
    Act.FOLLOW: frozenset({_P.AGREEING}) | ENDED,
    Act.WRITE_MINUTES: frozenset({_P.AGREEING}),
    Act.CONFIRM: frozenset({_P.AGREEING}),
    # A figure that was revised stands beside the one that was looked at first; what is closed stays as it was.
    Act.RENEW: AFTER,
}
"""May this now: which act in which phase. See ``permissions`` for what the parties have to have done before."""


def may_follow(phase: Phase, to: Phase) -> bool:
    """Whether a phase can follow on another at all."""
    return to in MOVES[phase]


def fits(act: Act, phase: Phase) -> bool:
    """Whether something is done in this phase at all."""
    return phase in ALLOWED[act]


def diagram() -> str:
    """The phases as a Mermaid state diagram; moves that happen by themselves have a note."""
    notes = {
        (_P.PREPARING, _P.EXPECTING): "all parties agree",
        (_P.AGREEING, _P.CLOSED): "all confirm the minutes",
        (_P.CLOSED, _P.LOOKING_BACK): "the next conversation looks",
        (_P.EXPECTING, _P.LOOKING): "all expectations are in, or the agreed date",
    }
    lines = ["stateDiagram-v2", f"    [*] --> {_P.PREPARING}"]
    for phase in Phase:
        for to in sorted(MOVES[phase], key=list(Phase).index):
            note = f": {notes[phase, to]}" if (phase, to) in notes else ""
            lines.append(f"    {phase} --> {to}{note}")
    return "\n".join([*lines, *(f"    {phase} --> [*]" for phase in Phase if not MOVES[phase])])
