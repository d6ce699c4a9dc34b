"""Words of clients on the table of a conversation: which, laid by whom, and which parties let them into the minutes. Never the words."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from uitkomst.conversation.models import Conversation, Voice, VoiceAgreement
from uitkomst.organisations.actor import Actor


def on_the_table(record: Conversation, indicator: str) -> list[Voice]:
    """What lies beside one indicator, as it was laid."""
    found = Voice.objects.filter(party__conversation=record, indicator=indicator, taken_at=None)
    return list(found.select_related("party__organisation").prefetch_related("agreements"))


def one(record: Conversation, voice_id: UUID | str) -> Voice | None:
    """One that lies on the table of this conversation, or None."""
    try:
        return Voice.objects.filter(pk=voice_id, party__conversation=record, taken_at=None).first()
    except (ValidationError, ValueError):
        return None


def lay(party_id: int, indicator: str, quote: UUID, *, actor: Actor, now: datetime) -> bool:
    """Lay it beside an indicator. False when it lay there already."""
    try:
        with transaction.atomic():
            Voice.objects.create(party_id=party_id, indicator=indicator, quote=quote, laid_by_id=actor.person_id, laid_at=now)
    except IntegrityError:
        return False
    return True


def take(voice: Voice, *, now: datetime) -> None:
    """Off the table again."""
    Voice.objects.filter(pk=voice.pk, taken_at=None).update(taken_at=now)


def agree(voice: Voice, party_id: int, agrees: bool, *, actor: Actor, now: datetime) -> bool:
    """A party lets it into part B of the minutes, or not any more. False when nothing changed."""
    if not agrees:
        return bool(VoiceAgreement.objects.filter(voice=voice, party_id=party_id).delete()[0])
    given = {"agreed_by_id": actor.person_id, "agreed_at": now}
    return bool(VoiceAgreement.objects.get_or_create(voice=voice, party_id=party_id, defaults=given)[1])
