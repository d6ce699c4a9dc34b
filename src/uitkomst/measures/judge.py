"""Judge: every unit of one indicator with its verdict and reason. For explanations and tests, `own` audience only.

Source: definitions 3 (every unit gets exactly one verdict and one reason).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from uitkomst.measures.measure import ask_periods, verdicts
from uitkomst.snapshots import Snapshot


@dataclass(frozen=True, slots=True)
class JudgedUnit:
    """One unit of an indicator. ``client`` is the number of the client inside this snapshot, never the pseudonym.

    period: index of the half-year; units: how many (goals; else 1); value: on a scale; outcome: class of the distribution.
    """

    indicator: str
    variant: str
    informant: str
    period: int
    provider: str
    municipality: str | None
    client: int
    form: str
    start_date: date
    end_date: date | None
    units: int
    verdict: str
    reason: str
    value: int | None
    outcome: str | None


_SQL = """SELECT variant, informant, period, provider, municipality, client, form, start_date, end_date, units, verdict, reason,
       CASE WHEN verdict = 'known' THEN value END,
       CASE WHEN verdict IN ('met', 'not_met', 'known') THEN class END
FROM verdicts ORDER BY period, provider, client, form, start_date, variant, informant, reason"""


def judge(snapshot: Snapshot, indicator: str, half_years: Iterable[int]) -> Iterator[JudgedUnit]:
    """Every unit of this indicator in these half-years (indices), in a fixed order."""
    ask_periods(snapshot.engine, [(str(index), index) for index in half_years])
    verdicts(snapshot.engine, indicator)
    for row in snapshot.engine.rows(_SQL):
        yield JudgedUnit(indicator, *row)
