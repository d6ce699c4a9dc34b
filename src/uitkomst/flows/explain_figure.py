"""Explain one figure: from delivery files to the trajectories behind it, each with verdict and reason. `own` audience only.

Source: definitions 3 and 6; decision D23 (for one provider only its own trajectories are linked).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from uitkomst.flows.build_snapshot import Built, open_or_build
from uitkomst.flows.subjects import checked_scope
from uitkomst.measures.explain import ExplainedUnit, Figure, explain
from uitkomst.snapshots import link


@dataclass(frozen=True)
class Explained:
    """The units of the figure, and what was read to make it. lower_bound: only the provider's own trajectories were linked."""

    figure: Figure
    units: list[ExplainedUnit]
    built: Built
    lower_bound: bool

    @property
    def totals(self) -> dict[str, int]:
        """How many units of each verdict; together they are the population."""
        verdicts = ("excluded", "unknown", "met", "not_met", "known")
        counted = {verdict: sum(unit.units for unit in self.units if unit.verdict == verdict) for verdict in verdicts}
        return {"population": sum(counted.values())} | {verdict: number for verdict, number in counted.items() if number}


def explain_figure(
    paths: Sequence[Path],
    figure: Figure,
    *,
    tables: Path | None = None,
    writes: Sequence[Path] = (),
    on_progress: Callable[[str, int, int], None] = lambda *_: None,
) -> Explained:
    """Read, check, freeze and judge, and list every unit of the figure. Raises Problem for what cannot be done."""
    figure = replace(figure, scope=checked_scope(figure.scope, tables))
    with open_or_build(paths, tables=tables, writes=writes, on_progress=on_progress) as built:
        snapshot = built.snapshot
        if figure.scope.kind == "provider":
            snapshot = link(snapshot, figure.scope.value)
        continuity = figure.indicator in ("no_return", "return_to_care")
        return Explained(figure, explain(snapshot, figure), built, bool(snapshot.linked_for) and continuity)
