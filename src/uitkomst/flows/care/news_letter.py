"""The message about what became of it: who gets it, and how it is written. What it says stands only behind the personal link.

Source: product.md ("Jullie zeiden, wij doen"); the rules are those of invitations.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import segno
from django.conf import settings
from django.utils import timezone

from uitkomst.care.operations.news import link_of
from uitkomst.care.reaching import lacks, reached
from uitkomst.care.states import Channel
from uitkomst.care.stops import why_not
from uitkomst.care.types import Informant, NewsMessage
from uitkomst.flows.care.addresses import leave_address, news_address
from uitkomst.flows.care.ways import is_here
from uitkomst.presentation.letters import Letter
from uitkomst.vocabulary.channels import way
from uitkomst.vocabulary.texts import read_texts

Readers = list[tuple[Informant, Channel]]


def readers_among(asked: Sequence[Informant]) -> tuple[Readers, int]:
    """Who gets it and how, of those who asked; and how many get nothing. Two who share an address get one message."""
    found: Readers = []
    taken: set[str] = set()
    left_out = 0
    # A parent first, so that on a shared address the letter speaks to the grown-up.
    for informant in sorted(asked, key=lambda one: one.kind != "parent"):
        channel = _channel(informant)
        if channel is None:
            left_out += 1
            continue
        address = reached(informant, channel).lower()
        if address not in taken:
            taken |= {address} - {""}
            found.append((informant, channel))
    return found, left_out


def _channel(informant: Informant) -> Channel | None:
    """As this person is asked, where something goes out by it; None where nothing may go, or there is no way."""
    channel = Channel(informant.channel)
    if not way(channel).asks or not way(channel).reaches_out or why_not(informant, channel):
        return None
    return channel if is_here(channel) and not lacks(informant, channel) else None


def not_any_more(message: NewsMessage, now: datetime) -> bool:
    """Looked at again at the last moment: whether this person may not, or does not want to, get it any more."""
    informant = message.informant
    over = message.news.expires_at is None or message.news.expires_at <= now
    return over or not informant.wants_news or _channel(informant) != message.channel


def mail_of(message: NewsMessage) -> dict[str, str]:
    """The e-mail: no name, no organisation, no word of help or care, nothing of what it says; only the links."""
    form, texts = _form(message), _texts(message)["mail"]
    text = texts[form].format(link=_link(message), stop=_stop(message), until=_until(message))
    return {"to": message.informant.email, "subject": texts[f"{form}_subject"], "text": text, "sender": settings.CLIENT_FROM_EMAIL}


def paper_of(message: NewsMessage) -> Letter:
    """The letter on paper, with the QR code of the link; it says as little as the e-mail."""
    form, texts, link = _form(message), _texts(message)["paper"], _link(message)
    return Letter(
        language=message.informant.client.language,
        title=texts[f"{form}_title"],
        opening=texts[f"{form}_opening"],
        paragraphs=(texts[form].format(until=_until(message)),),
        closing=texts[f"{form}_closing"].format(stop=_stop(message)),
        link=link,
        code=segno.make(link, error="m", micro=False).svg_inline(scale=5, border=4),
        code_text=texts["code"],
    )


def _form(message: NewsMessage) -> str:
    return "child" if message.informant.kind == "young_person" else "adult"


def _texts(message: NewsMessage) -> dict[str, dict[str, str]]:
    return dict(read_texts("uitkomst.flows.care", "news_letter", message.informant.client.language))


def _link(message: NewsMessage) -> str:
    return news_address(link_of(message))


def _stop(message: NewsMessage) -> str:
    return leave_address(message.informant)


def _until(message: NewsMessage) -> str:
    moment = message.news.expires_at
    return timezone.localtime(moment).strftime("%d-%m-%Y") if moment else ""
