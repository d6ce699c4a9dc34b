"""What clients answered and what was measured at the end: grades, going on, scores of FICT-T, goals."""

from __future__ import annotations

import numpy as np

from uitkomst.flows.fictitious.arrays import Array, Table, day, draw_by_row
from uitkomst.flows.fictitious.clients import YEAR
from uitkomst.flows.fictitious.providers import Market
from uitkomst.flows.fictitious.reasons import effect
from uitkomst.flows.fictitious.settings import settings

YOUNG_PERSON, PARENT = "young_person", "parent"


def add_outcomes(rng: np.random.Generator, care: Table, clients: Table, market: Market) -> None:
    """Add the outcome columns: 0 or -1 where there is no answer, score or goal."""
    one_sided, early = np.isin(care["reason"], (3, 4)), care["reason"] != 1
    age = (care["end"] - clients["birth"][care["client"]]) / YEAR
    feeling = rng.normal(0, 0.7, len(age)) + effect(care, "grade") + market.grade[care["provider"]]
    answers = settings("shares")["answers"]
    response = market.response[care["provider"]] * np.where(one_sided, answers["one_sided_factor"], 1.0)
    young = response * answers["young_person_factor"] * (age >= answers["young_person_from"])
    for who, chance in ((YOUNG_PERSON, young), (PARENT, response * (age < 18.5))):
        _answers(rng, care, who, chance, feeling, one_sided, early)
    care["older"] = market.older_scale[care["provider"]] & (care["end"] <= day(answers["older_scale_until"]))
    _scores(rng, care, early, age)
    _goals(rng, care, early)


def _answers(rng: np.random.Generator, care: Table, who: str, chance: Array, feeling: Array, one_sided: Array, early: Array) -> None:
    shares, size = settings("shares")["answers"], len(chance)
    centre = shares["grade_mean"] + shares["grade_severity"] * (care["severity"] - 1) + np.where(one_sided, shares["grade_one_sided"], 0)
    centre = centre + feeling + (shares["grade_young_person"] if who == YOUNG_PERSON else 0)
    # Skewed to the low side: most are content, a few are not at all.
    spread = np.sqrt(max(shares["grade_spread"] ** 2 - 0.49, 0.1))
    grade = np.clip(np.round(centre + spread * (0.9 - rng.gamma(1.6, 0.79, size) * 0.75)), 1, 10)
    answered = rng.random(size) < chance
    care[f"grade_{who}"] = np.where(answered, grade, 0).astype(np.int8)
    row = np.where(one_sided, 2, np.where(early, 1, 0))
    options = np.array([shares["going_on_plan"], shares["going_on_early"], shares["going_on_one_sided"]])
    going_on = draw_by_row(rng, options, row) + 1
    # Built-in difference: some expect more often to come back, which is answer 03 instead of 04.
    less = (going_on == 4) & (rng.random(size) < 1 - np.exp(effect(care, "going_on")))
    going_on = np.where(less, np.where(rng.random(size) < 0.5, 3, 2), going_on)
    too = np.where(answered, rng.random(size) < shares["going_on_too"], rng.random(size) < shares["going_on_only"] * (chance > 0))
    care[f"going_on_{who}"] = np.where(too, going_on, 0).astype(np.int8)


def _scores(rng: np.random.Generator, care: Table, early: Array, age: Array) -> None:
    shares, size = settings("shares")["scores"], len(early)
    begin = shares["begin_mean"] + shares["begin_severity"] * (care["severity"] - 1) + rng.normal(0, shares["begin_spread"], size)
    change = shares["change"] + np.where(early, shares["change_early"], 0) + effect(care, "change")
    end = begin + change - 0.15 * (begin - shares["begin_mean"]) + rng.normal(0, shares["change_spread"], size)
    has_begin = (care["form"] > 0) & (rng.random(size) < shares["begin"])
    has_end = has_begin & (rng.random(size) < shares["end_when_begin"] * np.where(early, 0.6, 1.0))
    care["t_begin"] = np.where(has_begin, np.clip(np.round(begin * 10), 200, 1000), -1).astype(np.int16)
    care["t_end"] = np.where(has_end, np.clip(np.round(end * 10), 200, 1000), -1).astype(np.int16)
    # Who filled in the instrument: the young person from 12 on, half of the time; 0 young person, 1 parent.
    care["informant"] = np.where((age >= 12) & (rng.random(size) < 0.5), 0, 1).astype(np.int8)


def _goals(rng: np.random.Generator, care: Table, early: Array) -> None:
    shares, size = settings("shares")["goals"], len(early)
    agreed = np.where((care["form"] > 0) & (rng.random(size) < shares["agreed"]), rng.integers(1, shares["most"] + 1, size), -1)
    some = np.maximum(agreed, 0)
    whole = rng.random(size) < 0.7
    assessed = np.where(whole, some, rng.binomial(some, shares["assessed"]))
    chance = np.clip(shares["achieved"] + np.where(early, shares["achieved_early"], 0) + effect(care, "goals"), 0.05, 0.95)
    achieved = rng.binomial(assessed, chance)
    care["goals_agreed"] = agreed.astype(np.int8)
    care["goals_assessed"] = np.where(agreed > 0, assessed, -1).astype(np.int8)
    care["goals_achieved"] = np.where(agreed > 0, achieved, -1).astype(np.int8)
