"""Twin of `usefulness` (definitions 4)."""

from __future__ import annotations

from tests.reference.assembly import World
from tests.reference.exemptions import not_obliged
from tests.reference.units import EXCLUDED, INFORMANTS, KNOWN, UNKNOWN, Unit, ended

BANDS = ((1, 4), (5, 6), (7, 8), (9, 10))


def units(world: World) -> list[Unit]:
    """ "trajectory x informant, ended | no grade | - | scale 1-10"."""
    found = []
    for half_year, t in ended(world):
        for informant in INFORMANTS:
            grade = t.row.grade_young_person if informant == "young_person" else t.row.grade_parent
            if not_obliged(t, half_year, world):
                found.append(Unit("usefulness", "", informant, half_year, t, EXCLUDED, "not_obliged"))
            elif grade is None:
                found.append(Unit("usefulness", "", informant, half_year, t, UNKNOWN, "no_grade"))
            else:
                found.append(Unit("usefulness", "", informant, half_year, t, KNOWN, band(grade), value=grade, class_=band(grade)))
    return found


def band(grade: int) -> str:
    """ "grades in the bands 1-4, 5-6, 7-8, 9-10"."""
    return next(f"{low}-{high}" for low, high in BANDS if low <= grade <= high)
