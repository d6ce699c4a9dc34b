"""Twin of `dropout` (definitions 4)."""

from __future__ import annotations

from tests.reference.assembly import World
from tests.reference.units import UNKNOWN, Unit, ended, met_if

VARIANTS = {"": ("03", "04"), "client": ("03",), "early_end": ("02", "03", "04", "05")}


def units(world: World) -> list[Unit]:
    """ "trajectory, ended | reason unknown | - | reason 03 or 04", `client` 03, `early_end` 02, 03, 04 or 05."""
    found = []
    for half_year, t in ended(world):
        for variant, codes in VARIANTS.items():
            if t.reason is None:
                found.append(Unit("dropout", variant, "", half_year, t, UNKNOWN, "reason_unknown"))
            else:
                found.append(Unit("dropout", variant, "", half_year, t, met_if(t.reason in codes), t.reason, class_=t.reason))
    return found
