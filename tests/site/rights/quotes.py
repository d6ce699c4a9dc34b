"""Who may choose and judge what clients said: the quality officer and the director; and who may read it in a conversation: its parties."""

from __future__ import annotations

from tests.site.rights import Row, answers
from tests.site.rights.conversation import ANKER, READ, SEE, WRITE

PROVIDERS = ("quirine", "daan", "bram", "carla")
_NOBODYS = (("consent_id", "00000000-0000-0000-0000-000000000000"),)

ROWS: dict[str, list[Row]] = {
    "quotes": [Row(get=answers((200, PROVIDERS)))],
    "quote": [Row(get=answers((404, PROVIDERS)), post=answers((404, PROVIDERS)), more=_NOBODYS)],
    # Nobody has an expectation yet: whoever takes part sees the page without words, and can do nothing.
    "conversation_voices": [
        Row(get=READ, post=answers((400, (*ANKER, "bianca")), (404, WRITE)), about="conversation", more=(("indicator", "dropout"),))
    ],
}
assert set(PROVIDERS) <= set(SEE)
