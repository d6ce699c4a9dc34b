"""Days as the continuity tests count them (definitions 4)."""

from __future__ import annotations

from datetime import date, timedelta

from tests.reference.assembly import Trajectory

DAY = timedelta(days=1)
STAYS = ("11", "12", "13", "14")


def counted_start(trajectory: Trajectory) -> date:
    """ "a trajectory with stay (form 11-14) counts as starting one day earlier", the one judged and the others (D17)."""
    return trajectory.start - DAY if trajectory.form in STAYS else trajectory.start
