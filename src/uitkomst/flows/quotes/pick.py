"""Choose a sentence, make it untraceable, and have a second person judge that. The original never leaves the provider.

Who chooses reads the answer, without the name of who wrote it. The second person reads the sentence and the text, and never was shown the
answer here, before or after: who knows what was taken out cannot see what is left (decision D102). Therefore a list shows no answers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from uitkomst.care import quotes
from uitkomst.care.operations import quotes as operations
from uitkomst.care.states import QuoteState
from uitkomst.care.traces import Found, Known, certain, find_traces
from uitkomst.care.types import Quote, QuoteConsent
from uitkomst.flows.one_act import Act, one_act
from uitkomst.flows.refusals import NotFound, Refused
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.rights import Right, may
from uitkomst.records.audit import Action
from uitkomst.vocabulary.municipalities import read_municipalities
from uitkomst.vocabulary.periods import HalfYear
from uitkomst.vocabulary.typed import number_of, one_line

CHECKS = ("names", "places", "ages", "rare")
"""What each of the two looks at by hand; all four, every time."""
LONGEST = 300
SHORTEST = 8
LONGEST_REMARK = 400


@dataclass(frozen=True, slots=True)
class QuoteShown:
    """One answer of which a sentence may be used. words: the whole answer, "" for who may not choose, judges it, or reads the list.

    half_year: when it was given.

    may_write, may_decide: what the reader can do now; may_stop: take an approved one back. found: in ``text``, where one is shown alone.
    """

    id: UUID
    question: str
    half_year: str
    wording: str
    words: str
    sentence: str
    text: str
    state: QuoteState | None
    version: int
    remark: str
    written_by: str
    may_write: bool
    may_decide: bool
    may_stop: bool
    found: tuple[Found, ...] = ()


def list_quotes(*, actor: Actor, now: datetime) -> list[QuoteShown]:
    """What may be used, the newest first: all of it for who chooses, what was chosen for who judges. Raises MayNot."""
    with one_act(actor, _right(actor), now=now, action="R", event="quotes.listed", about="quote") as act:
        found = quotes.to_pick_from(actor) if may(actor, Right.PICK_QUOTES) else quotes.to_decide(actor)
        act.clients = quotes.ids_of(found)
        return [replace(_shown(actor, one), words="") for one in found]


def show_quote(*, actor: Actor, now: datetime, consent_id: UUID | str, text: str | None = None) -> QuoteShown:
    """One of them; text: as it is typed now, to be looked through. Raises MayNot, NotFound."""
    with _act(actor, now, consent_id, "R", "quote.shown", _right(actor)) as act:
        one = _one(act, actor, consent_id, _right(actor))
        shown = _shown(actor, one)
        if shown.words:
            operations.has_read(one, actor.person_id, now=now)
        looked = text if text is not None else shown.text
        return replace(shown, found=find_traces(looked, known_of(one))) if looked else shown


def write_quote(*, actor: Actor, now: datetime, consent_id: UUID | str, typed: Mapping[str, str], checked: Sequence[str] = ()) -> Quote:
    """Keep a sentence and how others may read it; with ``do`` = propose, for a second person. An empty text means: as it was written.

    Raises MayNot, NotFound, Refused (quote_not_in_answer, quote_too_short, quote_too_long, quote_traceable, quote_not_checked,
    quote_changed).
    """
    with _act(actor, now, consent_id, "U", "quote.written", Right.PICK_QUOTES) as act:
        one = _one(act, actor, consent_id, Right.PICK_QUOTES)
        sentence, text = one_line(typed.get("sentence", "")), one_line(typed.get("text", ""))
        text = text or sentence
        proposes = typed.get("do") == "propose"
        _fits(one, sentence, text)
        if proposes:
            _untraceable(one, text, checked)
            act.detail = "proposed"
        if not operations.lock(one):
            raise NotFound
        operations.has_read(one, actor.person_id, now=now)
        state = QuoteState.PROPOSED if proposes else QuoteState.DRAFT
        version = number_of(typed.get("version", "")) or 0
        with _nobody_else():
            return operations.write(one, sentence=sentence, text=text, state=state, version=version, by=actor.person_id, now=now)


def decide_quote(*, actor: Actor, now: datetime, consent_id: UUID | str, typed: Mapping[str, str], checked: Sequence[str] = ()) -> None:
    """do = approve, return (with why), or stop an approved one. Who wrote it, or read the answer, does not approve it.

    Raises MayNot, NotFound, Refused (quote_own, quote_read, quote_traceable, quote_not_checked, quote_why, quote_changed).
    """
    with _act(actor, now, consent_id, "U", "quote.decided", Right.APPROVE_QUOTES) as act:
        one = _one(act, actor, consent_id, Right.APPROVE_QUOTES)
        quote, do = getattr(one, "quote", None), typed.get("do", "")
        wanted = QuoteState.APPROVED if do == "stop" else QuoteState.PROPOSED
        if quote is None or quote.state != wanted or do not in ("approve", "return", "stop"):
            raise Refused("quote_changed")
        if do == "approve":
            if quote.written_by_id == actor.person_id:
                raise Refused("quote_own")
            if quotes.was_read_by(one, actor.person_id):
                raise Refused("quote_read")
            _untraceable(one, quote.text, checked)
        remark = one_line(typed.get("remark", ""))[:LONGEST_REMARK]
        if do == "return" and not remark:
            raise Refused("quote_why")
        act.detail = do
        if not operations.lock(one):
            raise NotFound
        state = QuoteState.APPROVED if do == "approve" else QuoteState.DRAFT
        with _nobody_else():
            operations.decide(quote, state, remark, version=number_of(typed.get("version", "")) or 0, by=actor.person_id, now=now)


def _act(actor: Actor, now: datetime, consent_id: UUID | str, action: Action, event: str, right: Right) -> AbstractContextManager[Act]:
    return one_act(actor, right, now=now, action=action, event=event, about="quote", object_id=consent_id)


def _right(actor: Actor) -> Right:
    return Right.PICK_QUOTES if may(actor, Right.PICK_QUOTES) else Right.APPROVE_QUOTES


def _one(act: Act, actor: Actor, consent_id: UUID | str, right: Right) -> QuoteConsent:
    """One that may be used, named in the log. Who only judges finds nothing that was not chosen."""
    one = quotes.consent(actor, consent_id, right)
    quote = getattr(one, "quote", None)
    if one is None or (not may(actor, Right.PICK_QUOTES) and (quote is None or quote.state == QuoteState.DRAFT)):
        raise NotFound
    act.clients = quotes.ids_of([one])
    return one


def _shown(actor: Actor, one: QuoteConsent) -> QuoteShown:
    quote = getattr(one, "quote", None)
    state = QuoteState(quote.state) if quote else None
    chooses, judges = may(actor, Right.PICK_QUOTES), may(actor, Right.APPROVE_QUOTES)
    was_first = quote is not None and quote.written_by_id == actor.person_id
    decides = judges and state is QuoteState.PROPOSED and not was_first and not quotes.was_read_by(one, actor.person_id)
    return QuoteShown(
        id=one.pk,
        question=one.answer.shown.get("text", ""),
        half_year=str(HalfYear.of(timezone.localdate(one.answer.response.sent_at))),
        wording=one.wording,
        words=str(one.answer.said.get("value") or "") if chooses and not decides else "",
        sentence=quote.sentence if quote else "",
        text=quote.text if quote else "",
        state=state,
        version=quote.version if quote else 0,
        remark=quote.remark if quote else "",
        written_by=quote.written_by.name if quote else "",
        may_write=chooses and state in (None, QuoteState.DRAFT),
        may_decide=decides,
        may_stop=judges and state is QuoteState.APPROVED,
    )


def known_of(one: QuoteConsent) -> Known:
    """What is known about whoever wrote it, to look for in a sentence."""
    trajectory = one.answer.response.invitation.trajectory
    client = trajectory.client
    place = read_municipalities().get(client.municipality)
    helpers = [person.name for person in (trajectory.practitioner, trajectory.stand_in) if person is not None]
    return Known(
        people=(client.first_name, *(informant.name for informant in quotes.people_of(one))),
        helpers=tuple(helpers),
        municipality=place.name if place else "",
        providers=(client.provider.name,),
        number=client.number,
    )


def _fits(one: QuoteConsent, sentence: str, text: str) -> None:
    """The sentence stands in the answer, word for word; neither is too long to be one sentence of many."""
    if _squeezed(sentence) not in _squeezed(str(one.answer.said.get("value") or "")) or not sentence:
        raise Refused("quote_not_in_answer", field="sentence")
    if len(text) < SHORTEST:
        raise Refused("quote_too_short", field="text")
    if len(sentence) > LONGEST or len(text) > LONGEST:
        raise Refused("quote_too_long", field="text" if len(text) > LONGEST else "sentence", most=LONGEST)


def _untraceable(one: QuoteConsent, text: str, checked: Sequence[str]) -> None:
    found = certain(find_traces(text, known_of(one)))
    if found:
        raise Refused("quote_traceable", field="text", words=", ".join(f"‘{one.words}’" for one in found))
    if not set(CHECKS) <= set(checked):
        raise Refused("quote_not_checked", field="checks")


@contextmanager
def _nobody_else() -> Iterator[None]:
    """What somebody else did in between is told, not written over."""
    try:
        yield
    except operations.Changed:
        raise Refused("quote_changed") from None


def _squeezed(text: str) -> str:
    return " ".join(text.split()).casefold()
