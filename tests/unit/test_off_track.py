"""When the list asks whether to talk about a goal that does not move: after a set time, and never as a judgement."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from uitkomst.care.rules import NO_PROGRESS_DAYS, off_track
from uitkomst.care.states import Scale

pytestmark = pytest.mark.once

START = date(2024, 1, 8)


def day(number: int) -> date:
    return START + timedelta(days=number)


MOVED, STILL, FELL = [(day(1), 0), (day(60), 1)], [(day(1), 0), (day(60), 0)], [(day(1), 1), (day(60), 0)]
CASES = {
    # goals with their views -> the first day on which it is asked, None = never
    "no goals at all": ([], NO_PROGRESS_DAYS),
    "a goal without a view": ([(Scale.THREE, [])], NO_PROGRESS_DAYS),
    "the same at both looks": ([(Scale.THREE, STILL)], NO_PROGRESS_DAYS),
    "it went down": ([(Scale.THREE, FELL)], NO_PROGRESS_DAYS),
    "it moved at day 60": ([(Scale.THREE, MOVED)], 60 + NO_PROGRESS_DAYS),
    "one of two moved": ([(Scale.THREE, STILL), (Scale.THREE, MOVED)], 60 + NO_PROGRESS_DAYS),
    "all were reached": ([(Scale.THREE, [(day(1), 2)]), (Scale.GAS, [(day(1), 0)])], None),
    "one of two was reached": ([(Scale.THREE, [(day(1), 2)]), (Scale.THREE, STILL)], NO_PROGRESS_DAYS),
    "partly is not reached": ([(Scale.THREE, [(day(1), 1)])], NO_PROGRESS_DAYS),
    "just below what was agreed is not reached": ([(Scale.GAS, [(day(1), -1)])], NO_PROGRESS_DAYS),
}


@pytest.mark.parametrize("case", CASES)
def test_it_is_asked_from_that_day_on(case):
    goals, first = CASES[case]
    asked = [number for number in range(61, 400) if off_track(goals, START, day(number))]
    assert asked == ([] if first is None else list(range(first, 400)))
