"""Write what became of it, and make a message for each who asked to hear. Each message is made once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import uuid4

from uitkomst.care.links import hash_of, new_nonce, token_of
from uitkomst.care.models import Informant, News, NewsMessage
from uitkomst.care.rules import NEWS_VALID_DAYS
from uitkomst.care.states import Channel, MessageState

_PURPOSE = "news"


def lock_news(provider_id: int, about: str) -> News:
    """The message of a provider about one conversation, for the rest of the transaction; made when it was not there."""
    News.objects.get_or_create(provider_id=provider_id, about=about)
    return News.objects.select_for_update(of=("self",)).get(provider_id=provider_id, about=about)


def write_news(news: News, *, opening: str, lines: Sequence[tuple[str, str]]) -> None:
    """What it says. What was sent never changes."""
    News.objects.filter(pk=news.pk, sent_at=None).update(opening=opening, lines=[list(pair) for pair in lines])


def send_news(news: News, readers: Sequence[tuple[Informant, Channel]], *, by: int, now: datetime) -> bool:
    """From now on it is sent: a message for each reader waits. False when it was before; then nothing changes."""
    until = now + timedelta(days=NEWS_VALID_DAYS)
    if not News.objects.filter(pk=news.pk, sent_at=None).update(sent_at=now, sent_by_id=by, expires_at=until):
        return False
    NewsMessage.objects.bulk_create((_message(news, informant, channel, now) for informant, channel in readers), ignore_conflicts=True)
    return True


def _message(news: News, informant: Informant, channel: Channel, now: datetime) -> NewsMessage:
    pk, nonce = uuid4(), new_nonce()
    return NewsMessage(
        id=pk, key=f"{news.pk}:{informant.pk}", news=news, informant=informant, channel=channel, due_at=now,
        nonce=nonce, token_hash=hash_of(token_of(_PURPOSE, pk, nonce)),
    )  # fmt: skip


def link_of(message: NewsMessage) -> str:
    """The secret part of the link of a message."""
    return token_of(_PURPOSE, message.pk, message.nonce)


def stop_message(message: NewsMessage) -> None:
    """It is not sent any more."""
    NewsMessage.objects.filter(pk=message.pk, state=MessageState.WAITING).update(state=MessageState.STOPPED)


def handed_over(message: NewsMessage, *, now: datetime) -> bool:
    """The practitioner gave the letter. False when that was so already."""
    waiting = NewsMessage.objects.filter(pk=message.pk, channel=Channel.LETTER, state=MessageState.WAITING)
    return bool(waiting.update(state=MessageState.SENT, tried_at=now))
