"""Numbers for a monitor: not there for people (test_metrics.py has the token)."""

from __future__ import annotations

from tests.site.rights import Row, answers

ROWS: dict[str, list[Row]] = {"metrics": [Row(get=answers(otherwise=404), visitors=404)]}
