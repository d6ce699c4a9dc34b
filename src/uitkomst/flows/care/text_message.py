"""The text message: one of 160 characters, with a link. No name, no organisation, no word of help or care; how to stop stands behind it.

Source: 3GPP TS 23.038 (the basic characters of a text message; with any other it holds 70).
"""

from __future__ import annotations

from uitkomst.care.operations import asking
from uitkomst.care.operations import news as news_operations
from uitkomst.care.operations.sending import Letter
from uitkomst.care.reaching import reached
from uitkomst.care.states import Channel, InformantKind
from uitkomst.care.types import Message
from uitkomst.flows.care.addresses import answer_address, news_address
from uitkomst.vocabulary.texts import LANGUAGES, read_texts

LONGEST = 160
_SECRET = "x" * 27
"""As long as the secret of a link is."""


def of(message: Letter) -> tuple[str, str]:
    """(the number to which it goes, the text)."""
    if isinstance(message, Message):
        informant, kind, link = message.invitation.informant, message.kind, answer_address(asking.link_of(message.invitation))
    else:
        informant, kind, link = message.informant, "news", news_address(news_operations.link_of(message))
    texts = read_texts("uitkomst.flows.care", "text_message", informant.client.language)
    form = "child" if informant.kind == InformantKind.YOUNG_PERSON else "adult"
    return reached(informant, Channel.SMS), texts[kind][form].format(link=link)


def longest() -> int:
    """How many characters the longest one has with the address of this installation."""
    links = {"news": news_address(_SECRET)}
    texts = (read_texts("uitkomst.flows.care", "text_message", language) for language in LANGUAGES)
    return max(
        len(text.format(link=links.get(kind, answer_address(_SECRET))))
        for forms in texts for kind, of_kind in forms.items() for text in of_kind.values()
    )  # fmt: skip
