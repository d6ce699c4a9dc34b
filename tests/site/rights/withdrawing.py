"""Who may withdraw figures: who made them. The release of Het Anker is its own; a POST without a reason is refused."""

from __future__ import annotations

from tests.site.rights import QUALITY, Row, answers

MAKERS = (*QUALITY, "hanna")
OTHERS = (404, ("bram", "carla", "hanna"))
ROWS: dict[str, list[Row]] = {
    "releases_made": [Row(get=answers((200, MAKERS)))],
    "withdraw": [Row(get=answers((200, ("quirine",)), OTHERS), post=answers((400, ("quirine",)), OTHERS), about="release")],
}
