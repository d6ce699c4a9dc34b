"""The letters about what became of it that a practitioner prints and hands over to clients who get no e-mail."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

from uitkomst.care import news
from uitkomst.care.operations.news import handed_over
from uitkomst.care.types import NewsMessage
from uitkomst.flows.care.act import client_id
from uitkomst.flows.care.news_letter import not_any_more, paper_of
from uitkomst.flows.one_act import Act, one_act
from uitkomst.flows.refusals import NotFound
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.rights import Right
from uitkomst.presentation.letters import render_letter
from uitkomst.records.audit import Action


def letters(*, actor: Actor, now: datetime) -> list[NewsMessage]:
    """The letters that wait for own clients; what stops everything about a client stops these. Raises MayNot."""
    with one_act(actor, Right.CARE, now=now, action="R", event="news.letters_listed", about="client") as act:
        found = waiting_letters(actor, now)
        act.clients = sorted({client_id(one.informant.client) for one in found})
        act.unlogged = not found
        return found


def waiting_letters(actor: Actor, now: datetime) -> list[NewsMessage]:
    """Those letters, for a flow that tells by itself that they were read."""
    return [one for one in news.to_hand_over(actor, now) if not not_any_more(one, now)]


def print_letter(*, actor: Actor, now: datetime, message_id: UUID | str) -> bytes:
    """One letter as a PDF, with the QR code of the personal link. Raises MayNot, NotFound."""
    with _letter(actor, now, message_id, "R", "news.letter_printed") as (_, found):
        return render_letter(paper_of(found))


def hand_over(*, actor: Actor, now: datetime, message_id: UUID | str) -> None:
    """It was handed over. A second time changes nothing. Raises MayNot, NotFound."""
    with _letter(actor, now, message_id, "U", "news.letter_given") as (act, found):
        act.unlogged = not handed_over(found, now=now)


@contextmanager
def _letter(actor: Actor, now: datetime, message_id: UUID | str, action: Action, event: str) -> Iterator[tuple[Act, NewsMessage]]:
    with one_act(actor, Right.CARE, now=now, action=action, event=event, about="news", object_id=message_id) as act:
        found = news.letter(actor, message_id, now)
        if found is None or not_any_more(found, now):
            raise NotFound
        act.clients = [client_id(found.informant.client)]
        yield act, found
