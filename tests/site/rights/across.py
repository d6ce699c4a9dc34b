"""Who may read across conversations: a region its own; lessons whoever takes part in conversations."""

from __future__ import annotations

from tests.site.rights import Row, answers
from tests.site.rights.conversation import ANKER, READ, SEE, WRITE

ROWS: dict[str, list[Row]] = {
    "across_region": [Row(get=answers((200, ("rosa",))))],
    "across_lessons": [Row(get=answers((200, SEE)))],
    "conversation_sharing": [
        Row(get=READ, post=answers((400, (*ANKER, "bianca")), (404, WRITE)), about="conversation")
    ],
}  # fmt: skip
