"""Who may print letters: the client's practitioner."""

from __future__ import annotations

from tests.site.conftest import World
from tests.site.rights import Row, answers

OWN = answers((200, ("pim",)))
ROWS: dict[str, list[Row]] = {
    "invitation_letter": [Row(get=OWN, about="letter_invitation")],
}


def ids(world: World) -> dict[str, dict[str, object]]:
    """A client of Pim with an invitation by letter."""
    from tests import personas
    from tests.site import care
    from tests.site.conftest import NOW
    from uitkomst.flows.care.invite_client import invite_client

    one = care.client(NOW, number="C-letter", bsn="")
    asked = invite_client(
        actor=personas.actor("pim"), now=NOW, trajectory_id=one.pk, informant_id=care.parent(one).pk, moment="start", channel="letter"
    )
    return {"letter_invitation": {"invitation_id": asked.pk}}
