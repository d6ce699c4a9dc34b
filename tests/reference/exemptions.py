"""Who need not deliver outcome answers (definitions 4)."""

from __future__ import annotations

from tests.reference.assembly import Trajectory, World, current_provider, municipality_in


def not_obliged(trajectory: Trajectory, half_year: int, world: World) -> bool:
    """ "A dated table of exempt (provider, municipality) pairs makes usefulness and able_to_continue excluded (not_obliged)."

    The municipality is that in the half-year; the pair must be exempt on the day the trajectory ended.
    """
    municipality = municipality_in(trajectory, half_year)
    assert trajectory.end is not None
    for pair in world.tables.exemptions:
        if current_provider(pair.provider, world.tables) != trajectory.provider or pair.municipality != municipality:
            continue
        from_then = pair.from_date is None or pair.from_date <= trajectory.end
        until_then = pair.until_date is None or trajectory.end <= pair.until_date
        if from_then and until_then:
            return True
    return False
