"""Who may see and work with clients: the practitioner whose client it is, nobody else; and who keeps the register."""

from __future__ import annotations

from tests.site.conftest import World
from tests.site.rights import QUALITY, Row, answers

OWN_CLIENT = answers((200, ("pim",)))
WENT_ON = answers((302, ("pim",)))
NOT_YET = answers((400, ("pim",)))
KEEPERS = QUALITY

ROWS: dict[str, list[Row]] = {
    "clients": [Row(get=OWN_CLIENT)],
    "new_client": [Row(get=OWN_CLIENT, post=NOT_YET)],
    "find_client": [Row(get=WENT_ON, more=(("number", "C-rights"),)), Row(get=answers((404, ("pim",))), more=(("number", "verzonnen"),))],
    "trajectory": [Row(get=OWN_CLIENT, about="trajectory")],
    "client_details": [Row(get=OWN_CLIENT, post=NOT_YET, about="trajectory")],
    "paper": [Row(get=OWN_CLIENT, post=NOT_YET, about="asked")],
    "client_letter": [Row(get=OWN_CLIENT, about="trajectory")],
    "own_link": [Row(get=OWN_CLIENT, post=answers((404, ("pim",))), about="trajectory")],
    "goals": [Row(get=OWN_CLIENT, post=WENT_ON, about="trajectory")],
    "new_goal": [Row(get=OWN_CLIENT, post=NOT_YET, about="trajectory")],
    "drop_goal": [Row(post=WENT_ON, about="goal", changes=True)],
    "ask_client": [Row(get=OWN_CLIENT, post=answers((404, ("pim",))), about="trajectory")],
    "closing": [Row(get=OWN_CLIENT, post=NOT_YET, about="trajectory")],
    "hand_over": [Row(get=OWN_CLIENT, post=NOT_YET, about="asked")],
    "stop_invitation": [Row(post=answers((404, ("pim",))), about="asked")],
    "register": [Row(get=answers((200, KEEPERS)), post=answers((400, KEEPERS)))],
    "help_lines": [Row(get=answers((200, KEEPERS)), post=answers((400, KEEPERS)))],
}


def ids(world: World) -> dict[str, dict[str, object]]:
    """A client of Pim."""
    from tests import personas
    from tests.site import care
    from tests.site.conftest import NOW
    from uitkomst.flows.care.goals import add_goal
    from uitkomst.flows.care.invite_client import invite_client

    pim = personas.actor("pim")
    one = care.client(NOW, number="C-rights")
    goal = add_goal(actor=pim, now=NOW, trajectory_id=one.pk, typed={"text": "Weer naar school."})
    asked = invite_client(
        actor=pim, now=NOW, trajectory_id=one.pk, informant_id=care.parent(one).pk, moment="start", channel="tablet"
    )  # fmt: skip
    return {"trajectory": {"trajectory_id": one.pk}, "goal": {"goal_id": goal.pk}, "asked": {"invitation_id": asked.pk}}
