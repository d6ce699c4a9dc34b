"""Who may deliver, read findings and freeze."""

from __future__ import annotations

from tests.site.rights import DELIVERIES, OF_ANKER, QUALITY, Row, answers

ROWS: dict[str, list[Row]] = {
    "deliveries": [Row(get=answers((200, DELIVERIES)), post=answers((400, QUALITY)))],
    "delivery": [Row(get=OF_ANKER, about="delivery")],
    "delivery_progress": [Row(get=OF_ANKER, about="delivery")],
    "delivery_findings": [Row(get=OF_ANKER, about="delivery")],
    "delivery_findings_file": [Row(get=OF_ANKER, about="delivery")],
    "accept_delivery": [Row(post=answers((409, ("quirine",)), (404, ("bram", "carla"))), about="delivery")],
    "withdraw_delivery": [Row(post=answers((302, ("quirine",)), (404, ("bram", "carla"))), about="delivery", changes=True)],
    "freeze": [Row(get=answers((200, (*QUALITY, "hanna"))), post=answers((400, (*QUALITY, "hanna"))))],
    "freeze_progress": [Row(get=answers((200, (*QUALITY, "hanna"))))],
}  # fmt: skip
