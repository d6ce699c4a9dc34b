"""Pages for everybody, people, invitations, health."""

from __future__ import annotations

from tests.site.rights import ALL, Row, answers

ROWS: dict[str, list[Row]] = {
    "start": [Row(get=ALL)],
    "enter_demo": [Row(post=answers(otherwise=404), visitors=404)],
    "switch_organisation": [Row(post=answers(otherwise=404))],
    "invitation": [Row(get=answers(otherwise=404), post=answers(otherwise=404), visitors=404, more=(("token", "verzonnen"),))],
    "health": [Row(get=ALL, visitors=200)],
}  # fmt: skip
