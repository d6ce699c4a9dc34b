"""Reads of what clients let be used, each cut down to what the actor may reach (``scope``)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from uitkomst.care import scope
from uitkomst.care.models import Informant, Quote, QuoteConsent, Response
from uitkomst.care.states import QuoteState
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.rights import Right

_WHOLE = (
    "answer__response__invitation__informant", "answer__response__invitation__trajectory__client__provider",
    "answer__response__invitation__trajectory__practitioner", "answer__response__invitation__trajectory__stand_in", "quote__written_by",
)  # fmt: skip


def to_pick_from(actor: Actor) -> list[QuoteConsent]:
    """Answers of which a sentence may be used, the newest first, with the sentence that was chosen when there is one."""
    return list(_whole(actor, Right.PICK_QUOTES).exclude(answer__said__value=None))


def to_decide(actor: Actor) -> list[QuoteConsent]:
    """Those with a chosen sentence that waits for a second person, or that was approved."""
    chosen = (QuoteState.PROPOSED, QuoteState.APPROVED)
    return list(_whole(actor, Right.APPROVE_QUOTES).filter(quote__state__in=chosen))


def waiting_for(actor: Actor) -> int:
    """How many wait for this person to be the second."""
    waiting = scope.consents(actor, Right.APPROVE_QUOTES).filter(quote__state=QuoteState.PROPOSED)
    return waiting.exclude(quote__written_by_id=actor.person_id).exclude(readers__person_id=actor.person_id).count()


def consent(actor: Actor, consent_id: UUID | str, right: Right) -> QuoteConsent | None:
    """One of them, or None when it is not there, not for this actor, or not to be used any more."""
    try:
        return _whole(actor, right).filter(pk=consent_id).first()
    except (ValidationError, ValueError):
        return None


def was_read_by(one: QuoteConsent, person_id: int) -> bool:
    """Whether the whole answer was shown to somebody."""
    return any(reader.person_id == person_id for reader in one.readers.all())


def people_of(one: QuoteConsent) -> list[Informant]:
    """Everybody who can be asked about the client, whose names may not be in a sentence."""
    return list(Informant.objects.filter(client_id=one.answer.response.invitation.trajectory.client_id))


def approved_of(provider_id: int, first: date, last: date) -> list[Quote]:
    """Sentences of a provider's clients that others may read, of answers given between two days, the newest first."""
    invitation = "consent__answer__response"
    given = Q(**{f"{invitation}__sent_at__date__gte": first, f"{invitation}__sent_at__date__lte": last})
    own = {f"{invitation}__invitation__trajectory__client__provider_id": provider_id}
    return list(
        scope.approved_quotes()
        .filter(given, **own)
        .select_related(f"{invitation}__invitation__informant", f"{invitation}__invitation__trajectory")
    )


def approved(quote_ids: Iterable[UUID]) -> dict[UUID, tuple[str, str]]:
    """Of each that others may read now: what kind of informant said it, and the text. What is not in it was withdrawn or erased."""
    kind = "consent__answer__response__invitation__informant__kind"
    return {pk: (who, text) for pk, who, text in scope.approved_quotes().filter(pk__in=list(quote_ids)).values_list("pk", kind, "text")}


def given_by(informant_id: int) -> list[QuoteConsent]:
    """What one person let be used in answers that were sent, the newest first; also what was withdrawn."""
    found = QuoteConsent.objects.filter(answer__response__invitation__informant_id=informant_id, answer__response__sent_at__isnull=False)
    return list(found.select_related("answer__response", "quote", "parent"))


def given_in(response: Response) -> list[str]:
    """The questions of which something may be used, of one response."""
    found = QuoteConsent.objects.filter(answer__response_id=response.pk, withdrawn_at=None)
    return list(found.order_by().values_list("answer__question", flat=True))


def ids_of(found: Sequence[QuoteConsent]) -> list[str]:
    """How the log names the clients of these."""
    return sorted({str(one.answer.response.invitation.trajectory.client_id) for one in found})


def _whole(actor: Actor, right: Right) -> QuerySet[QuoteConsent]:
    return scope.consents(actor, right).select_related(*_WHOLE).prefetch_related("readers")
