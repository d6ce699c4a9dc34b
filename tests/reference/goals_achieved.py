"""Twin of `goals_achieved` (definitions 4)."""

from __future__ import annotations

from tests.reference.assembly import World
from tests.reference.units import EXCLUDED, MET, NOT_MET, UNKNOWN, Unit, ended, met_if


def units(world: World) -> list[Unit]:
    """ "goal, of trajectories ended (the counts doelen_* say how many of each) | goal not assessed | form 01 | goal realised";
    `all`: "trajectory with >= 1 goal, ended | any goal not assessed | form 01 | all its goals realised"."""
    found = []
    for half_year, t in ended(world):
        agreed, assessed, achieved = (n or 0 for n in (t.row.goals_agreed, t.row.goals_assessed, t.row.goals_achieved))
        if agreed == 0:
            continue
        if t.form == "01":
            goals = [(EXCLUDED, "freely_accessible", agreed)]
            whole = (EXCLUDED, "freely_accessible")
        else:
            goals = [(MET, "", achieved), (NOT_MET, "", assessed - achieved), (UNKNOWN, "not_assessed", agreed - assessed)]
            whole = (UNKNOWN, "not_assessed") if assessed < agreed else (met_if(achieved == agreed), "")
        for verdict, reason, weight in goals:
            if weight > 0:
                found.append(Unit("goals_achieved", "", "", half_year, t, verdict, reason, weight=weight))
        found.append(Unit("goals_achieved", "all", "", half_year, t, *whole))
    return found
