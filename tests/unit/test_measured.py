"""Which scores go into a delivery, and as what: by a rule that does not look at them. The norms are made up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.unit.test_norms import norm
from uitkomst.questionnaires.measured import Measured, measurement, t_score

START, END = date(2024, 2, 1), date(2024, 12, 20)
SCALE = replace(norm(), delivered_as="LIJST", mean=10.0, sd=5.0)


def told(*of: Measured) -> tuple[str, ...]:
    return tuple(measurement(of, START, END).values())


def young(*points: tuple[int, float], **more) -> Measured:
    """A young person's scores: (days after the start, score)."""
    return Measured("young_person", SCALE, [(START + timedelta(days=day), score) for day, score in points], **more)


def parent(*points: tuple[int, float], scale=SCALE, **more) -> Measured:
    return replace(young(*points), informant="parent", norm=scale, **more)


LAST = (END - START).days


@pytest.mark.parametrize(("days", "expected"), [
    ((0, LAST), ("60.0", "46.0")), ((60, LAST - 30), ("60.0", "46.0")),
    ((61, LAST), ("", "46.0")), ((0, LAST - 31), ("60.0", "")), ((61, LAST - 31), ()),
    ((0, 100, LAST), ("60.0", "46.0")),
])  # fmt: skip
def test_begin_and_end_lie_near_the_begin_and_the_end(days, expected):
    scores = [15.0, *[39.0] * (len(days) - 2), 8.0]
    found = told(young(*zip(days, scores, strict=True)))
    assert found == (("LIJST", "jeugdige", *expected) if expected else ())


def test_one_score_is_no_pair_also_when_the_help_was_short():
    assert measurement([young((5, 15.0))], START, START + timedelta(days=20))["t_eind"] == ""


def test_whose_scores_go_along():
    pair, other = ((0, 15.0), (LAST, 8.0)), ((0, 12.0), (LAST, 12.0))
    by_date = replace(SCALE, delivered_as="A")
    later = replace(parent((1, 12.0), (LAST, 12.0), scale=by_date), position=1)
    for chosen, others in (
        (young(*pair), [parent(*other)]),
        (parent(*pair), [young((0, 12.0))]),
        (parent(*pair, position=2), [parent(*other, has_custody=False)]),
        (parent(*pair), [parent(*other, position=2)]),
        (parent(*pair), [later]),
        (parent(*pair, scale=by_date), [parent(*other)]),
        (young(*pair), [parent(*other, scale=norm())]),
    ):
        for order in ((chosen, *others), (*others, chosen)):
            assert told(*order)[2:] == ("60.0", "46.0")
    assert told(replace(young(*pair), norm=norm())) == (), "a scale without a name in deliveries stays here"


@pytest.mark.parametrize(("score", "expected"), [(10, "50.0"), (8, "46.0"), (10.1, "50.2"), (0, "30.0"), (-15, "0.0"), (-15.1, "")])
def test_a_t_score_has_mean_50_and_sd_10_and_one_decimal(score, expected):
    assert t_score(SCALE, score) == expected


def test_exactly_between_two_tenths_is_rounded_up():
    assert t_score(replace(SCALE, mean=0.0, sd=40.0), 0.2) == "50.1", "50.05, exactly between: up"
