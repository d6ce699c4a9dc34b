"""Looking first: not there unless the setting is on (test_look_first.py has it on)."""

from __future__ import annotations

from tests.site.rights import Row, answers

ROWS: dict[str, list[Row]] = {"look_first": [Row(get=answers(otherwise=404), post=answers(otherwise=404), visitors=404)]}
