"""Who may take part in a team talk: who works in that team."""

from __future__ import annotations

from tests.personas import actor
from tests.site.conftest import NOW, World
from tests.site.rights import Row, answers

OWN, ON, NOT_YET = answers((200, ("pim",))), answers((302, ("pim",))), answers((400, ("pim",)))
ROWS: dict[str, list[Row]] = {
    "team_talks": [Row(get=OWN, post=answers((404, ("pim",))))],
    "team_talk": [Row(get=OWN, about="talk")],
    "bring_case": [Row(post=NOT_YET, about="talk")],
    "team_change": [Row(post=NOT_YET, about="talk")],
    "explain_case": [Row(post=NOT_YET, about="brought_case")],
    "take_back_case": [Row(post=ON, about="brought_case", changes=True)],
}


def ids(world: World) -> dict[str, dict[str, object]]:
    """A talk of team Oost, in which Pim brought a client."""
    from tests.site import care
    from tests.site.test_team_talk import bring, teams
    from uitkomst.flows.team_talk.talk import start_talk

    talk = start_talk(actor=actor("pim"), now=NOW, team_id=teams()["oost"].pk, held_on="03-03-2025")
    case = bring(NOW, talk, care.client(NOW, number="C-talk", bsn=""))
    return {"talk": {"talk_id": talk.pk}, "brought_case": {"case_id": case.pk}}
