"""Look together, each on the own device: one person points, everybody who follows along sees the same, under the own log-in and rights.

The seal of each party holds as on every page: who may not see a figure yet reads what is needed first. Asking whether something changed
holds no figure and is no line in the log; being shown something is one line, however often the device refreshes (D105, D106).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from uitkomst.conversation import together
from uitkomst.conversation.kinds import INTERPRETATION, Question
from uitkomst.conversation.states import TOGETHER, Act, Phase
from uitkomst.conversation.types import Showing
from uitkomst.flows.conversation.expect import expectations
from uitkomst.flows.conversation.inside import Inside, look_inside, write_inside
from uitkomst.flows.conversation.look import IndicatorShown, indicator_of
from uitkomst.flows.conversation.naming import party_name
from uitkomst.flows.conversation.show import ConversationShown, shown
from uitkomst.flows.refusals import NotFound, Refused
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.rights import Right, require
from uitkomst.records import queries as released


@dataclass(frozen=True, slots=True)
class Leading:
    """What is shown to everybody now. who, party: who shows it. mine: the reader does. watching: (name, organisation) of who has it."""

    indicator: str
    question: Question | None
    who: str
    party: str
    mine: bool
    watching: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class FollowedShown:
    """The page of who follows along. one: the subject as the reader's party may see it, None when nothing is shown.

    version: differs when the page would. goes_on: the conversation is in a phase in which something can be shown.
    """

    conversation: ConversationShown
    leading: Leading | None
    one: IndicatorShown | None
    version: str
    goes_on: bool


def show_to_all(*, actor: Actor, now: datetime, conversation_id: UUID | str, indicator: str, question: str = "") -> None:
    """From now on everybody who follows along sees this subject, or this question of it.

    Raises NotFound, MayNot, Refused (wrong_phase, own_expectation).
    """
    with write_inside(actor, conversation_id, Act.LEAD, now=now, event="shown_to_all") as inside:
        asked = Question(question) if question in set(INTERPRETATION) else None
        if indicator not in inside.record.indicators or (question and (asked is None or inside.phase is not Phase.INTERPRETING)):
            raise NotFound
        inside.act.detail = f"{indicator} {question}".strip()
        together.point(inside.record, inside.party, indicator, asked, actor=actor, now=now)


def stop_showing(*, actor: Actor, now: datetime, conversation_id: UUID | str) -> None:
    """Who shows something, shows it no more. Nothing happens when it had ended. Raises NotFound, MayNot, Refused (other_leads)."""
    with write_inside(actor, conversation_id, None, now=now, event="shown_no_more") as inside:
        running = together.shown_now(inside.record, now)
        inside.act.unlogged = running is None
        if running is None:
            return
        if running.shown_by_id != actor.person_id or running.party_id != inside.party.pk:
            raise Refused("other_leads", who=running.shown_by.name)
        together.stop(running, now=now)


def leading(*, actor: Actor, now: datetime, conversation_id: UUID | str, language: str = "") -> Leading | None:
    """What is shown to everybody now, for the pages of who could lead. Holds no figure. Raises NotFound, MayNot."""
    with look_inside(actor, conversation_id, now=now, event="followed") as inside:
        inside.act.unlogged = True
        running = together.shown_now(inside.record, now)
        return _leading(running, actor, language or actor.language) if running else None


def show_followed(*, actor: Actor, now: datetime, conversation_id: UUID | str, language: str = "") -> FollowedShown:
    """What this person sees who follows along. One line for the subject and one for each release, once a turn. Raises NotFound, MayNot."""
    language = language or actor.language
    # Asked first: what changes after this is a newer version, and comes at the next poll.
    version = version_of(actor=actor, now=now, conversation_id=conversation_id).version
    with look_inside(actor, conversation_id, now=now, event="followed") as inside:
        talk = shown(inside, actor, now, language)
        running = together.shown_now(inside.record, now)
        known = running is not None and running.indicator in {subject.id for subject in talk.subjects}
        one = _look(inside, talk, running, actor, now, language) if running and known else None
        inside.act.unlogged |= one is None
        led = _leading(running, actor, language) if running and one else None
        return FollowedShown(talk, led, one, version, talk.phase in TOGETHER)


def version_of(*, actor: Actor, now: datetime, conversation_id: UUID | str) -> together.Glance:
    """Whether the page of who follows along would be another by now, in two queries and without a line. Raises NotFound, MayNot."""
    require(actor, Right.SEE_CONVERSATIONS)
    found = together.glance(actor, conversation_id, released.state_made_for(conversation_id), now)
    if found is None:
        raise NotFound
    return found


def _look(inside: Inside, talk: ConversationShown, running: Showing, actor: Actor, now: datetime, language: str) -> IndicatorShown:
    """The subject; of what was in the log already for this turn no second line is written, and the rest is noted."""
    had = together.had(running, actor)
    inside.act.detail, inside.act.unlogged = running.indicator, "" in had
    one = indicator_of(inside, talk, actor, now, running.indicator, language, expectations(inside, now, language), had)
    together.note(running, {"", *(str(figure.release_id) for figure in one.figures)} - had, actor=actor)
    return one


def _leading(running: Showing, actor: Actor, language: str) -> Leading:
    return Leading(
        indicator=running.indicator,
        question=Question(running.question) if running.question else None,
        who=running.shown_by.name,
        party=party_name(running.party, language),
        mine=running.shown_by_id == actor.person_id and running.party.organisation_id == actor.organisation_id,
        watching=tuple(together.watching(running)),
    )
