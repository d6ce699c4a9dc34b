"""Twin of `problem_reduction` (definitions 4)."""

from __future__ import annotations

from fractions import Fraction

from tests.reference.ages import birth_date, full_years
from tests.reference.assembly import Trajectory, World
from tests.reference.rows import Norm
from tests.reference.units import EXCLUDED, UNKNOWN, Unit, ended, met_if

CRITICAL = Fraction(196, 100)


def units(world: World) -> list[Unit]:
    """ "ended; one unit per instrument x informant in the record, one unit (not_measured) when there is none": at most one (D13).

    `worse`: reliable change for the worse. `trajectory`: at least one unit reliably better and none reliably worse."""
    found = []
    for half_year, t in ended(world):
        why_not, class_ = judged(t, world)
        part = f"{t.row.instrument}/{t.row.instrument_informant or ''}" if t.row.instrument else ""
        for variant in ("", "worse", "trajectory"):
            its_part = "" if variant == "trajectory" else part
            if t.form == "01":
                found.append(Unit("problem_reduction", variant, "", half_year, t, EXCLUDED, "freely_accessible", part=its_part))
            elif why_not:
                found.append(Unit("problem_reduction", variant, "", half_year, t, UNKNOWN, why_not, part=its_part))
            else:
                verdict = met_if(class_ == ("worse" if variant == "worse" else "better"))
                found.append(Unit("problem_reduction", variant, "", half_year, t, verdict, class_, class_=class_, part=its_part))
    return found


def judged(t: Trajectory, world: World) -> tuple[str, str]:
    """Why the change is not known, or its class: better, same or worse."""
    if not t.row.instrument:
        return "not_measured", ""
    if t.row.t_begin is None or t.row.t_end is None:
        return "no_pair", ""
    norm = norm_for(t, world)
    if norm is None:
        return "no_norm", ""
    return "", change_class(t.row.t_begin, t.row.t_end, norm)


def norm_for(t: Trajectory, world: World) -> Norm | None:
    """ "no norm loaded": for the instrument and informant, the client's sex and its age on the start date. Own sex goes before any sex,
    then the latest version."""
    born = birth_date(t.row.birth)
    if born is None:
        return None
    age = full_years(born, t.start)
    fitting = [
        norm
        for norm in world.tables.norms
        if (norm.instrument, norm.informant) == (t.row.instrument, t.row.instrument_informant)
        and norm.sex in (t.row.sex, "*")
        and norm.age_from <= age <= norm.age_to
    ]
    return max(fitting, key=lambda norm: (norm.sex != "*", norm.version), default=None)


def change_class(t_begin: int, t_end: int, norm: Norm) -> str:
    """ "reliable change for the better: signed (t_eind - t_begin) / (SD * sqrt 2 * sqrt (1-r)) >= 1.96", exactly, by squares."""
    change = Fraction(t_end - t_begin, 10)
    better = -change if norm.higher_is_worse else change
    reliable = change**2 >= CRITICAL**2 * norm.sd**2 * 2 * (1 - norm.reliability)
    if not reliable or change == 0:
        return "same"
    return "better" if better > 0 else "worse"
