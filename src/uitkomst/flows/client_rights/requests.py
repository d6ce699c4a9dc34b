"""A client asks to see, correct or erase the own data: written down, answered in time, done or refused with a reason.

Source: Jeugdwet 7.3.9 (destroyed on request, unless the law or another's considerable interest stands against it), 7.3.10 (see, copy).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from uitkomst.care import queries, rights
from uitkomst.care.operations import rights as operations
from uitkomst.care.states import ErasedFor, RequestKind, RequestState
from uitkomst.care.types import Change, Client, ClientRequest, Informant, RetentionRun
from uitkomst.flows.care.act import client_id as in_log
from uitkomst.flows.one_act import one_act
from uitkomst.flows.quotes.withdraw import Given, given_about
from uitkomst.flows.refusals import NotFound, Refused
from uitkomst.intake.caseload.values import read_day
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.rights import Right
from uitkomst.vocabulary.typed import clean

LONGEST = 4_000
OTHER = "other"
"""Somebody else than those who can be asked: by a name that was typed."""


@dataclass(frozen=True, slots=True)
class RightsShown:
    """The page of one client's rights. history: every change with what stood there before, the newest first, as far as this reader may see.

    given: what people let be used of their answers, without the words. trajectory_id: the newest help that is for this reader.
    """

    client: Client
    requests: tuple[ClientRequest, ...]
    history: tuple[Change, ...]
    given: tuple[Given, ...] = ()
    trajectory_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class RequestsShown:
    """What waits for who keeps the register, and what retention did."""

    requests: tuple[ClientRequest, ...]
    runs: tuple[RetentionRun, ...]


def show_rights(*, actor: Actor, now: datetime, client_id: UUID | str) -> RightsShown:
    """Requests and history of one client. Raises MayNot, NotFound."""
    with one_act(actor, Right.CARE, now=now, action="R", event="client.rights", about="client", object_id=client_id) as act:
        client = _client(actor, client_id)
        act.clients = [in_log(client)]
        history = tuple(reversed(rights.history_for(actor, client)))
        newest = next(iter(queries.trajectories_of(actor, client)), None)
        return RightsShown(client, tuple(rights.requests_of(client)), history, given_about(client), newest.pk if newest else None)


def ask(*, actor: Actor, now: datetime, client_id: UUID | str, typed: Mapping[str, str]) -> ClientRequest:
    """Write down what a client asks (``who``, ``asked_by``: see ``_who``). Raises MayNot, NotFound, Refused (rights_… with ``field``)."""
    with one_act(actor, Right.CARE, now=now, action="C", event="client.asked", about="client", object_id=client_id) as act:
        client = _client(actor, client_id)
        act.clients = [in_log(client)]
        kind = typed.get("kind", "")
        if kind not in tuple(RequestKind):
            raise Refused("rights_not_in_list", field="kind")
        informant, asked_by = _who(client, typed)
        said = _text(typed, "said", LONGEST, needed=kind in ("correct", "statement"))
        day = read_day(typed.get("asked_on", ""))[0]
        if day is None or day > timezone.localdate(now):
            raise Refused("rights_no_day", field="asked_on")
        act.detail = kind
        return operations.add_request(
            client, RequestKind(kind), informant=informant, asked_by=asked_by, said=said, asked_on=day, by=actor.person_id, now=now
        )


def _who(client: Client, typed: Mapping[str, str]) -> tuple[Informant | None, str]:
    """Who asks: ``who``, the number of one of those who can be asked, with that name; else somebody else, as typed in ``asked_by``."""
    chosen = typed.get("who", "")
    if chosen in ("", OTHER):
        return None, _text(typed, "asked_by", 100)
    found = next((one for one in client.informants.all() if str(one.pk) == chosen), None)
    if found is None:
        raise Refused("rights_not_in_list", field="who")
    return found, found.name or client.name


def list_requests(*, actor: Actor, now: datetime) -> RequestsShown:
    """All open requests of the own provider. Raises MayNot."""
    with one_act(actor, Right.KEEP_REGISTER, now=now, action="R", event="requests.listed", about="client") as act:
        found = tuple(rights.open_requests(actor))
        act.clients = sorted({in_log(one.client) for one in found})
        return RequestsShown(found, tuple(rights.retention_runs(actor)))


def decide(*, actor: Actor, now: datetime, request_id: int | str, done: bool, answer: str = "", number: str = "") -> ClientRequest:
    """Carry a request out, or refuse it with the reason. To erase, ``number`` is typed again; then everything of the client goes.

    Raises MayNot, NotFound, Refused (rights_decided, rights_why, rights_number).
    """
    with one_act(actor, Right.KEEP_REGISTER, now=now, action="D" if done else "U", event="request.decided", about="client") as act:
        request = rights.request(actor, request_id)
        if request is None:
            raise NotFound
        client = request.client
        act.object_id, act.clients, act.detail = in_log(client), [in_log(client)], f"{request.kind} {'done' if done else 'refused'}"
        if not done and not answer.strip():
            raise Refused("rights_why", field="answer")
        if done and request.kind == RequestKind.ERASE and number.strip() != client.number:
            raise Refused("rights_number", field="number")
        state = RequestState.DONE if done else RequestState.REFUSED
        if not operations.decide_request(request, state, answer.strip()[:LONGEST], by=actor.person_id, now=now):
            raise Refused("rights_decided")
        if done and request.kind == RequestKind.ERASE:
            operations.erase_client(client, ErasedFor.REQUEST, today=timezone.localdate(now))
        return request


def _client(actor: Actor, client_id: UUID | str) -> Client:
    client = rights.whole_client(actor, client_id)
    if client is None:
        raise NotFound
    return client


def _text(typed: Mapping[str, str], name: str, most: int, *, needed: bool = True) -> str:
    found = clean(typed.get(name, ""))
    if needed and not found:
        raise Refused("rights_needed", field=name)
    if len(found) > most:
        raise Refused("rights_too_long", field=name, most=most)
    return found
