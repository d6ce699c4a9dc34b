"""Who may read the log."""

from __future__ import annotations

from tests.site.rights import AUDITORS, Row, answers

ROWS: dict[str, list[Row]] = {
    "log": [Row(get=answers((200, AUDITORS)))],
    "access_list": [Row(get=answers((200, AUDITORS)), post=answers((400, AUDITORS)))],
    "log_verify": [Row(post=answers((200, AUDITORS)))],
    "log_file": [Row(get=answers((200, AUDITORS)), more=(("kind", kind),)) for kind in ("csv", "json")],
}  # fmt: skip
