"""The provider's earlier mirror has been opened: what it expected is locked. The newest still waits for whoever tries the demo."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from uitkomst.flows import write_expectation as flow
from uitkomst.flows.show_figures import releases
from uitkomst.organisations import queries as who

ORDER = 40
_WHY = "Dit hebben we eerder met de teams bekeken."


def prepare(now: datetime, on_progress: Callable[[str, int, int], None]) -> None:
    """Write and lock an expectation for every own mirror but the newest."""
    people = {person.email.split("@")[0]: who.actor_for(person, second_factor=True, now=now) for person in who.demo_people()}
    actor = people.get("quirine")
    own = [one for one in releases(actor=actor, now=now) if one.asks_expectation] if actor else []
    for release in sorted(own, key=lambda one: one.opening_period)[:-1]:
        assert actor is not None
        lines = [{"indicator": line.indicator, "why": _WHY} for line in flow.show_form(actor=actor, now=now, release_id=release.id).lines]
        flow.write_expectation(actor=actor, now=now, release_id=release.id, lines=lines)
        flow.lock_expectation(actor=actor, now=now, release_id=release.id)
