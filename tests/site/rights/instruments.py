"""Who loads norms and scores from a file: who keeps the register; who sees and enters scores of a client: its practitioner."""

from __future__ import annotations

from tests.site.conftest import World
from tests.site.rights import QUALITY, Row, answers

ROWS: dict[str, list[Row]] = {
    "instruments": [Row(get=answers((200, QUALITY)), post=answers((400, QUALITY)))],
    "norms_example": [Row(get=answers((200, QUALITY)))],
    "import_scores": [Row(post=answers((400, QUALITY)))],
    "scores": [Row(get=answers((200, ("pim",))), post=answers((400, ("pim",))), about="scored")],
    "drop_score": [Row(post=answers((404, ("pim",))), about="score")],
}


def ids(world: World) -> dict[str, dict[str, object]]:
    """A client of Pim, and a score that is not there."""
    from tests.site import care
    from tests.site.conftest import NOW

    one = care.client(NOW, number="C-scores", bsn="")
    return {"scored": {"trajectory_id": one.pk}, "score": {"trajectory_id": one.pk, "score_id": 1}}
