"""The groups of a unit (definitions 5)."""

from __future__ import annotations

from tests.reference.ages import age_group
from tests.reference.assembly import Trajectory, World, municipality_in
from tests.reference.continuity import STAYS

UNKNOWN = "unknown"
DIMENSIONS = (
    "municipality", "youth_region", "province", "provider", "form_of_help", "form_group", "referrer", "crisis", "age_group",
    "sex", "team", "intervention", "target_group", "severity",
)  # fmt: skip


def group_of(dimension: str, t: Trajectory, half_year: int, world: World) -> str:
    """The value of a trajectory in a half-year; an empty group value is the group `unknown` (D18)."""
    municipality = municipality_in(t, half_year)
    region, province = world.tables.municipalities.get(municipality, ("", ""))
    values = {
        "municipality": municipality,
        "youth_region": region,
        "province": province,
        "provider": t.provider,
        "form_of_help": t.form,
        "form_group": "with_stay" if t.form in STAYS else "without_stay",
        "referrer": t.referrer,
        "crisis": {True: "01", False: "02", None: ""}[t.crisis],
        "age_group": age_group(t.row.birth, t.start),
        "sex": t.row.sex,
        "team": f"{t.provider}/{t.row.team}" if t.row.team else "",  # "team (always with its provider)", D20
        "intervention": t.row.intervention or "",
        "target_group": t.row.target_group or "",
        "severity": t.row.severity or "",
    }
    return values[dimension] or UNKNOWN


def in_scope(scope: str | None, t: Trajectory, half_year: int, world: World) -> bool:
    """A scope `municipality:0736`, `region:NAME` or `provider:KVK`; None is everything."""
    if scope is None or scope == "nation":
        return True
    kind, _, value = scope.partition(":")
    dimension = {"region": "youth_region"}.get(kind, kind)
    return group_of(dimension, t, half_year, world) == value
