"""Explain: the units behind one figure, each with verdict and reason. `own` audience only.

Source: definitions 3 (one verdict and one reason), 6 (explanations say "elsewhere", never who or when), decisions D10 and D23.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from uitkomst.engine import quote, read_steps
from uitkomst.measures.counting import NOT_ADDITIVE
from uitkomst.measures.definitions import load_definitions
from uitkomst.measures.measure import ask_periods, verdicts
from uitkomst.measures.request import DIMENSIONS, NATION, Scope
from uitkomst.snapshots import Snapshot
from uitkomst.vocabulary.periods import Period
from uitkomst.vocabulary.problems import Problem


@dataclass(frozen=True, slots=True)
class ExplainedUnit:
    """One unit of the figure. ``client`` is the number of the client inside this snapshot, never the pseudonym.

    units: how many (goals; else 1). elsewhere: the reason would be another without the client's trajectories at other providers.
    """

    client: int
    provider: str
    municipality: str | None
    form: str
    start_date: date
    end_date: date | None
    informant: str
    units: int
    verdict: str
    reason: str
    value: int | None
    elsewhere: bool


@dataclass(frozen=True, slots=True)
class Figure:
    """Which figure: indicator, variant, period and the group, as (grouping, value) pairs; informant "" is every informant."""

    indicator: str
    period: Period
    variant: str = ""
    informant: str = ""
    scope: Scope = NATION
    where: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        known = load_definitions()
        if self.indicator not in known:
            raise Problem("not_an_indicator", indicator=self.indicator)
        definition = known[self.indicator]
        variants = [variant.id for variant in definition.variants]
        if self.variant not in variants:
            raise Problem("no_variant", indicator=self.indicator, variant=self.variant, variants=", ".join(variants[1:]) or "-")
        if self.informant and self.informant not in definition.informants:
            informants = ", ".join(definition.informants) or "-"
            raise Problem("no_informant", indicator=self.indicator, informant=self.informant, informants=informants)
        for dim, _ in self.where:
            if dim not in DIMENSIONS:
                raise Problem("not_a_grouping", dim=dim, dims=", ".join(DIMENSIONS))


def explain(snapshot: Snapshot, figure: Figure) -> list[ExplainedUnit]:
    """Every unit of this figure, in a fixed order. The snapshot must be linked for the provider when the scope is one (D23)."""
    engine = snapshot.engine
    ask_periods(engine, [(figure.period.name, half.index) for half in figure.period.half_years])
    verdicts(engine, figure.indicator)
    engine.drop("explained")
    engine.run(f"CREATE TABLE explained AS {_units(figure)}")
    apart: Mapping[tuple[int, str], str] = {} if snapshot.linked_for else _reasons_apart(snapshot, figure)
    rows = engine.rows(f"SELECT {_COLUMNS} FROM explained ORDER BY provider, client, form, start_date, informant, verdict")
    engine.drop("explained")
    return [ExplainedUnit(*(*row[1:], apart.get((row[0], row[7]), row[10]) != row[10])) for row in rows]


_COLUMNS = """trajectory, client, provider, municipality, form, start_date, end_date, informant, units, verdict, reason,
    CASE WHEN verdict = 'known' THEN value END"""


def _units(figure: Figure) -> str:
    conditions = [f"u.variant = {quote(figure.variant)}"]
    if figure.informant:
        conditions.append(f"u.informant = {quote(figure.informant)}")
    groups = [*figure.where]
    if figure.scope.dimension:
        groups.append((figure.scope.dimension, figure.scope.value))
    conditions += [f"coalesce({DIMENSIONS[dim]}, 'unknown') = {quote(value)}" for dim, value in groups]
    once = ""
    if figure.indicator in NOT_ADDITIVE:  # decision D10: a unit of several half-years counts once, as in its latest
        once = "QUALIFY row_number() OVER (PARTITION BY u.informant, u.trajectory ORDER BY u.period DESC) = 1"
    return f"SELECT u.* FROM verdicts u LEFT JOIN municipalities m ON m.code = u.municipality WHERE {' AND '.join(conditions)} {once}"


def _reasons_apart(snapshot: Snapshot, figure: Figure) -> dict[tuple[int, str], str]:
    """The reasons if each provider saw only its own trajectories: what differs, comes from elsewhere. Only continuity looks elsewhere."""
    if figure.indicator not in ("no_return", "return_to_care"):
        return {}
    engine = snapshot.engine
    engine.run("ALTER TABLE trajectories RENAME TO trajectories_together")
    engine.run("""CREATE TABLE selected AS SELECT * REPLACE (hash(client, provider) AS client) FROM prepared
                  WHERE client IN (SELECT client FROM explained)""")
    engine.make_all(read_steps("uitkomst.snapshots", "linking"))
    verdicts(engine, figure.indicator)
    reasons = {(row[0], row[1]): row[2] for row in engine.rows(f"SELECT trajectory, informant, reason FROM ({_units(figure)})")}
    engine.drop("selected", "linked", "verdicts", "trajectories")
    engine.run("ALTER TABLE trajectories_together RENAME TO trajectories")
    return reasons
