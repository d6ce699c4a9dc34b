"""Units of both implementations in one form, so that any difference is a difference of meaning."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict

from tests.reference.assembly import World, municipality_in
from tests.reference.figures import all_units
from tests.reference.rows import Delivery, Row
from tests.reference.units import Unit
from uitkomst.measures import JudgedUnit

INDICATORS = (
    "dropout", "usefulness", "able_to_continue", "no_return", "return_to_care", "problem_reduction", "goals_achieved",
    "begun", "ended", "active", "running_two_years", "duration", "started_in_crisis", "response", "turned_18",
)  # fmt: skip

# Where definitions or decisions name reasons, both must give the same one; elsewhere the class says it.
NAMED_REASONS = {
    "reason_unknown", "no_grade", "not_obliged", "no_answer", "older_scale", "not_linkable", "ended_by_absence", "follow_up_incomplete",
    "care_continues", "no_new_start", "new_start", "earlier_care", "no_earlier_care", "freely_accessible", "not_measured", "no_pair",
    "no_norm", "not_assessed",
}  # fmt: skip

Line = tuple[str, ...]


def of_twin(world: World, half_years: list[int]) -> dict[str, Counter[Line]]:
    """Indicator -> how often each unit occurs, according to the twin."""
    found: dict[str, Counter[Line]] = {indicator: Counter() for indicator in INDICATORS}
    for unit in all_units(world, half_years):
        found[unit.indicator][_twin_line(unit)] += unit.weight
    return found


def of_product(units: list[JudgedUnit]) -> Counter[Line]:
    """How often each unit occurs, according to the product."""
    found: Counter[Line] = Counter()
    for unit in units:
        found[_product_line(unit)] += unit.units
    return found


def typed_of_twin(rows: list[Row], deliveries: list[Delivery], names: dict[int, str]) -> dict[tuple[str, int], dict[str, object]]:
    """(file name, line) -> typed row of the twin, of usable deliveries."""
    usable = {d.delivery for d in deliveries if d.usable}
    return {
        (names[row.delivery], row.line): {name: value for name, value in asdict(row).items() if name != "delivery"}
        for row in rows
        if row.delivery in usable
    }


PRESENCE = ("client", "bsn_kind", "form", "start_date")


def compared(typed: dict[str, object]) -> dict[str, object]:
    """What of a typed row must be the same: everything; of a refused row what makes it present, when all of that can be read."""
    plain = {name: None if value == "" else value for name, value in typed.items()}
    if not typed["refused"]:
        return plain
    presence = {name: plain[name] for name in PRESENCE}
    readable = presence["bsn_kind"] == "real" and all(presence.values())
    return {"refused": True, **(presence if readable else {})}


def _twin_line(u: Unit) -> Line:
    t = u.trajectory
    place = (t.provider, t.form, str(t.start), str(t.end), municipality_in(t, u.half_year))
    return (u.variant, u.informant, str(u.half_year), *place, u.verdict, _named(u.reason), str(u.value), "" if u.variant else u.class_)


def _product_line(u: JudgedUnit) -> Line:
    place = (u.provider, u.form, str(u.start_date), str(u.end_date), u.municipality or "")
    return (u.variant, u.informant, str(u.period), *place, u.verdict, _named(u.reason), str(u.value), "" if u.variant else u.outcome or "")


def _named(reason: str) -> str:
    return reason if reason in NAMED_REASONS else ""
