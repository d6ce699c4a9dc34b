"""What clients let be used: one sentence on the table of the conversation in the middle, one for a second person, one to choose from."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from datetime import date, datetime, timedelta
from importlib.resources import files
from typing import Any

from django.utils import timezone

from uitkomst.care import quotes as reads
from uitkomst.care.operations.asking import link_of
from uitkomst.care.rules import add_months
from uitkomst.care.states import Channel, Moment
from uitkomst.care.types import QuoteConsent
from uitkomst.conversation import queries
from uitkomst.conversation.states import Phase
from uitkomst.conversation.types import Conversation
from uitkomst.flows.care import answering
from uitkomst.flows.care.add_client import add_client
from uitkomst.flows.care.closing import close_trajectory
from uitkomst.flows.care.invite_client import ask
from uitkomst.flows.care.show_client import show_client
from uitkomst.flows.conversation import voices
from uitkomst.flows.quotes.pick import CHECKS, decide_quote, write_quote
from uitkomst.organisations import queries as who
from uitkomst.organisations.actor import Actor
from uitkomst.vocabulary.periods import Period

ORDER = 60
_PEOPLE = ("sanne", "quirine", "daan")
_ADDRESS = "192.0.2.1"


def prepare(now: datetime, on_progress: Callable[[str, int, int], None]) -> None:
    """Put in every client of ``quotes.toml``, when the people and the conversation are there."""
    people = {person.email.split("@")[0]: who.actor_for(person, second_factor=True, now=now) for person in who.demo_people()}
    if not set(_PEOPLE) <= set(people):
        return
    talks = [one for one in queries.conversations(people["quirine"]) if one.phase == Phase.INTERPRETING]
    if not talks:
        return
    said = tomllib.loads((files("uitkomst.flows.demo") / "quotes.toml").read_text(encoding="utf-8"))["client"]
    for at, described in enumerate(said):
        on_progress("clients", at, len(said))
        _answered(people["sanne"], described, talks[0])
        if "quote" in described:
            _chosen(people, described, talks[0], now)


def _answered(actor: Actor, described: dict[str, Any], talk: Conversation) -> None:
    """Helped for some months, and answered at the end by the own link."""
    day, month = (int(part) for part in described["ended"].split("-"))
    ended = date(Period.parse(talk.period).half_years[-1].year, month, day)
    start = add_months(ended, -7)
    typed = {**described["typed"], "start_date": start.isoformat(), "born": date(start.year - described["age"], 1, 15).isoformat()}
    made = add_client(actor=actor, now=_at(start), typed=typed)
    informant = next(one for one in made.client.informants.all() if one.kind == described["who"])
    link = link_of(ask(made, informant, Moment.END, Channel.TABLET, now=_at(ended), by=None))
    known: dict[str, Any] = {"token": link, "now": _at(ended), "address": _ADDRESS}
    sheet = answering.begin(**known, language="nl")
    while question := sheet.next_id:
        text = described["given"].get(question, "")
        absent = "" if text else "skipped"
        sheet = answering.answer(**known, question_id=question, typed=text, absent=absent, let=question in described["let"])
    answering.send(**known)
    close_trajectory(actor=actor, now=_at(ended), trajectory_id=made.pk, typed={"end_date": ended.isoformat(), "end_reason": "01"})
    show_client(actor=actor, now=_at(ended + timedelta(days=1)), trajectory_id=made.pk, reads=True)


def _chosen(people: dict[str, Actor], described: dict[str, Any], talk: Conversation, now: datetime) -> None:
    quirine, chosen = people["quirine"], described["quote"]
    one = _newest(quirine, chosen["sentence"])
    typed = {"sentence": chosen["sentence"], "text": chosen["text"], "do": "propose"}
    quote = write_quote(actor=quirine, now=now, consent_id=one.pk, typed=typed, checked=CHECKS)
    if chosen["state"] == "approved":
        decide = {"do": "approve", "version": str(quote.version)}
        decide_quote(actor=people["daan"], now=now, consent_id=one.pk, typed=decide, checked=CHECKS)
    if "lay" in chosen:
        voices.lay_voice(actor=quirine, now=now, conversation_id=talk.pk, indicator=chosen["lay"], quote_id=str(quote.pk))


def _newest(actor: Actor, sentence: str) -> QuoteConsent:
    return next(one for one in reads.to_pick_from(actor) if sentence in str(one.answer.said["value"]))


def _at(day: date) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day, 11))
