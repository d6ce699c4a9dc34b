"""Goal attainment of one trajectory: how many goals were agreed, assessed and achieved.

Source: definitions 4 (``goals_achieved`` counts goals of trajectories ended; a goal that was not assessed is unknown). The national
text is not public: what counts as achieved is ours.

* Two scales: ``gas`` (-2 … +2, 0 = what was hoped for) and ``three`` (0 not, 1 partly, 2 fully). Achieved: 0 or more; fully.
* Each side's view is kept apart. For the count the client's own view decides: that of the young person, else of a parent, else of
  the practitioner. A practitioner's view never overrules a client's.
* A goal that both let go is still agreed; without a view at the end it is not assessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

GAS = "gas"
THREE = "three"
SCALES: dict[str, tuple[int, ...]] = {GAS: (-2, -1, 0, 1, 2), THREE: (0, 1, 2)}
"""The values of each scale, lowest first."""

ACHIEVED_FROM = {GAS: 0, THREE: 2}

WHOSE_VIEW = ("young_person", "parent", "practitioner")
"""Whose view decides, first one that is there."""


class GoalViews(NamedTuple):
    """One goal with the last view of each side on it: ``views`` by side, values on its scale. A side without a view is absent."""

    scale: str
    views: Mapping[str, int]


class GoalCounts(NamedTuple):
    """Goals agreed, assessed and achieved: the columns doelen_afgesproken, doelen_beoordeeld, doelen_gerealiseerd."""

    agreed: int
    assessed: int
    achieved: int


def is_achieved(scale: str, value: int) -> bool:
    """Raises ValueError for a value that is not on the scale, KeyError for an unknown scale."""
    if value not in SCALES[scale]:
        raise ValueError(f"{value} is not on the scale {scale}")
    return value >= ACHIEVED_FROM[scale]


def deciding_view(goal: GoalViews) -> int | None:
    """The value that counts; None: not assessed."""
    return next((goal.views[side] for side in WHOSE_VIEW if side in goal.views), None)


def count_goals(goals: Iterable[GoalViews]) -> GoalCounts:
    """The counts of one trajectory."""
    kept = list(goals)
    decided = [(goal.scale, view) for goal in kept if (view := deciding_view(goal)) is not None]
    return GoalCounts(len(kept), len(decided), sum(is_achieved(scale, view) for scale, view in decided))


def goal_fields(counts: GoalCounts) -> dict[str, str]:
    """The extension columns of the record; empty when no goal was agreed."""
    if not counts.agreed:
        return {"doelen_afgesproken": "", "doelen_beoordeeld": "", "doelen_gerealiseerd": ""}
    return {
        "doelen_afgesproken": str(counts.agreed),
        "doelen_beoordeeld": str(counts.assessed),
        "doelen_gerealiseerd": str(counts.achieved),
    }
