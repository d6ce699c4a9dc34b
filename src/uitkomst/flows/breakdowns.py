"""Breakdowns: by what else the figures of a release are grouped, one grouping at a time; none is crossed with another.

For the holder of the records all at once, in the same measuring. For others one after another, each protected with all that the same
readers get with it: one that cannot be protected is left out, and the release says so. Source: definitions 5 and 6; product.md 1, 2.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from uitkomst.comparison.bulk import compare_all
from uitkomst.engine import Engine, quote
from uitkomst.flows.subjects import Subject
from uitkomst.measures import Request
from uitkomst.measures.definitions import load_definitions
from uitkomst.protection import Published, audit
from uitkomst.protection.figure import Figure
from uitkomst.protection.publish import publish, read_figures
from uitkomst.protection.release import CannotProtect
from uitkomst.snapshots import Snapshot
from uitkomst.vocabulary.periods import Period
from uitkomst.vocabulary.verdicts import Audience

BESIDE: dict[tuple[Audience, str], tuple[str, ...]] = {
    (Audience.OWN, "provider"): (
        "municipality", "form_of_help", "age_group", "sex", "referrer", "crisis", "target_group", "intervention", "severity",
    ),
    (Audience.OWN, "team"): ("form_of_help", "age_group", "sex", "target_group"),
    (Audience.OWN, "nation"): ("form_of_help", "age_group", "sex"),
    (Audience.PARTNER, "region"): ("form_group", "age_group", "sex"),
    (Audience.PARTNER, "provider"): ("age_group", "sex"),
}  # fmt: skip
"""What stands beside the first grouping of a subject, in this order."""


@dataclass(frozen=True, slots=True)
class BrokenDown:
    """The groupings in the table ``compared``, and those left out because they cannot be protected."""

    dims: tuple[str, ...]
    left_out: tuple[str, ...] = ()


def measure_all(
    snapshot: Snapshot,
    place: Subject,
    audience: Audience,
    opening: Period,
    periods: tuple[Period, ...],
    earlier: Sequence[Published],
    indicators: tuple[str, ...] = (),
    *,
    alone: bool = False,
) -> BrokenDown:
    """Make the table ``compared`` with every grouping. A group stands in the opening period; the whole and the first grouping in all.

    indicators: only these, for one conversation; empty for all. alone: the whole without any grouping.
    """
    beside = BESIDE.get((audience, place.scope.kind), ())
    if audience is Audience.OWN:
        dims = (place.dim, *beside)
        publish(snapshot, Request(periods, dims, place.opening, distributions=True, crossed=False), audience)
        compare_all(snapshot.engine)
        others = " OR ".join(f"{dim} <> '*'" for dim in beside) or "FALSE"
        _keep(snapshot.engine, f"SELECT * FROM compared WHERE period = {quote(opening.name)} OR NOT ({others})")
        return BrokenDown(dims)
    if alone:
        publish(snapshot, Request(periods, (), place.opening, indicators, distributions=True), audience, earlier=earlier)
        compare_all(snapshot.engine)
        _keep(snapshot.engine, "SELECT * FROM compared")
        return BrokenDown((), (place.dim, *beside))
    publish(snapshot, Request(periods, (place.dim,), place.opening, indicators, distributions=True), audience, earlier=earlier)
    compare_all(snapshot.engine)
    _keep(snapshot.engine, "SELECT * FROM compared")
    first = Published("first", audience.value, (place.dim,), tuple(read_figures(snapshot.engine, (place.dim,))))
    return _beside(snapshot, place, audience, opening, [*earlier, first], indicators)


def _beside(
    snapshot: Snapshot, place: Subject, audience: Audience, opening: Period, before: list[Published], indicators: tuple[str, ...] = ()
) -> BrokenDown:
    """Add the other groupings one by one, each weighed with all that came before."""
    engine = snapshot.engine
    made, left_out = [place.dim], []
    outcomes = indicators or tuple(one.id for one in load_definitions().values() if not one.context)
    engine.drop("gathered")
    engine.run("ALTER TABLE compared RENAME TO gathered")
    for dim in BESIDE.get((audience, place.scope.kind), ()):
        try:
            asked = Request((opening,), (dim,), place.opening, outcomes, distributions=True)
            publish(snapshot, asked, audience, earlier=before)
        except CannotProtect:
            left_out.append(dim)
            continue
        compare_all(engine)
        new = Published(dim, audience.value, (dim,), tuple(read_figures(engine, (dim,))))
        if any(audit([new, old]).exposed for old in before):
            left_out.append(dim)
            continue
        before.append(new)
        made.append(dim)
        engine.run(f"ALTER TABLE gathered ADD COLUMN {dim} VARCHAR DEFAULT '*'")
        others = "".join(f", '*' AS {name}" for name in made if name != dim)
        engine.run(f"INSERT INTO gathered BY NAME SELECT *{others} FROM compared WHERE {dim} <> '*'")
    engine.drop("compared")
    engine.run("ALTER TABLE gathered RENAME TO compared")
    return BrokenDown(tuple(made), tuple(left_out))


def _keep(engine: Engine, select: str) -> None:
    """Make ``compared`` a table of its own, so that what it was made from can be made anew."""
    engine.run(f"CREATE OR REPLACE TABLE kept AS {select}")
    engine.drop("compared", "figures")
    engine.run("ALTER TABLE kept RENAME TO compared")


def each_alone(name: str, audience: str, dims: tuple[str, ...], figures: Sequence[Figure]) -> list[Published]:
    """A stored release as the attacker gets it: grouping by grouping, each with the whole; the whole alone when nothing is grouped."""
    if not dims:
        return [Published(name, audience, (), tuple(figures))]
    found = []
    for at, dim in enumerate(dims):
        mine = tuple(
            replace(figure, group=(figure.group[at],))
            for figure in figures
            if all(value == "*" for i, value in enumerate(figure.group) if i != at)
        )
        found.append(Published(f"{name} {dim}", audience, (dim,), mine))
    return found
