"""What every indicator of the twin hands on: units with one verdict and one reason each (definitions 3)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.reference.assembly import Trajectory, World, ended_in

EXCLUDED, UNKNOWN, MET, NOT_MET, KNOWN = "excluded", "unknown", "met", "not_met", "known"
INFORMANTS = ("young_person", "parent")


@dataclass(frozen=True)
class Unit:
    """One unit of one indicator in one half-year. weight: how many equal units this is (goals). value: on a scale only.

    class_: class of the distribution that the unit is in, '' when it is not known. part: instrument and informant measured.
    """

    indicator: str
    variant: str
    informant: str
    half_year: int
    trajectory: Trajectory
    verdict: str
    reason: str = ""
    weight: int = 1
    value: int | None = None
    class_: str = ""
    part: str = ""


def ended(world: World) -> list[tuple[int, Trajectory]]:
    """ "ended first <= end <= last": each ended trajectory with the one half-year in which it ended."""
    found = []
    for trajectory in world.trajectories:
        half_year = ended_in(trajectory)
        if half_year is not None:
            found.append((half_year, trajectory))
    return found


def met_if(condition: bool) -> str:
    return MET if condition else NOT_MET


Units = Callable[[World], list[Unit]]
