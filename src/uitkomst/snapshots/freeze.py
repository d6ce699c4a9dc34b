"""Freeze: from checked delivery rows to a snapshot of trajectories.

Source: definitions 1, "From records to trajectories". Needs the engine tables ``deliveries``, ``typed`` and ``successions``.
"""

from __future__ import annotations

from uitkomst import DEFINITIONS_VERSION
from uitkomst.engine import Engine, read_steps
from uitkomst.snapshots.snapshot import Snapshot, snapshot_name

_PACKAGE = "uitkomst.snapshots"
# Looked at by show-steps; dropped otherwise as soon as the last step that reads them is made.
_INTERMEDIATE = (
    "numbered",
    "known",
    "lines",
    "changed",
    "records",
    "latest",
    "earlier",
    "filled",
    "identities",
    "clients",
    "closed",
    "parts",
    "merged",
)


class NothingToFreeze(ValueError):
    """There is no valid delivery among what was read."""


def freeze(engine: Engine, *, keep_steps: bool = False) -> Snapshot:
    """Assemble the valid deliveries into trajectories and link them over all providers.

    keep_steps keeps the intermediate tables, to look at. Raises NothingToFreeze when no delivery is valid.
    """
    steps = read_steps(_PACKAGE, "steps")
    engine.make_all(steps)
    periods = tuple(row[0] for row in engine.rows("SELECT DISTINCT period FROM delivered ORDER BY period"))
    if not periods:
        raise NothingToFreeze("no valid delivery")
    # Other steps or other successions make other trajectories of the same deliveries: that is another snapshot.
    shaped_by = [DEFINITIONS_VERSION, repr(engine.rows("SELECT * FROM successions ORDER BY ALL")), *(step.sql for step in steps)]
    name = snapshot_name(engine, *shaped_by)
    if not keep_steps:
        engine.drop(*_INTERMEDIATE)
    return link(Snapshot(engine, name, periods))


def link(snapshot: Snapshot, provider: str = "", team: str = "") -> Snapshot:
    """Say what came before and after each trajectory, over all providers or inside one provider or one of its teams (decision D23).

    Makes the engine table ``trajectories``.
    """
    where = "WHERE provider = ?" + (" AND team = ?" if team else "") if provider else ""
    engine = snapshot.engine
    engine.drop("selected")
    engine.run(f"CREATE TABLE selected AS SELECT * FROM prepared {where}", [one for one in (provider, team) if one] if provider else [])
    engine.make_all(read_steps(_PACKAGE, "linking"))
    engine.drop("selected", "linked")
    return Snapshot(engine, snapshot.name, snapshot.periods, linked_for=provider)
