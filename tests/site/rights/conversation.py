"""Who may take part: the parties of a conversation between Het Anker and Woerden. Somebody else is told that it is not there."""

from __future__ import annotations

from tests.personas import actor
from tests.site.conftest import NOW, World
from tests.site.rights import ALL, Row, answers

SEE = ("quirine", "daan", "bram", "carla", "bianca", "willem", "evert", "rosa", "cleo")
WRITE = tuple(name for name in SEE if name != "willem")
ANKER = ("quirine", "daan")
READ = answers((200, (*ANKER, "bianca", "willem")), (404, SEE))
WRITTEN = answers((302, (*ANKER, "bianca")), (404, WRITE))
REFUSED = answers((400, (*ANKER, "bianca")), (404, WRITE))
CALLED = answers((404, WRITE))
START = answers((404, ("cleo",)), (200, WRITE))
NOT_THERE = ("bram", "carla", "evert", "rosa", "cleo")
TELL = answers((200, ("quirine",)), (404, NOT_THERE))
_DROPOUT = (("indicator", "dropout"),)

ROWS: dict[str, list[Row]] = {
    "conversations": [Row(get=answers((200, SEE)))],
    "conversation_start": [Row(get=START, post=answers((404, ("cleo",)), (400, WRITE)))],
    "conversation_practice": [Row(get=ALL, post=ALL)],
    "conversation": [Row(get=answers((302, (*ANKER, "bianca", "willem")), (404, SEE)), about="conversation")],
    "conversation_preparing": [Row(get=READ, post=REFUSED, about="conversation")],
    "conversation_expecting": [Row(get=READ, post=WRITTEN, about="conversation")],
    "conversation_subject": [Row(get=READ, post=WRITTEN, about="conversation", more=_DROPOUT)],
    "conversation_table": [Row(get=READ, about="conversation", more=_DROPOUT)],
    "conversation_follow": [Row(get=READ, post=REFUSED, about="conversation")],
    "conversation_back": [Row(get=answers((404, SEE)), about="conversation")],
    "conversation_papers": [Row(get=READ, post=REFUSED, about="conversation")],
    "conversation_paper": [
        Row(get=answers((400, (*ANKER, "bianca", "willem")), (404, SEE)), about="conversation", more=(("paper", "letter"), ("kind", kind)))
        for kind in ("pdf", "docx")
    ],
    "conversation_agreeing": [Row(get=READ, post=WRITTEN, about="conversation")],
    "conversation_action": [
        Row(post=REFUSED, about="conversation", more=(("action_id", "00000000-0000-0000-0000-000000000000"),))
    ],
    "conversation_news": [Row(get=TELL, post=answers((400, ("quirine",)), (404, NOT_THERE)), about="conversation")],
    "conversation_minutes": [Row(get=READ, post=REFUSED, about="conversation")],
    "conversation_part_b": [Row(get=answers((404, SEE)), about="conversation")],
    "conversation_renew": [Row(post=REFUSED, about="conversation")],
    "conversation_stop": [Row(get=answers((200, (*ANKER, "bianca")), (404, WRITE)), post=REFUSED, about="conversation")],
    "conversation_move": [Row(post=CALLED, about="conversation")],
}  # fmt: skip


def ids(world: World) -> dict[str, dict[str, object]]:
    """A conversation of Het Anker with Woerden in which nobody has written an expectation yet."""
    from tests.site import conversations
    from uitkomst.flows.conversation.show import conversations as listed

    found = listed(actor=actor("quirine"), now=NOW)
    made = found[0].id if found else conversations.prepared(NOW)
    return {"conversation": {"conversation_id": made}}
