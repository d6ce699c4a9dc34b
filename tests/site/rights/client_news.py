"""Who reads what became of it: whoever has the link; who hands it over on paper: the client's practitioner."""

from __future__ import annotations

from tests.site.conftest import World
from tests.site.rights import Row, answers
from tests.site.rights.client import NOTHING, TOKEN

OWN = answers((200, ("pim",)))
ROWS: dict[str, list[Row]] = {
    "news_read": [Row(get=NOTHING, post=NOTHING, visitors=404, more=TOKEN)],
    "news_letters": [Row(get=OWN)],
    "news_letter": [Row(get=OWN, about="news_letter")],
    "news_letter_given": [Row(post=answers((302, ("pim",))), about="news_letter")],
}


def ids(world: World) -> dict[str, dict[str, object]]:
    """A letter for a client of Pim about a conversation of Het Anker."""
    from tests.personas import actor
    from tests.site import care
    from tests.site.conftest import NOW
    from uitkomst.care.models import Informant, NewsMessage
    from uitkomst.care.operations import news
    from uitkomst.care.states import Channel

    one = care.client(NOW, number="C-news", bsn="")
    parent = care.parent(one)
    Informant.objects.filter(pk=parent.pk).update(wants_news=True, channel="letter")
    made = news.lock_news(actor("quirine").organisation_id, "a conversation")
    from django.utils import timezone

    news.send_news(made, [(parent, Channel.LETTER)], by=actor("quirine").person_id, now=timezone.now())
    return {"news_letter": {"message_id": NewsMessage.objects.get(informant=parent).pk}}
