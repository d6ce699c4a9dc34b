"""Who may fill the register from a caseload file: who keeps the register of that provider."""

from __future__ import annotations

from tests.personas import actor
from tests.site.conftest import NOW, World
from tests.site.rights import QUALITY, Row, answers

ANKER = ("quirine",)
SEEN = answers((200, ANKER), (404, QUALITY))

ROWS: dict[str, list[Row]] = {
    "caseloads": [Row(get=answers((200, QUALITY)), post=answers((400, QUALITY)))],
    "caseload": [Row(get=SEEN, about="caseload")],
    "caseload_columns": [Row(post=answers((302, ANKER), (404, QUALITY)), about="caseload")],
    "accept_caseload": [Row(post=answers((302, ANKER), (404, QUALITY)), about="caseload", changes=True)],
    "withdraw_caseload": [Row(post=answers((409, ANKER), (404, QUALITY)), about="caseload", changes=True)],
}  # fmt: skip


def ids(world: World) -> dict[str, dict[str, object]]:
    """A caseload of Het Anker that waits."""
    from tests.caseloads import row, text_of
    from uitkomst.flows.caseload.receive_caseload import receive_caseload

    text = text_of([row(Hulpverlener="pim@example.org", Team="")])
    file = receive_caseload(actor=actor("quirine"), now=NOW, name="caseload.csv", chunks=[text.encode()])
    return {"caseload": {"file_id": file.pk}}
