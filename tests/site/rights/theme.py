"""The colours of an organisation's own theme: for everybody, where there is one; in the tests there is none."""

from __future__ import annotations

from tests.site.rights import Row, answers

ROWS: dict[str, list[Row]] = {"theme": [Row(get=answers(otherwise=404), visitors=404)]}
