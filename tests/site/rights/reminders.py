"""Reminders: everybody has the own setting; a link that leads nowhere says nothing."""

from __future__ import annotations

from tests.site.rights import ALL, Row, answers
from tests.site.rights.client import NOTHING, TOKEN

ROWS: dict[str, list[Row]] = {
    "reminders": [Row(get=ALL, post=answers(otherwise=302))],
    "reminders_stop": [Row(get=NOTHING, post=NOTHING, visitors=404, more=TOKEN)],
}
