"""Read what became of it, by a personal link without an account; and say that one need not hear it again.

The page holds no personal data, and whether it was opened is not kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from uitkomst.care import news
from uitkomst.care.operations import informants
from uitkomst.care.stops import why_no_link
from uitkomst.care.types import NewsMessage
from uitkomst.flows.care.addresses import leave_behind_link
from uitkomst.flows.care.behind_link import NoSuchLink, behind_link
from uitkomst.records import audit


@dataclass(frozen=True, slots=True)
class NewsRead:
    """What stands behind the link. for_child: the reader is the young person. wanted: the reader still wants to hear. leave: the secret of
    the address where messages are stopped, when the message had no room for it."""

    opening: str
    lines: tuple[tuple[str, str], ...]
    language: str
    for_child: bool
    wanted: bool
    leave: str


def read_news(*, token: str, now: datetime, address: str) -> NewsRead:
    """What it says. Raises NotFound, Refused (too_many_links)."""
    with behind_link(token, now=now, address=address):
        return _read(_message(token, now))


def no_more_news(*, token: str, now: datetime, address: str) -> NewsRead:
    """This person does not want to hear of it again; other messages go on. A second time changes nothing. Raises as ``read_news``."""
    with behind_link(token, now=now, address=address), transaction.atomic():
        message = _message(token, now)
        if message.informant.wants_news:
            informants.set_wants_news(message.informant, False)
            message.informant.wants_news = False
            audit.record(
                None, now=now, action="U", event="news.unwanted", object_type="informant", object_id=str(message.informant_id),
                clients=[str(message.informant.client_id)], name=message.informant.kind, address=address, ground="link",
            )  # fmt: skip
        return _read(message)


def _message(token: str, now: datetime) -> NewsMessage:
    """What stops everything about a client stops this as well."""
    found = news.by_link(token)
    if found is None or found.news.expires_at is None or found.news.expires_at <= now:
        raise NoSuchLink
    if why_no_link(found.informant):
        raise NoSuchLink
    return found


def _read(message: NewsMessage) -> NewsRead:
    informant = message.informant
    return NewsRead(
        opening=message.news.opening,
        lines=tuple((said, done) for said, done in message.news.lines),
        language=informant.client.language,
        for_child=informant.kind == "young_person",
        wanted=informant.wants_news,
        leave=leave_behind_link(informant, message.channel),
    )
