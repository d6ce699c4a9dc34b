"""Tell clients who asked to hear what becomes of their answers: one message a conversation, sent once, by the provider alone.

How many get it is told, who they are is not. Source: product.md ("Jullie zeiden, wij doen").
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from uitkomst.care import news
from uitkomst.care.operations import news as operations
from uitkomst.care.states import Channel, MessageState
from uitkomst.care.types import News
from uitkomst.conversation.kinds import Part
from uitkomst.conversation.states import ENDED
from uitkomst.flows.care.news_letter import Readers, readers_among
from uitkomst.flows.conversation.inside import Inside, look_inside, write_inside
from uitkomst.flows.conversation.prepare import read_text
from uitkomst.flows.conversation.show import ConversationShown, shown
from uitkomst.flows.refusals import NotFound, Refused
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.rights import Right, require
from uitkomst.vocabulary.channels import BY_ITSELF

MOST_LINES, LONGEST_LINE, LONGEST_OPENING = 3, 240, 600
Lines = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Reached:
    """How many get it: by e-mail, by text message, by a letter that the practitioner hands over; and how many asked and get nothing."""

    by_mail: int
    by_sms: int
    by_letter: int
    left_out: int

    @property
    def all(self) -> int:
        return self.by_mail + self.by_sms + self.by_letter


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of it after it was sent, in numbers. unsure: nobody knows whether it arrived, so it is not sent again."""

    at: datetime
    by: str
    mailed: int
    texted: int
    waiting: int
    unsure: int
    failed: int
    stopped: int
    letters: int
    letters_given: int


@dataclass(frozen=True, slots=True)
class NewsShown:
    """The page. closed: the minutes are confirmed. from_poster: nothing was kept yet, and the lines are those of the poster."""

    conversation: ConversationShown
    opening: str
    lines: tuple[tuple[str, str], ...]
    from_poster: bool
    reached: Reached
    closed: bool
    sent: Sent | None


def show_news(*, actor: Actor, now: datetime, conversation_id: UUID | str, language: str = "") -> NewsShown:
    """What goes out and to how many. Raises NotFound (not the provider's part), MayNot."""
    with look_inside(actor, conversation_id, now=now, event="news_shown") as inside:
        _for_the_provider(inside, actor)
        talk = shown(inside, actor, now, language or actor.language)
        kept = news.news_about(actor.organisation_id, str(talk.id))
        lines = tuple((said, done) for said, done in kept.lines) if kept else ()
        return NewsShown(
            conversation=talk,
            opening=kept.opening if kept else "",
            lines=lines or talk.poster,
            from_poster=not lines and bool(talk.poster),
            reached=_reached(actor)[0],
            closed=talk.phase in ENDED,
            sent=_sent(kept) if kept and kept.sent_at else None,
        )


def write_news(*, actor: Actor, now: datetime, conversation_id: UUID | str, opening: str, lines: Lines) -> bool:
    """Keep what it says; nothing is sent. False when it said that already.

    Raises NotFound, MayNot, Refused (not_confirmed, news_sent, text_too_long).
    """
    with _write(actor, now, conversation_id, "news_written") as (inside, kept):
        said = _opening(opening), _lines(lines)
        inside.act.unlogged = _says(kept) == said
        if not inside.act.unlogged:
            operations.write_news(kept, opening=said[0], lines=said[1])
        return not inside.act.unlogged


def send_news(*, actor: Actor, now: datetime, conversation_id: UUID | str, opening: str, lines: Lines, number: int) -> int:
    """Send it, once: returns to how many. opening, lines, number: what the sender read, and to how many it goes.

    Nobody sends what was not read as the reader will read it: where it said something else, it is kept and not sent.
    Raises NotFound, MayNot, Refused (not_confirmed, news_sent, text_too_long, news_read_again, news_empty, news_nobody, news_other_number).
    """
    said = {"actor": actor, "now": now, "conversation_id": conversation_id}
    if write_news(opening=opening, lines=lines, **said):  # type: ignore[arg-type]
        raise Refused("news_read_again")
    with _write(actor, now, conversation_id, "news_sent") as (inside, kept):
        if _says(kept) != (_opening(opening), _lines(lines)):
            raise Refused("news_read_again")
        reached, readers = _reached(actor)
        _may_go(kept, reached, number)
        operations.send_news(kept, readers, by=actor.person_id, now=now)
        inside.act.detail = f"{reached.by_mail} e-mail, {reached.by_sms} sms, {reached.by_letter} letter"
        return reached.all


def _may_go(kept: News, reached: Reached, number: int) -> None:
    if not kept.lines:
        raise Refused("news_empty")
    if not reached.all:
        raise Refused("news_nobody")
    if reached.all != number:
        raise Refused("news_other_number", number=reached.all)


def _says(kept: News) -> tuple[str, list[tuple[str, str]]]:
    return kept.opening, [(said, done) for said, done in kept.lines]


@contextmanager
def _write(actor: Actor, now: datetime, conversation_id: UUID | str, event: str) -> Iterator[tuple[Inside, News]]:
    with write_inside(actor, conversation_id, None, now=now, event=event) as inside:
        _for_the_provider(inside, actor)
        if inside.phase not in ENDED:
            raise Refused("news_not_confirmed")
        kept = operations.lock_news(actor.organisation_id, str(inside.record.pk))
        if kept.sent_at:
            raise Refused("news_sent")
        yield inside, kept


def _for_the_provider(inside: Inside, actor: Actor) -> None:
    """Clients are known to their own provider alone, and there to who keeps the register."""
    require(actor, Right.KEEP_REGISTER)
    if inside.party.part != Part.PROVIDER:
        raise NotFound


def _reached(actor: Actor) -> tuple[Reached, Readers]:
    readers, left_out = readers_among(news.who_asked(actor))
    by = Counter(channel for _, channel in readers)
    return Reached(by[Channel.EMAIL], by[Channel.SMS], by[Channel.LETTER], left_out), readers


def _sent(kept: News) -> Sent:
    went = news.how_it_went(kept)

    def by_itself(*states: MessageState) -> int:
        return sum(went.get((channel, state), 0) for channel in BY_ITSELF for state in states)

    letters = {state: number for (channel, state), number in went.items() if channel == Channel.LETTER}
    assert kept.sent_at is not None
    return Sent(
        at=kept.sent_at,
        by=kept.sent_by.name if kept.sent_by else "",
        mailed=went.get((Channel.EMAIL, MessageState.SENT), 0),
        texted=went.get((Channel.SMS, MessageState.SENT), 0),
        waiting=by_itself(MessageState.WAITING, MessageState.SENDING),
        unsure=by_itself(MessageState.UNSURE),
        failed=by_itself(MessageState.FAILED),
        stopped=by_itself(MessageState.STOPPED),
        letters=sum(letters.values()),
        letters_given=letters.get(MessageState.SENT, 0),
    )


def _opening(text: str) -> str:
    kept = read_text(text)
    if len(kept) > LONGEST_OPENING:
        raise Refused("text_too_long", most=LONGEST_OPENING)
    return kept


def _lines(lines: Lines) -> list[tuple[str, str]]:
    """Whole pairs; half a pair is a slip that would be lost without a word."""
    kept = [(read_text(said), read_text(done)) for said, done in lines]
    if any(len(text) > LONGEST_LINE for pair in kept for text in pair):
        raise Refused("text_too_long", most=LONGEST_LINE)
    if any(bool(said) != bool(done) for said, done in kept):
        raise Refused("news_half")
    return [pair for pair in kept if all(pair)][:MOST_LINES]
