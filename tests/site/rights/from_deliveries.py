"""Who sees what a delivery says about clients of the register: who keeps the register of that provider."""

from __future__ import annotations

from tests.site.conftest import World
from tests.site.rights import QUALITY, Row, answers

ANKER = ("quirine",)

ROWS: dict[str, list[Row]] = {
    "from_deliveries": [Row(get=answers((200, QUALITY)))],
    "from_delivery": [
        Row(get=answers((200, ANKER), (404, QUALITY)), post=answers((302, ANKER), (404, QUALITY)), about="from_delivery", changes=True)
    ],
}


def ids(world: World) -> dict[str, dict[str, object]]:
    """The delivery of Het Anker, laid beside its register."""
    from tests.site.conftest import NOW
    from uitkomst.care.operations import from_deliveries as operations
    from uitkomst.records.models import Delivery

    delivery = Delivery.objects.get(pk=world.deliveries["quirine"])
    operations.add(delivery.pk, delivery.provider_id, delivery.period, {"fill": 1}, now=NOW)
    return {"from_delivery": {"delivery_id": delivery.pk}}
