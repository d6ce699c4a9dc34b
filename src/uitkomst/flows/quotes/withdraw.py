"""Take back that a sentence may be used: behind the link by which was answered, on the own page, or at the practitioner on request.

Whatever was chosen of it is emptied at once. Where it lay on a table, the page says that it was withdrawn.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.core import signing
from django.db import transaction
from django.utils import timezone

from uitkomst.care import queries, quotes, rights
from uitkomst.care.links import hash_of
from uitkomst.care.operations import quotes as operations
from uitkomst.care.types import Client, Informant, QuoteConsent
from uitkomst.flows.care.act import client_id as in_log
from uitkomst.flows.care.behind_link import NoSuchLink, behind_link
from uitkomst.flows.care.sheet import Sheet, sheet_behind, works
from uitkomst.flows.one_act import one_act
from uitkomst.flows.refusals import NotFound
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.rights import Right
from uitkomst.records import audit

_PURPOSE = "uitkomst.quotes.own"
_SECONDS = 1800


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody let be used: the question, when it was answered, until when (None: still). Never the words.

    parent: who agreed as well, for who was under sixteen.
    """

    id: UUID
    who: str
    question: str
    day: date
    until: date | None
    parent: str = ""


def given_by(informant: Informant) -> tuple[Given, ...]:
    """What one person let be used, also what was taken back."""
    return tuple(
        Given(
            one.pk,
            informant.name or informant.kind,
            one.answer.shown.get("text", ""),
            timezone.localdate(one.answer.response.sent_at),
            timezone.localdate(one.withdrawn_at) if one.withdrawn_at else None,
            (one.parent.name or one.parent.kind) if one.parent else "",
        )
        for one in quotes.given_by(informant.pk)
    )


def given_about(client: Client) -> tuple[Given, ...]:
    """What everybody who is asked about a client let be used."""
    return tuple(given for informant in client.informants.all() for given in given_by(informant))


def given_behind(sheet: Sheet) -> tuple[str, ...]:
    """The questions of a sheet of which something may be used."""
    return tuple(quotes.given_in(sheet.response)) if sheet.response else ()


def withdraw_behind_link(*, token: str, now: datetime, address: str) -> None:
    """All of what was answered behind a link. A second time changes nothing. Raises NotFound, Refused (too_many_links)."""
    with behind_link(token, now=now, address=address), transaction.atomic():
        invitation = queries.by_link(token)
        if invitation is None or not works(invitation, now):
            raise NoSuchLink
        sheet = sheet_behind(invitation, now, "")
        found = [one for one in quotes.given_by(invitation.informant.pk) if sheet.response and one.answer.response_id == sheet.response.pk]
        _withdraw(found, str(invitation.trajectory.client_id), invitation.informant.kind, now, address)


def ticket(token: str) -> str:
    """With this, the page that was just opened by a code can take something back; it is good for half an hour, and for this link alone."""
    return signing.dumps(hash_of(token), salt=_PURPOSE)


def withdraw_by_own_link(*, token: str, proof: str, consent_id: str, now: datetime, address: str) -> None:
    """One of them, from the own page. Raises NotFound (also when the page stood open too long), Refused (too_many_links)."""
    with behind_link(token, now=now, address=address), transaction.atomic():
        link = queries.own_link(token, now)
        if link is None:
            raise NoSuchLink
        try:
            held = signing.loads(proof, salt=_PURPOSE, max_age=_SECONDS)
        except signing.BadSignature:
            raise NotFound from None
        found = [one for one in quotes.given_by(link.informant.pk) if str(one.pk) == consent_id]
        if held != hash_of(token) or not found:
            raise NotFound
        _withdraw(found, str(link.trajectory.client_id), link.informant.kind, now, address)


def withdraw_for(*, actor: Actor, now: datetime, client_id: UUID | str, consent_id: UUID | str) -> None:
    """The practitioner writes down that somebody takes it back. Raises MayNot, NotFound."""
    with one_act(actor, Right.CARE, now=now, action="U", event="quote.withdrawn", about="client", object_id=client_id) as act:
        client = rights.whole_client(actor, client_id)
        given = (one for who in client.informants.all() for one in quotes.given_by(who.pk)) if client else ()
        found = [one for one in given if str(one.pk) == str(consent_id)]
        if client is None or not found:
            raise NotFound
        act.clients = [in_log(client)]
        act.unlogged = not operations.withdraw(found, by=actor.person_id, now=now)


def _withdraw(found: list[QuoteConsent], client: str, kind: str, now: datetime, address: str) -> None:
    """A line about somebody who has a link: the kind of informant, never a name."""
    if operations.withdraw(found, by=None, now=now):
        audit.record(
            None, now=now, action="U", event="quote.withdrawn", object_type="quote", object_id=str(found[0].pk), clients=[client],
            name=kind, address=address, ground="link",
        )  # fmt: skip
