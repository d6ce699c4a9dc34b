"""Help that several providers give together. Each keeps its own register and delivers its own help; nothing about the client passes between
them. What is written down here is who else helps, and who of all asks the client the questions at the end: once, not twice.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from uitkomst.care.operations.together import put_together
from uitkomst.care.states import Moment
from uitkomst.care.types import Trajectory
from uitkomst.flows.care import typed as read
from uitkomst.flows.care.act import trajectory_act
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.queries import organisation_by_id

_WE = ("wij", "zelf", "us", "we")
LONGEST, LONGEST_NAME = 200, 100


def show_together(*, actor: Actor, now: datetime, trajectory_id: UUID | str) -> Trajectory:
    """Raises MayNot, NotFound."""
    with trajectory_act(actor, now, trajectory_id, action="R", event="together.shown") as (_, trajectory):
        return trajectory


def keep_together(*, actor: Actor, now: datetime, trajectory_id: UUID | str, typed: Mapping[str, str]) -> Trajectory:
    """Fields ``together_with`` (names) and ``outcome_asked_by`` (one name; empty, or the own one: it is asked here).

    Raises MayNot, NotFound, Refused (typed_too_long).
    """
    with trajectory_act(actor, now, trajectory_id, action="U", event="together.kept") as (act, trajectory):
        others, asked_by = read.text(typed, "together_with", LONGEST), read.text(typed, "outcome_asked_by", LONGEST_NAME)
        if _word(asked_by) in own_words(trajectory.client.provider_id):
            asked_by = ""
        act.unlogged = not put_together(
            trajectory, together_with=others or asked_by, outcome_asked_by=asked_by, by=actor.person_id, now=now
        )
        return trajectory


def asked_elsewhere(trajectory: Trajectory, moment: Moment) -> bool:
    """Whether another provider asks this client what is asked at this moment. What was answered here already counts here all the same."""
    return moment is Moment.END and bool(trajectory.outcome_asked_by)


def own_words(provider_id: int) -> frozenset[str]:
    """How the provider itself can be meant, in small letters."""
    provider = organisation_by_id(provider_id)
    return frozenset({*_WE, _word(provider.name), _word(provider.code)})


def _word(text: str) -> str:
    return " ".join(text.lower().split())
