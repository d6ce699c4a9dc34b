"""Who says that several providers help a client together: the client's practitioner."""

from __future__ import annotations

from tests.site.conftest import World
from tests.site.rights import Row, answers

ROWS: dict[str, list[Row]] = {
    "together": [Row(get=answers((200, ("pim",))), post=answers((302, ("pim",))), about="together")],
}


def ids(world: World) -> dict[str, dict[str, object]]:
    """A client of Pim."""
    from tests.site import care
    from tests.site.conftest import NOW

    return {"together": {"trajectory_id": care.client(NOW, number="C-together", bsn="").pk}}
