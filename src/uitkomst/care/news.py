"""Reads about what became of it: who asked to hear, what was sent, and the message behind a link."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Count

from uitkomst.care import scope
from uitkomst.care.links import hash_of
from uitkomst.care.models import Informant, News, NewsMessage
from uitkomst.care.states import Channel, MessageState
from uitkomst.organisations.actor import Actor


def who_asked(actor: Actor) -> list[Informant]:
    """Everybody of the own register who asked to hear what becomes of it; nobody for who does not keep the register."""
    found = Informant.objects.filter(wants_news=True, client__in=scope.register_clients(actor))
    return list(found.select_related("client").order_by("client_id", "kind", "position", "pk"))


def news_about(provider_id: int, about: str) -> News | None:
    """The message of a provider about one conversation, written or sent."""
    return News.objects.filter(provider_id=provider_id, about=about).select_related("sent_by").first()


def sent_about(provider_id: int) -> set[str]:
    """The conversations about which this provider sent its message."""
    return set(News.objects.filter(provider_id=provider_id, sent_at__isnull=False).values_list("about", flat=True))


def how_it_went(news: News) -> dict[tuple[str, str], int]:
    """(channel, state) -> how many messages."""
    found = NewsMessage.objects.filter(news=news).order_by().values_list("channel", "state").annotate(Count("pk"))
    return {(channel, state): number for channel, state, number in found}


def by_link(token: str) -> NewsMessage | None:
    """The message behind a link, whatever its state."""
    return NewsMessage.objects.filter(token_hash=hash_of(token)).select_related("news", "informant__client").first()


def to_hand_over(actor: Actor, now: datetime) -> list[NewsMessage]:
    """Letters for clients of this practitioner that were not handed over yet."""
    found = NewsMessage.objects.filter(channel=Channel.LETTER, state=MessageState.WAITING, news__expires_at__gt=now)
    mine = found.filter(informant__client__in=scope.clients(actor))
    return list(mine.select_related("news", "informant__client").order_by("informant__client__first_name", "pk"))


def letter(actor: Actor, message_id: UUID | str, now: datetime) -> NewsMessage | None:
    """One of those letters, also after it was handed over; None when it is not there or not for this actor."""
    found = NewsMessage.objects.filter(channel=Channel.LETTER, news__expires_at__gt=now, informant__client__in=scope.clients(actor))
    try:
        return found.filter(pk=message_id).select_related("news", "informant__client").first()
    except (ValidationError, ValueError):
        return None
