"""Write what clients let be used: the consent, its withdrawal, and the sentence on its way to a second person."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F

from uitkomst.care.models import Answer, Quote, QuoteConsent, QuoteReader, Response
from uitkomst.care.states import QuoteState


class Changed(Exception):
    """Somebody else changed it in the meantime."""


def set_consent(response: Response, question: str, wording: str, language: str, *, now: datetime, parent: int | None = None) -> None:
    """A sentence of the answer to this question may be used. wording: "" when it may not (any more), which is so unless it is said.

    parent: who agrees as well. Only before sending; after that ``withdraw``.
    """
    answer = Answer.objects.filter(response=response, question=question, response__sent_at=None).first()
    if answer is None:
        return
    if not wording or answer.only_total or not answer.said.get("value"):
        QuoteConsent.objects.filter(answer=answer).delete()
        return
    QuoteConsent.objects.update_or_create(
        answer=answer, defaults={"wording": wording, "language": language, "given_at": now, "parent_id": parent}
    )


def has_read(consent: QuoteConsent, person: int, *, now: datetime) -> None:
    """The whole answer was shown to this person; a second time changes nothing."""
    QuoteReader.objects.get_or_create(consent=consent, person_id=person, defaults={"read_at": now})


def lock(consent: QuoteConsent) -> bool:
    """Hold it for the rest of the transaction, so that a withdrawal waits. False when it was withdrawn in the meantime."""
    return QuoteConsent.objects.select_for_update(of=("self",)).filter(pk=consent.pk, withdrawn_at=None).exists()


def withdraw(consents: list[QuoteConsent], *, by: int | None, now: datetime) -> int:
    """Nothing of these is used any more: what was chosen is emptied. Returns how many it was new for."""
    ids = [one.pk for one in consents]
    number = QuoteConsent.objects.filter(pk__in=ids, withdrawn_at=None).update(withdrawn_at=now, withdrawn_by_id=by)
    gone = {"sentence": "", "text": "", "remark": "", "state": QuoteState.WITHDRAWN, "version": F("version") + 1}
    Quote.objects.filter(consent_id__in=ids).update(**gone)
    return number


def write(consent: QuoteConsent, *, sentence: str, text: str, state: QuoteState, version: int, by: int, now: datetime) -> Quote:
    """Keep the chosen sentence and how others may read it, as a draft or for a second person. Raises Changed."""
    fields = {"sentence": sentence, "text": text, "state": state, "written_by_id": by, "written_at": now}
    fresh = {"remark": "", "decided_by_id": None, "decided_at": None} if state is QuoteState.PROPOSED else {}
    if not version:
        quote, made = Quote.objects.get_or_create(consent=consent, defaults=fields)
        if not made:
            raise Changed
        return quote
    open_ = Quote.objects.filter(consent=consent, version=version, state=QuoteState.DRAFT)
    if not open_.update(version=version + 1, **fields, **fresh):
        raise Changed
    return Quote.objects.get(consent=consent)


def decide(quote: Quote, state: QuoteState, remark: str, *, version: int, by: int, now: datetime) -> None:
    """A second person approves it, or gives it back; or what was approved is taken back. Raises Changed."""
    same = Quote.objects.filter(pk=quote.pk, version=version, state__in=(QuoteState.PROPOSED, QuoteState.APPROVED))
    if not same.update(state=state, remark=remark, version=version + 1, decided_by_id=by, decided_at=now):
        raise Changed
