"""Who may see, correct and erase: the client's practitioner; who keeps the register decides."""

from __future__ import annotations

from tests.site.conftest import World
from tests.site.rights import QUALITY, Row, answers

NOBODYS = "00000000-0000-0000-0000-000000000000"
OWN = answers((200, ("pim",)))
ROWS: dict[str, list[Row]] = {
    "client_rights": [Row(get=OWN, post=answers((400, ("pim",))), about="client_rights")],
    "correct_client": [Row(post=answers((302, ("pim",))), about="client_rights")],
    "withdraw_quote": [Row(post=answers((404, ("pim",))), about="client_rights", more=(("consent_id", NOBODYS),))],
    "client_copy": [Row(get=OWN, about="client_copy")],
    "client_copy_file": [Row(get=OWN, about="client_copy")],
    "register_requests": [Row(get=answers((200, QUALITY)))],
    "decide_request": [Row(post=answers((409, ("quirine",)), (404, QUALITY)), about="client_request")],
    "merge_clients": [Row(post=answers((409, QUALITY)))],
}


def ids(world: World) -> dict[str, dict[str, object]]:
    """A client of Pim who asked for something."""
    from tests import personas
    from tests.site import care
    from tests.site.conftest import NOW
    from uitkomst.flows.client_rights.requests import ask

    one = care.client(NOW, number="C-asks", bsn="")
    typed = {"kind": "erase", "asked_by": "Noor", "asked_on": "03-03-2025"}
    request = ask(actor=personas.actor("pim"), now=NOW, client_id=one.client_id, typed=typed)
    copy = {"client_id": one.client_id, "informant_id": care.young_person(one).pk}
    return {"client_rights": {"client_id": one.client_id}, "client_copy": copy, "client_request": {"request_id": request.pk}}
