"""Twin of `able_to_continue` (definitions 4)."""

from __future__ import annotations

from tests.reference.assembly import World
from tests.reference.exemptions import not_obliged
from tests.reference.units import EXCLUDED, INFORMANTS, UNKNOWN, Unit, ended, met_if

VARIANTS = {"": (3, 4), "or_lighter": (2, 3, 4), "no_help": (4,)}


def units(world: World) -> list[Unit]:
    """ "trajectory x informant, ended | no answer, or older scale | - | 03 or 04", `or_lighter` 02, 03 or 04, `no_help` 04."""
    found = []
    for half_year, t in ended(world):
        for informant in INFORMANTS:
            answer = t.answers[informant]
            for variant, codes in VARIANTS.items():
                if not_obliged(t, half_year, world):
                    verdict, reason, class_ = EXCLUDED, "not_obliged", ""
                elif answer is None:
                    verdict, reason, class_ = UNKNOWN, "no_answer", ""
                elif answer[1]:
                    verdict, reason, class_ = UNKNOWN, "older_scale", ""
                else:
                    class_ = f"{answer[0]:02}"
                    verdict, reason = met_if(answer[0] in codes), class_
                found.append(Unit("able_to_continue", variant, informant, half_year, t, verdict, reason, class_=class_))
    return found
